import { parseStoredSource } from '../flows/stored-source.js';
import { findReferences } from '../flows/references.js';
import type { Deletion } from '../plan/plan-changes.js';
import type { PruneMode } from '../plan/prune.js';
import type { FlowServer, ServerFailures } from '../validation/ports.js';
import { isWithin, keyed, type ServerFlows, type StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';
import type { EditOptions } from './edits.js';
import { keepLeftOut, type LeftOutFiles } from './left-out.js';
import { allOthers } from './plan-flows.js';
import type { FlowHistory } from './ports.js';
import { callersAmong, type FlowCall, type ReferencesOf } from './references.js';
import { confirmRemoved, findRemovedFlows, type Pruning, type RemovedFlow } from './removed-flows.js';

/** Which namespaces are emptied of what the run does not bring: exact ones, and those with all below them. */
export interface PruneScope {
  readonly namespaces: readonly string[];
  readonly trees: readonly string[];
}

/** What the pruning has to know before the server is read. */
export interface PrunePreparation {
  readonly scope: PruneScope;
  readonly confirm: (server: ServerFlows) => Promise<Pruning>;
}

export interface PruneOptions extends EditOptions {
  readonly prune: PruneMode;
  /** With `all`: namespaces, `x/**` with those below; default: those of the desired flows. */
  readonly pruneNamespaces?: readonly string[] | undefined;
  /** With `all`: what the directories hold besides; the flows that it defines are kept. */
  readonly leftOut?: LeftOutFiles | undefined;
}

/** Reads the history, where it decides. @throws HistoryError when it cannot be read */
export async function preparePruning(
  desired: readonly DesiredFlow[],
  options: PruneOptions,
  history: FlowHistory | undefined,
): Promise<PrunePreparation> {
  const keys = new Set(desired.map(({ key }) => key));
  const isDesired = (key: string) => keys.has(key);
  if (options.prune === 'removed' && history !== undefined) {
    const removed: readonly RemovedFlow[] = await findRemovedFlows(history, isDesired, options);
    const namespaces = [...new Set(removed.map(({ namespace }) => namespace))];
    return {
      scope: { namespaces, trees: [] },
      confirm: (server) => confirmRemoved(removed, server, history, options),
    };
  }
  if (options.prune !== 'all') {
    const none: Pruning = { deletions: [], kept: [] };
    return { scope: { namespaces: [], trees: [] }, confirm: () => Promise.resolve(none) };
  }
  const scope = pruneScope(options.pruneNamespaces ?? [...new Set(desired.map(({ namespace }) => namespace))]);
  const isPruned = (namespace: string) =>
    scope.namespaces.includes(namespace) || scope.trees.some((tree) => isWithin(namespace, tree));
  const { leftOut = { files: [], unreadable: [] } } = options;
  return {
    scope,
    confirm: (server) => keepLeftOut(allOthers(server, isPruned, isDesired), leftOut, options),
  };
}

function pruneScope(patterns: readonly string[]): PruneScope {
  const trees = patterns.filter((pattern) => pattern.endsWith('/**')).map((pattern) => pattern.slice(0, -3));
  return { namespaces: patterns.filter((pattern) => !pattern.endsWith('/**')), trees };
}

/** Flows that stay and name one that would go; undefined: the server does not let all its flows be read. */
export async function callersOfDeleted(
  deletions: readonly Deletion<StoredSource>[],
  desired: readonly DesiredFlow[],
  referencesOf: ReferencesOf,
  ports: {
    readonly server: Pick<FlowServer, 'exportAllSources'>;
    readonly failures: Pick<ServerFailures, 'isRefusal'>;
  },
): Promise<{ readonly calls: readonly FlowCall[]; readonly isComplete: boolean }> {
  if (deletions.length === 0) return { calls: [], isComplete: true };
  const targets = new Map(deletions.map(({ stored }) => [stored.key, stored]));
  const ours = desired.flatMap((flow) =>
    referencesOf(flow).flatMap(({ namespace, id }) => {
      const to = `${namespace}/${id}`;
      return targets.has(to) ? [{ from: flow.key, to }] : [];
    }),
  );
  const keys = new Set(desired.map(({ key }) => key));
  try {
    const ids = [...targets.values()].map(({ id }) => id);
    // What names none of them is spared the parsing.
    const sources = (await ports.server.exportAllSources()).filter((source) => ids.some((id) => source.includes(id)));
    const stored = keyed(sources, () => undefined).values();
    const others = callersAmong(stored, targets, (key) => keys.has(key) || targets.has(key));
    return { calls: [...ours, ...others], isComplete: true };
  } catch (error) {
    if (!ports.failures.isRefusal(error)) throw error;
    return { calls: ours, isComplete: false };
  }
}

/** For each deletion the deletions that come before it: callers go before what they call. */
export function deletionNeeds(deletions: readonly Deletion<StoredSource>[]): readonly (readonly number[])[] {
  const positions = new Map(deletions.map(({ stored }, index) => [stored.key, index]));
  const needs = deletions.map((): number[] => []);
  for (const [caller, { stored }] of deletions.entries()) {
    const parsed = parseStoredSource(stored.source);
    if (!parsed.ok) continue;
    for (const { kind, namespace, id } of findReferences(parsed.root).literal) {
      const other = positions.get(`${namespace}/${id}`);
      if (other === undefined || other === caller) continue;
      if (kind === 'subflow') needs[other]!.push(caller);
      else needs[caller]!.push(other);
    }
  }
  return needs;
}
