import { splitDocuments } from '../flows/documents.js';
import type { FlowIdentity } from '../flows/identity.js';
import { quickIdentity } from '../flows/quick-identity.js';
import type { FlowFile } from '../flows/source.js';
import type { Deletion } from '../plan/plan-changes.js';
import { groupBy } from '../group-by.js';
import type { ServerFlows, StoredSource } from './actual.js';
import { type EditOptions, type Rename, renameOf } from './edits.js';
import { wasHeld } from './held-source.js';
import type { FlowHistory, HeldFlowFile } from './ports.js';

/** A flow that the repository held in the deployed directories once, and holds there no more. */
export interface RemovedFlow {
  readonly namespace: string;
  /** "namespace/id" as it was deployed. */
  readonly key: string;
  readonly id: string;
  /** The commit that removed it, and the file it removed it from. */
  readonly endedIn: string;
  readonly path: string;
  /** Every content that held it. */
  readonly blobs: ReadonlySet<string>;
}

/** The flows of all versions of all files in the history, without those that HEAD or the run still has. */
export async function findRemovedFlows(
  history: FlowHistory,
  isDesired: (key: string) => boolean,
  options: EditOptions,
): Promise<readonly RemovedFlow[]> {
  const rename = renameOf(options);
  const versions = groupBy(await history.heldFiles(), ({ blob }) => blob);
  const found = new Map<string, { namespace: string; id: string; blobs: Set<string>; newest: HeldFlowFile }>();
  const held = new Set<string>();
  await history.readContents([...versions.keys()], (blob, text) => {
    const files = versions.get(blob)!;
    for (const document of splitDocuments({ path: files[0].path, text })) {
      const flow = deployedAs(quickIdentity(document), rename);
      if (flow === undefined || isDesired(flow.key)) continue;
      if (files.some(({ endedIn }) => endedIn === undefined)) held.add(flow.key);
      let entry = found.get(flow.key);
      if (entry === undefined) found.set(flow.key, (entry = { ...flow, blobs: new Set(), newest: files[0] }));
      entry.blobs.add(blob);
      for (const file of files) if (file.age < entry.newest.age) entry.newest = file;
    }
  });
  return [...found].flatMap(([key, { namespace, id, blobs, newest }]) =>
    held.has(key) || newest.endedIn === undefined
      ? []
      : [{ namespace, id, key, blobs, endedIn: newest.endedIn, path: newest.path }],
  );
}

/** What may be deleted, and what stays although Git has removed it: with the reason. */
export interface Pruning {
  readonly deletions: readonly Deletion<StoredSource>[];
  readonly kept: readonly string[];
}

/**
 * Of the removed flows those that are on the server just as Git held them, and that no other file of the
 * checkout defines today.
 */
export async function confirmRemoved(
  removed: readonly RemovedFlow[],
  server: ServerFlows,
  history: FlowHistory,
  options: EditOptions,
): Promise<Pruning> {
  const candidates = removed.filter(({ key }) => server.flows.has(key));
  if (candidates.length === 0) return { deletions: [], kept: [] };
  const elsewhere = await definedElsewhere(candidates, history.checkout(), renameOf(options));
  const open = candidates.filter(({ key }) => !elsewhere.has(key));
  const same = await unedited(open, server, history, options);
  const kept: string[] = [];
  const deletions: Deletion<StoredSource>[] = [];
  for (const { key, endedIn, path } of candidates) {
    const where = elsewhere.get(key);
    const reason = `removed in ${endedIn.slice(0, 7)}`;
    if (where?.isUnclear === true) {
      kept.push(`${key} was ${reason}, but is kept: ${where.path} names it and cannot be read.`);
    } else if (where !== undefined) continue;
    else if (same.has(key)) deletions.push({ stored: server.flows.get(key)!, reason });
    else {
      kept.push(
        `${key} was ${reason} (${path}), but is kept: on the server it differs from every version that this repository held (edited there, or deployed with other inputs). Delete it in Kestra if it is not needed any more.`,
      );
    }
  }
  return { deletions, kept };
}

/** Under which name a flow goes to the server; undefined when it has none. */
function deployedAs(
  identity: FlowIdentity | undefined,
  rename: Rename,
): { readonly namespace: string; readonly id: string; readonly key: string } | undefined {
  const { namespace: authored = '', id } = identity ?? {};
  const namespace = rename === undefined ? authored : rename(authored);
  if (!id || namespace === '' || namespace.endsWith('.')) return undefined;
  return { namespace, id, key: `${namespace}/${id}` };
}

/** Of some flows those that a file still defines, by the name it gives them or under the edits. */
export async function definedElsewhere(
  candidates: readonly Pick<RemovedFlow, 'namespace' | 'id' | 'key'>[],
  files: AsyncIterable<FlowFile> | Iterable<FlowFile>,
  rename: Rename,
): Promise<ReadonlyMap<string, { readonly path: string; readonly isUnclear: boolean }>> {
  const keys = new Map(candidates.map((candidate) => [candidate.key, candidate]));
  const found = new Map<string, { readonly path: string; readonly isUnclear: boolean }>();
  for await (const file of files) {
    const named = candidates.filter(({ id }) => file.text.includes(id));
    if (named.length === 0) continue;
    for (const document of splitDocuments(file)) {
      const identity = quickIdentity(document);
      if (identity === undefined) {
        for (const { key, id, namespace } of named) {
          const isNamed = [id, namespace].every((word) => document.source.includes(word));
          if (isNamed && !found.has(key)) found.set(key, { path: file.path, isUnclear: true });
        }
        continue;
      }
      for (const name of [deployedAs(identity, rename)?.key, deployedAs(identity, undefined)?.key]) {
        if (name !== undefined && keys.has(name)) found.set(name, { path: file.path, isUnclear: false });
      }
    }
  }
  return found;
}

/** Keys of the candidates whose source on the server is one that Git held. */
async function unedited(
  candidates: readonly RemovedFlow[],
  server: ServerFlows,
  history: FlowHistory,
  options: EditOptions,
): Promise<ReadonlySet<string>> {
  const holders = candidates.flatMap((candidate) => [...candidate.blobs].map((blob) => ({ blob, candidate })));
  const byBlob = groupBy(holders, ({ blob }) => blob);
  const same = new Set<string>();
  const rename = renameOf(options);
  await history.readContents([...byBlob.keys()], (blob, text) => {
    for (const document of splitDocuments({ path: '', text })) {
      const key = deployedAs(quickIdentity(document), rename)?.key;
      const candidate = byBlob.get(blob)!.find((holder) => holder.candidate.key === key)?.candidate;
      if (candidate === undefined || same.has(candidate.key)) continue;
      if (wasHeld(server.flows.get(candidate.key)!.source, document, options)) same.add(candidate.key);
    }
  });
  return same;
}
