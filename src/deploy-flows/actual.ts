import pLimit from 'p-limit';
import { identityOf } from '../flows/identity.js';
import { sameSource } from '../flows/same-source.js';
import { parseStoredSource } from '../flows/stored-source.js';
import type { ActualState } from '../plan/plan-changes.js';
import type { DesiredFlow } from './desired.js';
import type { FlowServer, ServerFailures } from '../validation/ports.js';

/** A flow as the server holds it, without its revision. */
export interface StoredSource {
  readonly namespace: string;
  readonly id: string;
  /** "namespace/id" */
  readonly key: string;
  readonly source: string;
}

/** What was read of the server. */
export interface ServerFlows {
  /** By "namespace/id". */
  readonly flows: ReadonlyMap<string, StoredSource>;
  /** Whether all flows of a namespace were read: what is not in `flows` then is not there. */
  readonly isComplete: (namespace: string) => boolean;
}

/** Namespaces to read beside those of the desired flows. */
export interface ReadScope {
  readonly namespaces: readonly string[];
  /** Namespaces with all below them. */
  readonly trees: readonly string[];
  /** Only one export of everything will do; else each desired flow may be read by itself. */
  readonly whole: boolean;
}

/**
 * The flows of the server that matter to the desired ones: one export of the sources; where the server
 * refuses that, each desired flow is read by itself. An export says what a flow's source is, not its name:
 * names come from parsing.
 */
export async function readServerFlows(
  desired: readonly DesiredFlow[],
  scope: ReadScope,
  server: Pick<FlowServer, 'exportSources' | 'getFlow'>,
  options: { readonly failures: ServerFailures; readonly concurrency: number },
): Promise<ServerFlows> {
  const namespaces = [...new Set([...desired.map(({ namespace }) => namespace), ...scope.namespaces])];
  try {
    const known = new Map(desired.map((flow) => [flow.parsed.document.source, flow]));
    const sources = await server.exportSources(namespaces, scope.trees);
    const complete = new Set(namespaces);
    const isComplete = (namespace: string) =>
      complete.has(namespace) || scope.trees.some((tree) => isWithin(namespace, tree));
    return { flows: keyed(sources, (source) => known.get(source)), isComplete };
  } catch (error) {
    const { isRefusal, isNotFound } = options.failures;
    // At a wrong address each flow would be answered with 404 as well, and be taken for one to create.
    if (scope.whole || !isRefusal(error) || isNotFound(error)) throw error;
  }
  const limit = pLimit(options.concurrency);
  const stored = await limit.map(desired, ({ namespace, id }) => server.getFlow(namespace, id));
  const flows = desired.flatMap(({ namespace, id, key }, index) => {
    const source = stored[index]?.source;
    return source === undefined ? [] : [[key, { namespace, id, key, source }] as const];
  });
  return { flows: new Map(flows), isComplete: () => false };
}

/** Whether a namespace is another one, or lies below it. */
export function isWithin(namespace: string, tree: string): boolean {
  return namespace === tree || namespace.startsWith(`${tree}.`);
}

/** How a flow as it shall be compares with what the server holds. */
export function stateOf({ parsed, key }: DesiredFlow, { flows }: ServerFlows): ActualState {
  const stored = flows.get(key);
  if (stored === undefined) return 'missing';
  return sameSource(parsed.document.source, stored.source) ? 'same' : 'different';
}

/** Stored sources by "namespace/id". A source that is wanted in exactly this form needs no parsing. */
export function keyed(
  sources: readonly string[],
  known: (source: string) => { readonly namespace: string; readonly id: string } | undefined,
): ReadonlyMap<string, StoredSource> {
  const stored = new Map<string, StoredSource>();
  for (const source of sources) {
    const parsed = known(source) === undefined ? parseStoredSource(source) : undefined;
    // One that cannot be read may be one that is wanted: its creation meets it then, and reads it back.
    const { namespace, id } = known(source) ?? (parsed?.ok ? identityOf(parsed.root) : {});
    if (namespace === undefined || id === undefined) continue;
    const key = `${namespace}/${id}`;
    stored.set(key, { namespace, id, key, source });
  }
  return stored;
}
