import { type DigestLine, digestOf, fingerprint } from '../plan/digest.js';
import { type Deletion, type Plan, planChanges } from '../plan/plan-changes.js';
import { type ServerFlows, stateOf, type StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';

export type FlowPlan = Plan<DesiredFlow, StoredSource>;

/**
 * What is to be done about each desired flow, and which flows go.
 * @param isKept true of a flow that stays as it is on the server although it differs
 */
export function planFlows(
  desired: readonly DesiredFlow[],
  server: ServerFlows,
  deletions: readonly Deletion<StoredSource>[],
  options: { readonly override: boolean; readonly isKept: (key: string) => boolean },
): FlowPlan {
  const state = (flow: DesiredFlow) => (options.isKept(flow.key) ? 'same' : stateOf(flow, server));
  return planChanges(desired, state, { override: options.override, deletions });
}

/** The digest over the sources that the plan would leave on the server, and those that it found there. */
export function digestOfFlows(plan: FlowPlan, server: ServerFlows): string {
  const changes = plan.changes.map(({ kind, desired }): DigestLine => {
    const found = server.flows.get(desired.key)?.source;
    const wanted = kind === 'unchanged' && found !== undefined ? found : desired.parsed.document.source;
    return {
      kind,
      key: desired.key,
      wanted: fingerprint(wanted),
      ...(found === undefined ? {} : { found: fingerprint(found) }),
    };
  });
  const deletions = plan.deletions.map(({ stored }): DigestLine => ({
    kind: 'delete',
    key: stored.key,
    found: fingerprint(stored.source),
  }));
  return digestOf([...changes, ...deletions]);
}

/** Every flow of these namespaces that this run does not bring. */
export function allOthers(
  server: ServerFlows,
  isPruned: (namespace: string) => boolean,
  isDesired: (key: string) => boolean,
): readonly Deletion<StoredSource>[] {
  return [...server.flows.values()]
    .filter(({ namespace, key }) => isPruned(namespace) && !isDesired(key))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((stored) => ({ stored, reason: 'not in the deployed files' }));
}
