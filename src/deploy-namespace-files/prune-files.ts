import pLimit from 'p-limit';
import type { StoredIndex } from '../namespace-files/compare.js';
import { filledFolder, type Target, type TargetSource } from '../namespace-files/plan-targets.js';
import { listedName, type NameRules } from '../namespace-files/server-names.js';
import type { Deletion } from '../plan/plan-changes.js';
import type { FileDeploymentInput, FileDeploymentPorts } from './deployment.js';
import type { FileHistory, FileServer, RemovedFile } from './ports.js';

/** Files that are to go, and what stays although Git has removed it: with the reason. */
export interface Pruning {
  /** Paths as the server lists them. */
  readonly deletions: readonly Deletion<string>[];
  readonly kept: readonly string[];
}

/** Files that the history says were removed, with the source they lay in. */
export type RemovedBySource = ReadonlyMap<TargetSource, readonly RemovedFile[]>;

/** Asks Git, before the server is asked. @throws HistoryError when it cannot tell */
export async function readRemovedFiles(
  { prune, sources }: Pick<FileDeploymentInput, 'prune' | 'sources'>,
  history: FileHistory | undefined,
): Promise<RemovedBySource> {
  const removed = new Map<TargetSource, readonly RemovedFile[]>();
  if (prune !== 'removed' || history === undefined) return removed;
  for (const source of sources) {
    // A single file that is there was not removed.
    if (source.kind === 'folder') removed.set(source, await history.removedFiles(source.localPath));
  }
  return removed;
}

/** What is to go: what Git held once and the server still holds as it was, or all that is left over. */
export async function planDeletions(
  targets: readonly Target[],
  stored: StoredIndex,
  removed: RemovedBySource,
  input: FileDeploymentInput & { readonly rules: NameRules },
  { server, history }: Pick<FileDeploymentPorts, 'server' | 'history'>,
): Promise<Pruning> {
  const wanted = new Set(targets.map(({ path }) => listedName(path, input.rules)));
  if (input.prune === 'all') return { deletions: leftOver(stored, wanted, input), kept: [] };
  const candidates = new Map<string, RemovedFile>();
  for (const [source, files] of removed) {
    for (const file of files) {
      const path = listedName(`${filledFolder(source)}/${file.inRoot}`, input.rules);
      if (stored.isFile(path) && !wanted.has(path)) candidates.set(path, file);
    }
  }
  const limit = pLimit(input.concurrency);
  const checked = await limit.map([...candidates], async ([path, file]) => {
    const reason = `removed in ${file.endedIn.slice(0, 7)}`;
    if (await isUnedited(path, file, input.namespace, server, history!)) return { stored: path, reason };
    return `${path} was ${reason} (${file.inRoot}), but is kept: on the server it differs from every version that this repository held (edited there, changed by a step before it was deployed, or line ends differ). Delete it in Kestra if it is not needed any more.`;
  });
  return {
    deletions: checked.filter((result) => typeof result !== 'string'),
    kept: checked.filter((result) => typeof result === 'string'),
  };
}

function leftOver(
  { paths }: StoredIndex,
  wanted: ReadonlySet<string>,
  { sources, rules }: Pick<FileDeploymentInput, 'sources'> & { readonly rules: NameRules },
): readonly Deletion<string>[] {
  const bases = sources.flatMap((source) => {
    const folder = filledFolder(source);
    return folder === undefined ? [] : [{ prefix: `${listedName(folder, rules)}/`, localPath: source.localPath }];
  });
  return paths.flatMap((path) => {
    const base = bases.find(({ prefix }) => path.startsWith(prefix));
    // Flows are no files, whatever a server lists.
    if (base === undefined || wanted.has(path) || path.startsWith('/_flows/')) return [];
    return [{ stored: path, reason: `not in ${base.localPath}` }];
  });
}

async function isUnedited(
  path: string,
  { blobs }: RemovedFile,
  namespace: string,
  server: Pick<FileServer, 'readFile'>,
  history: FileHistory,
): Promise<boolean> {
  let unedited = false;
  await server.readFile(namespace, path, async (pieces) => {
    unedited = history.isOneOf(blobs, await gather(pieces));
  });
  return unedited;
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks);
}
