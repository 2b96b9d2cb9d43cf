import pLimit from 'p-limit';
import { flowKeyOf } from '../flows/identity.js';
import { parseStoredSource } from '../flows/stored-source.js';
import { sameSource } from '../flows/same-source.js';
import type { ActualState } from '../plan/plan-changes.js';
import type { DesiredFlow } from './desired.js';
import type { FlowServer, ServerFailures } from '../validation/ports.js';

/**
 * How each desired flow compares with the server, by "namespace/id". One export of the sources of all
 * namespaces; where the server refuses that, each flow is read by itself. An export says what a flow's source
 * is, not its name: names come from parsing.
 */
export async function readActualStates(
  desired: readonly DesiredFlow[],
  server: Pick<FlowServer, 'exportSources' | 'getFlow'>,
  options: { readonly failures: ServerFailures; readonly concurrency: number },
): Promise<ReadonlyMap<string, ActualState>> {
  const namespaces = [...new Set(desired.map(({ namespace }) => namespace))];
  try {
    const stored = keyed(await server.exportSources(namespaces), desired);
    return new Map(desired.map((flow) => [flow.key, stateOf(flow, stored.get(flow.key))]));
  } catch (error) {
    if (!options.failures.isRefusal(error)) throw error;
  }
  const limit = pLimit(options.concurrency);
  const read = async (flow: DesiredFlow) =>
    [flow.key, stateOf(flow, (await server.getFlow(flow.namespace, flow.id))?.source)] as const;
  return new Map(await limit.map(desired, read));
}

function stateOf({ parsed }: DesiredFlow, stored: string | undefined): ActualState {
  if (stored === undefined) return 'missing';
  return sameSource(parsed.document.source, stored) ? 'same' : 'different';
}

/** The stored sources by "namespace/id". A source that is wanted in exactly this form needs no parsing. */
function keyed(sources: readonly string[], desired: readonly DesiredFlow[]): ReadonlyMap<string, string> {
  const known = new Map(desired.map(({ parsed, key }) => [parsed.document.source, key]));
  const stored = new Map<string, string>();
  for (const source of sources) {
    // One that cannot be read may be one that is wanted: its creation meets it then, and reads it back.
    const key = known.get(source) ?? flowKeyOf(parseStoredSource(source));
    if (key !== undefined) stored.set(key, source);
  }
  return stored;
}
