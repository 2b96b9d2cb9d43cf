import pLimit from 'p-limit';
import type { ByteBudget } from '../namespace-files/byte-budget.js';
import { type ListedEntry, foldersByDepth, type Listing, type ListingIndex } from '../namespace-files/compare.js';
import { listedName, type NameRules } from '../namespace-files/server-names.js';
import type { Target } from '../namespace-files/plan-targets.js';
import { applyAll } from '../plan/apply.js';
import type { ActualState } from '../plan/plan-changes.js';
import type { FileServer } from './ports.js';

/**
 * The folders that targets lie in, as the server lists them: the root first, then level by level only what
 * the level above says exists. A folder without targets is never asked for.
 */
export async function listTargetFolders(
  targets: readonly Target[],
  server: Pick<FileServer, 'listFolder'>,
  options: { readonly namespace: string; readonly rules: NameRules; readonly concurrency: number },
): Promise<Listing> {
  const { namespace, rules } = options;
  const limit = pLimit(options.concurrency);
  const listing = new Map<string, readonly ListedEntry[]>();
  for (const level of foldersByDepth(targets)) {
    const present = level.filter((folder) => folder === '/' || isListed(folder, listing, rules));
    if (present.length === 0) break;
    await limit.map(present, async (folder) => {
      const entries = await server.listFolder(namespace, folder);
      if (entries !== undefined) listing.set(folder, entries);
    });
  }
  return listing;
}

function isListed(folder: string, listing: Listing, rules: NameRules): boolean {
  const slash = folder.lastIndexOf('/');
  const name = listedName(folder.slice(slash + 1), rules);
  const siblings = listing.get(slash === 0 ? '/' : folder.slice(0, slash)) ?? [];
  return siblings.some((entry) => entry.type === 'Directory' && listedName(entry.name, rules) === name);
}

/** How each target compares with the server; where sizes do not tell, the bytes are read from both sides. */
export async function readFileStates(
  targets: readonly Target[],
  index: ListingIndex,
  ports: {
    readonly server: Pick<FileServer, 'getFile'>;
    readonly readFile: (path: string) => Promise<Uint8Array>;
    readonly namespace: string;
    readonly concurrency: number;
    readonly budget: ByteBudget;
    readonly signal?: AbortSignal | undefined;
    readonly onCompare?: ((done: number, total: number) => void) | undefined;
  },
): Promise<ReadonlyMap<Target, ActualState>> {
  const states = new Map<Target, ActualState>();
  const doubtful: Target[] = [];
  for (const target of targets) {
    const state = index.stateOf(target);
    if (state === 'same-size') doubtful.push(target);
    else states.set(target, state);
  }
  const compare = (target: Target) =>
    ports.budget.hold(2 * target.file.size, async (): Promise<ActualState> => {
      const stored = await ports.server.getFile(ports.namespace, target.path);
      if (stored === undefined) return 'missing';
      return Buffer.compare(await ports.readFile(target.file.path), stored) === 0 ? 'same' : 'different';
    });
  const results = await applyAll(doubtful, compare, {
    concurrency: ports.concurrency,
    signal: ports.signal,
    onDone: ports.onCompare,
  });
  for (const [position, result] of results.entries()) {
    if (result.state === 'failed') throw result.error;
    // Stopped before it was compared: nothing will be written any more, and nobody may call it the same or a
    // conflict.
    states.set(doubtful[position]!, result.state === 'done' ? result.result : 'missing');
  }
  return states;
}
