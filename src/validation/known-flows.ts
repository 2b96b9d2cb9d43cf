import picomatch from 'picomatch';
import { flowKeyOf } from '../flows/identity.js';
import { parseStoredSource } from '../flows/stored-source.js';
import { referencesOf } from '../flows/references.js';
import type { ParsedFlow } from '../flows/tree.js';
import type { KnownFlow } from '../rules/subflows.js';
import type { FlowServer, ServerFailures } from './ports.js';

/** Without a server: a flow exists when it is one of the run. */
export function knownByTheRun(flows: readonly ParsedFlow[]): KnownFlow {
  const ofTheRun = keysOf(flows);
  return (namespace, id) => (ofTheRun.has(`${namespace}/${id}`) ? 'present' : 'missing');
}

/**
 * With a server: a flow exists when it is one of the run, or the server has it. One request, and only when a
 * flow names another that is none of the run.
 */
export async function knownByTheServer(
  flows: readonly ParsedFlow[],
  server: Pick<FlowServer, 'exportSources'>,
  failures: Pick<ServerFailures, 'isRefusal'>,
): Promise<KnownFlow> {
  const ofTheRun = keysOf(flows);
  const elsewhere = flows
    .flatMap((flow) => (flow.ok ? referencesOf(flow.root) : []))
    .filter(({ namespace, id }) => !ofTheRun.has(`${namespace}/${id}`));
  const stored = await read([...new Set(elsewhere.map(({ namespace }) => namespace))]);
  return (namespace, id) => {
    const key = `${namespace}/${id}`;
    if (ofTheRun.has(key) || stored?.has(key)) return 'present';
    return stored === undefined ? 'unknown' : 'missing';
  };

  async function read(namespaces: readonly string[]): Promise<ReadonlySet<string | undefined> | undefined> {
    if (namespaces.length === 0) return undefined;
    try {
      return keysOf((await server.exportSources(namespaces)).map(parseStoredSource));
    } catch (error) {
      if (failures.isRefusal(error)) return undefined;
      throw error;
    }
  }
}

/**
 * The same, but nobody knows of flows that live elsewhere.
 * @param globs of `namespace/id`
 */
export function orElsewhere(known: KnownFlow, globs: readonly string[] = []): KnownFlow {
  if (globs.length === 0) return known;
  const isElsewhere = picomatch(globs.slice());
  return (namespace, id) => {
    const answer = known(namespace, id);
    return answer === 'missing' && isElsewhere(`${namespace}/${id}`) ? 'unknown' : answer;
  };
}

function keysOf(flows: readonly ParsedFlow[]): ReadonlySet<string | undefined> {
  return new Set(flows.map(flowKeyOf));
}
