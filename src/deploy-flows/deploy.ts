import type { Finding } from '../findings/finding.js';
import type { ParsedFlow } from '../flows/tree.js';
import { applyAll, type Applied } from '../plan/apply.js';
import { type ChangeCounts, countChanges } from '../plan/counts.js';
import type { DeploymentFailure } from '../plan/failure.js';
import { type Change, type Plan, planChanges } from '../plan/plan-changes.js';
import { readActualStates } from './actual.js';
import { callsBetween, type FlowCall, needsOf } from './calls.js';
import { type DesiredFlow, desiredFlows, findSharedIdentities, findUnusable } from './desired.js';
import { forceNamespaceOnAll } from './forced-namespace.js';
import { conflictFailure, invalidFailure, outcomeFailure } from './failures.js';
import { type FlowChange, plannedChange, writtenChange } from './results.js';
import { createFlow, updateFlow, type WrittenFlow } from './write.js';
import type { Progress } from '../plan/progress.js';
import type { FlowServer, ServerFailures } from '../validation/ports.js';

export interface FlowDeploymentInput {
  /** Every document that was found, also those that cannot be parsed. */
  readonly flows: readonly ParsedFlow[];
  /** Forced on every flow. */
  readonly namespace?: string | undefined;
  readonly override: boolean;
  /** Ask the server about every flow before the first write. */
  readonly validate: boolean;
  readonly concurrency: number;
  /** For links into Kestra's UI: base address without trailing slash, and tenant. */
  readonly kestra: { readonly url: string; readonly tenant: string };
}

export interface FlowDeploymentPorts {
  readonly server: Pick<FlowServer, 'exportSources' | 'getFlow' | 'createFlow' | 'updateFlow'>;
  readonly failures: ServerFailures;
  /** Findings that need no server. Gets the flows as they would be deployed. */
  readonly checkLocally: (flows: readonly ParsedFlow[]) => readonly Finding[];
  /** The server's findings about flows that can all be parsed. */
  readonly validate: (flows: readonly ParsedFlow[]) => Promise<readonly Finding[]>;
  /** When it fires, no new write starts. */
  readonly signal?: AbortSignal | undefined;
  /** Called once, before the first write, with what is going to happen. */
  readonly onPlan?: ((plan: Plan<DesiredFlow>) => void) | undefined;
  /** Writes, done and to do. */
  readonly onProgress?: Progress | undefined;
}

/** How a deployment of flows went: all that a report needs. */
export interface FlowDeployment {
  /** In the order of the documents; those without namespace and id are in `findings` only. */
  readonly flows: readonly FlowChange[];
  readonly counts: ChangeCounts;
  /** Something was written. */
  readonly changed: boolean;
  /** Which deployed flow starts which. */
  readonly calls: readonly FlowCall[];
  /** At their places in the files of the workspace. */
  readonly findings: readonly Finding[];
  /** Absent: everything is on the server as it should be. */
  readonly failure?: DeploymentFailure;
}

/**
 * Brings the flows to the server: everything local is checked, the server is read and asked, a plan is made,
 * and only then the first write happens. Nothing is ever deleted. Failures of single flows are in the result.
 * @throws what the ports throw before the first write: then nothing was changed
 */
export async function deployFlows(input: FlowDeploymentInput, ports: FlowDeploymentPorts): Promise<FlowDeployment> {
  const { flows, toAuthored } = forceNamespaceOnAll(input.flows, input.namespace);
  const edited = flows.map((flow) => flow.edited);
  const { desired, unusable } = desiredFlows(flows);
  const calls = callsBetween(desired);
  const local = ports.checkLocally(edited);
  const reported = new Set(local.filter(({ rule }) => rule === 'duplicate-flow').map(placeOf));
  const shared = findSharedIdentities(desired, input.namespace).filter((finding) => !reported.has(placeOf(finding)));
  const findings = [...local, ...shared, ...findUnusable(unusable, local)];
  const done = (changes: readonly FlowChange[], failure: DeploymentFailure | undefined): FlowDeployment => ({
    flows: changes,
    ...countChanges(changes),
    calls,
    findings: findings.map(toAuthored),
    ...(failure === undefined ? {} : { failure }),
  });
  const notDeployed = (plan: Plan<DesiredFlow> | undefined, failure: DeploymentFailure) =>
    done(
      desired.map((flow, index) => plannedChange(flow, plan?.changes[index]?.kind, findings, input)),
      failure,
    );

  if (findings.some(isError)) return notDeployed(undefined, invalidFailure(findings, input.flows.length));

  const states = await readActualStates(desired, ports.server, {
    failures: ports.failures,
    concurrency: input.concurrency,
  });
  const plan = planChanges(desired, ({ key }) => states.get(key)!, { override: input.override });
  ports.onPlan?.(plan);
  if (input.validate && ports.signal?.aborted !== true) findings.push(...(await ports.validate(edited)));
  if (findings.some(isError)) return notDeployed(plan, invalidFailure(findings, input.flows.length));
  if (plan.conflicts.length > 0) return notDeployed(plan, conflictFailure(plan.conflicts));

  const results = await applyPlan(plan, calls, input, ports);
  const changes = plan.changes.map((change) => writtenChange(change, results.get(change), input));
  return done(changes, outcomeFailure(changes));
}

async function applyPlan(
  { writes }: Plan<DesiredFlow>,
  calls: readonly FlowCall[],
  { concurrency, override }: FlowDeploymentInput,
  { server, failures, signal, onProgress }: FlowDeploymentPorts,
): Promise<ReadonlyMap<Change<DesiredFlow>, Applied<WrittenFlow>>> {
  const ports = { server, failures, override };
  const write = ({ kind, desired }: Change<DesiredFlow>) =>
    kind === 'create' ? createFlow(desired, ports) : updateFlow(desired, ports);
  const needs = needsOf(
    writes.map(({ desired }) => desired),
    calls,
  );
  const results = await applyAll(writes, write, { concurrency, signal, onDone: onProgress, needs });
  return new Map(writes.map((change, index) => [change, results[index]!]));
}

function isError({ severity }: Finding): boolean {
  return severity === 'error';
}

function placeOf({ file, document = 0 }: Finding): string {
  return `${document} ${file}`;
}
