import type { Finding } from '../findings/finding.js';
import { isDisabled } from '../flows/edit-disabled.js';
import { conflictFailure } from '../plan/conflict.js';
import { digestFailure } from '../plan/digest.js';
import { type DeploymentFailure, someOf } from '../plan/failure.js';
import { orderByNeeds } from '../plan/order.js';
import { pruneFailure } from '../plan/prune.js';
import { readServerFlows, type ServerFlows } from './actual.js';
import type { FlowDeploymentInput, FlowDeploymentPorts } from './deployment.js';
import type { DesiredFlow } from './desired.js';
import { keepDisabledFlows } from './disabled.js';
import { calledFailure, invalidFailure } from './failures.js';
import { digestOfFlows, type FlowPlan, planFlows } from './plan-flows.js';
import type { PreparedFlows } from './prepare.js';
import { callersOfDeleted, preparePruning } from './prune-flows.js';
import {
  callsBetween,
  findUnknownFlows,
  type FlowCall,
  isKnownBetter,
  namespacesNamed,
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
  const { desired, toAuthored } = prepared;
  const referencesOf = readReferences(desired);
  const pruning = await preparePruning(desired, input, ports.history);
  const scope = {
    namespaces: [...namespacesNamed(desired, referencesOf), ...pruning.scope.namespaces],
    trees: pruning.scope.trees,
    whole: input.prune !== 'false',
  };
  const server = await readServerFlows(desired, scope, ports.server, { ...input, failures: ports.failures });

  const disabled = keepDisabledFlows(prepared, server, input);
  const final = disabled.prepared;
  const { deletions, kept } = await pruning.confirm(server);
  const plan = planFlows(final.desired, server, deletions, {
    override: input.override,
    isKept: (key) => disabled.untouched.has(key),
  });
  const callers = await callersOfDeleted(deletions, desired, referencesOf, ports);
  const unknown = findUnknownFlows(desired, referencesOf, server, input.strictReferences ? 'error' : 'warning');
  const digest = digestOfFlows(plan, server);
  ports.onPlan?.(plan, digest);

  const isEnabled = enabledAfter(final.desired, disabled.untouched);
  const verdicts = await serverFindings(final, input, ports);
  const findings = [
    ...disabled.findings,
    ...unknown.map(toAuthored),
    ...verdicts.filter((finding) => !isKnownBetter(finding, unknown, isEnabled)).map(final.toAuthored),
  ];
  const calls = callsBetween(desired, referencesOf);
  const failure = planFailure(plan, digest, { input, findings, callers: callers.calls });
  return {
    plan,
    server,
    digest,
    calls,
    findings,
    notices: [...final.notices, ...cycleNotices(final.desired, calls), ...disabled.notices],
    warnings: [...kept, ...(callers.isComplete ? [] : [UNKNOWN_CALLERS])],
    ...(failure === undefined ? {} : { failure }),
  };
}

/** The server's findings, unless it is not to be asked. */
async function serverFindings(
  { edited }: PreparedFlows,
  input: FlowDeploymentInput,
  { validate, signal }: FlowDeploymentPorts,
): Promise<readonly Finding[]> {
  return input.validate && signal?.aborted !== true ? validate(edited) : [];
}

/** Whether this run leaves a flow enabled on the server, by its key. */
function enabledAfter(desired: readonly DesiredFlow[], untouched: ReadonlySet<string>): (key: string) => boolean {
  const enabled = desired.filter(({ key, parsed }) => !untouched.has(key) && !isDisabled(parsed.root));
  const keys = new Set(enabled.map(({ key }) => key));
  return (key) => keys.has(key);
}

/** The first reason why nothing of a plan may be carried out; undefined: there is none. */
function planFailure(
  plan: FlowPlan,
  digest: string,
  about: {
    readonly input: FlowDeploymentInput;
    readonly findings: readonly Finding[];
    readonly callers: readonly FlowCall[];
  },
): DeploymentFailure | undefined {
  const { input, findings, callers } = about;
  const { conflicts, deletions } = plan;
  if (findings.some(({ severity }) => severity === 'error')) return invalidFailure(findings, input.flows);
  const conflicting = conflicts.map(({ desired }) => desired.key);
  const deleted = deletions.map(({ stored }) => stored.key);
  return (
    digestFailure(input.planDigest, digest, plan) ??
    conflictFailure(conflicting, { one: 'flow', done: 'deployed', replace: 'update' }) ??
    pruneFailure(deleted, input.maxDelete, 'flow') ??
    calledFailure(callers)
  );
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
