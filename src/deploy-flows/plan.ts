import type { Finding } from '../findings/finding.js';
import { isDisabled } from '../flows/edit-disabled.js';
import { digestFailure } from '../plan/digest.js';
import { countOf, type DeploymentFailure, someOf } from '../plan/failure.js';
import { orderByNeeds } from '../plan/order.js';
import { pruneFailure } from '../plan/prune.js';
import { readServerFlows, type ServerFlows } from './actual.js';
import type { FlowDeploymentInput, FlowDeploymentPorts } from './deployment.js';
import { disabledThere, reenabledFinding } from './disabled.js';
import { calledFailure, conflictFailure, invalidFailure } from './failures.js';
import { digestOfFlows, type FlowPlan, planFlows } from './plan-flows.js';
import type { PreparedFlows } from './prepare.js';
import { callersOfDeleted, preparePruning } from './prune-flows.js';
import {
  callsBetween,
  findUnknownFlows,
  type FlowCall,
  isKnownBetter,
  namespacesElsewhere,
  needsOf,
  readReferences,
} from './references.js';

/** Everything that is known before the first write. */
export interface PlannedDeployment {
  readonly plan: FlowPlan;
  readonly server: ServerFlows;
  readonly digest: string;
  /** Which deployed flow starts which. */
  readonly calls: readonly FlowCall[];
  /** All of them, those of the preparation too. */
  readonly findings: readonly Finding[];
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
  /** Why nothing of it may be carried out. */
  readonly failure?: DeploymentFailure;
}

/**
 * Reads the history and the server, and decides what is to be done.
 * @throws what the ports throw
 */
export async function planDeployment(
  prepared: PreparedFlows,
  input: FlowDeploymentInput,
  ports: FlowDeploymentPorts,
): Promise<PlannedDeployment> {
  const { server: kestra, failures } = ports;
  const referencesOf = readReferences(prepared.desired);
  const pruning = await preparePruning(prepared.desired, input, ports.history);
  const scope = {
    namespaces: [...namespacesElsewhere(prepared.desired, referencesOf), ...pruning.scope.namespaces],
    trees: pruning.scope.trees,
    whole: input.prune !== 'false',
  };
  const server = await readServerFlows(prepared.desired, scope, kestra, { ...input, failures });

  const there = disabledThere(prepared.desired, server);
  const keep = input.keepDisabled ? there : [];
  const stays = new Set(keep.filter(({ isSameOtherwise }) => isSameOtherwise).map(({ flow }) => flow.key));
  const changing = keep.filter(({ flow }) => !stays.has(flow.key)).map(({ flow }) => flow.key);
  const final = changing.length === 0 ? prepared : prepared.withDisabled(new Set(changing));
  const findings = [
    ...final.findings,
    ...(input.keepDisabled ? [] : there.map(reenabledFinding).map(prepared.toAuthored)),
  ];

  const { deletions, kept } = await pruning.confirm(server);
  const plan = planFlows(final.desired, server, deletions, {
    override: input.override,
    isKept: (key) => stays.has(key),
  });
  const callers = await callersOfDeleted(deletions, prepared.desired, referencesOf, kestra, failures);
  const severity = input.strictReferences ? 'error' : 'warning';
  const unknown = findUnknownFlows(prepared.desired, referencesOf, server, severity);
  findings.push(...unknown.map(prepared.toAuthored));
  const digest = digestOfFlows(plan, server);
  ports.onPlan?.(plan, digest);

  const enabled = final.desired.filter(({ key, parsed }) => !stays.has(key) && !isDisabled(parsed.root));
  const enabledKeys = new Set(enabled.map(({ key }) => key));
  const isEnabled = (key: string) => enabledKeys.has(key);
  if (input.validate && ports.signal?.aborted !== true) {
    const verdicts = await ports.validate(final.edited);
    findings.push(...verdicts.filter((finding) => !isKnownBetter(finding, unknown, isEnabled)).map(final.toAuthored));
  }
  const calls = callsBetween(prepared.desired, referencesOf);
  const failure = findings.some(({ severity }) => severity === 'error')
    ? invalidFailure(findings, input.flows)
    : (digestFailure(input.planDigest, digest) ??
      conflictFailure(plan.conflicts) ??
      pruneFailure(
        deletions.map(({ stored }) => stored.key),
        input.maxDelete,
        'flow',
      ) ??
      calledFailure(callers.calls));
  return {
    plan,
    server,
    digest,
    calls,
    findings,
    notices: [
      ...final.notices,
      ...cycleNotices(final.desired, calls),
      ...keptDisabled(keep.map(({ flow }) => flow.key)),
    ],
    warnings: [...kept, ...(callers.isComplete ? [] : [UNKNOWN_CALLERS])],
    ...(failure === undefined ? {} : { failure }),
  };
}

const UNKNOWN_CALLERS =
  'Kestra does not let all its flows be read: whether another one names a flow that is deleted could not be checked.';

function cycleNotices(desired: readonly { readonly key: string }[], calls: readonly FlowCall[]): readonly string[] {
  const { cycles } = orderByNeeds(needsOf(desired, calls));
  return cycles.map(
    (members) =>
      `These flows start each other and are deployed together: ${someOf(members.map((member) => desired[member]!.key))}.`,
  );
}

function keptDisabled(keys: readonly string[]): readonly string[] {
  if (keys.length === 0) return [];
  return [
    `${countOf(keys.length, 'flow')} ${keys.length === 1 ? 'is' : 'are'} disabled on the server and ${keys.length === 1 ? 'stays' : 'stay'} so: ${someOf(keys)}.`,
  ];
}
