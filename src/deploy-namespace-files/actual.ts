import pLimit from 'p-limit';
import { foldersToLookInto, StoredIndex } from '../namespace-files/compare.js';
import { asksForExport, asksForSizes } from '../namespace-files/comparison.js';
import type { Target } from '../namespace-files/plan-targets.js';
import type { NameRules } from '../namespace-files/server-names.js';
import { folderOf } from '../namespace-files/target-path.js';
import { applyAll } from '../plan/apply.js';
import type { ActualState } from '../plan/plan-changes.js';
import type { Progress } from '../plan/progress.js';
import { compareWithExport } from './compare-with-export.js';
import type { Content, FileServer } from './ports.js';

export interface ReadingPorts {
  readonly server: Pick<FileServer, 'searchFiles' | 'listFolder' | 'holdsFile' | 'exportFiles'>;
  readonly contentOf: (target: Target) => Content;
  readonly namespace: string;
  readonly rules: NameRules;
  readonly concurrency: number;
  readonly signal?: AbortSignal | undefined;
  /** Files whose contents were compared. */
  readonly onCompare?: Progress | undefined;
}

/**
 * What the server holds, as far as the targets have to know: the paths of all files by one search, the
 * folders that may hide something, and sizes where a request gives many of them.
 */
export async function readStored(targets: readonly Target[], ports: ReadingPorts): Promise<StoredIndex> {
  const { server, namespace, rules } = ports;
  const stored = new StoredIndex(await server.searchFiles(namespace, '/'), rules);
  const there = targets.filter(({ path }) => stored.isFile(path));
  const missing = targets.filter(({ path }) => !stored.isFile(path));
  const known = { candidates: there.map(candidateOf), stored: stored.paths.length };
  const sizes = asksForSizes(known) ? new Set(known.candidates.map(({ folder }) => folder)) : new Set<string>();

  const limit = pLimit(ports.concurrency);
  const look = async (folder: string) => {
    const entries = await server.listFolder(namespace, folder);
    if (entries !== undefined) stored.addListing(folder, entries);
  };
  const levels = foldersToLookInto(missing, stored);
  const looked = new Set(levels.flat());
  const ofSizes = limit.map(
    [...sizes].filter((folder) => !looked.has(folder)),
    look,
  );
  for (const level of levels) {
    await limit.map(
      level.filter((folder) => stored.isFolder(folder)),
      look,
    );
  }
  await ofSizes;
  return stored;
}

/** How each target compares with the server; where paths and sizes do not tell, contents are compared. */
export async function compareContents(
  targets: readonly Target[],
  stored: StoredIndex,
  ports: ReadingPorts,
): Promise<ReadonlyMap<Target, ActualState>> {
  const states = new Map<Target, ActualState>();
  const doubtful: Target[] = [];
  for (const target of targets) {
    const state = stored.stateOf(target);
    if (state === 'doubtful') doubtful.push(target);
    else states.set(target, state);
  }
  let settled = 0;
  const settle = (target: Target, state: ActualState) => {
    states.set(target, state);
    ports.onCompare?.(++settled, doubtful.length);
  };
  const inExport = { candidates: doubtful.map(candidateOf), stored: stored.paths.length };
  if (asksForExport(inExport)) await compareWithExport(doubtful, ports, settle);
  await compareOneByOne(
    doubtful.filter((target) => !states.has(target)),
    ports,
    settle,
  );
  // Stopped before it was compared: nothing will be written any more, and nobody may call it the same or a
  // conflict.
  for (const target of doubtful) if (!states.has(target)) states.set(target, 'missing');
  return states;
}

async function compareOneByOne(
  targets: readonly Target[],
  { server, namespace, contentOf, concurrency, signal }: ReadingPorts,
  settle: (target: Target, state: ActualState) => void,
): Promise<void> {
  const compare = async (target: Target) => {
    const same = await server.holdsFile(namespace, target.path, contentOf(target));
    settle(target, same === undefined ? 'missing' : same ? 'same' : 'different');
  };
  for (const result of await applyAll(targets, compare, { concurrency, signal })) {
    if (result.state === 'failed') throw result.error;
  }
}

function candidateOf({ path, file: { size } }: Target) {
  return { size, folder: folderOf(path) };
}
