import { countChanges } from '../plan/counts.js';
import { carryOut } from './carry-out.js';
import type { FlowDeployment, FlowDeploymentInput, FlowDeploymentPorts } from './deployment.js';
import { invalidFailure } from './failures.js';
import { type PlannedDeployment, planDeployment } from './plan.js';
import { prepareFlows } from './prepare.js';
import { plannedChange, plannedDeletion } from './results.js';

/**
 * Brings the flows to the server: everything local is checked, the server is read and asked, a plan is made,
 * and only then the first write happens. Failures of single flows are in the result.
 * @throws what the ports throw before the first write: then nothing was changed
 */
export async function deployFlows(input: FlowDeploymentInput, ports: FlowDeploymentPorts): Promise<FlowDeployment> {
  const prepared = prepareFlows(input.flows, input, ports.checkLocally);
  if (prepared.findings.some(({ severity }) => severity === 'error')) {
    const { findings, notices, desired } = prepared;
    const about = { ...input, findings, isPlan: input.dryRun };
    const flows = desired.map((flow) => plannedChange(flow, undefined, undefined, about));
    const failure = invalidFailure(findings, input.flows);
    return { flows, ...countChanges(flows), calls: [], findings, notices, warnings: [], failure };
  }
  const planned = await planDeployment(prepared, input, ports);
  if (input.dryRun || planned.failure !== undefined) return notCarriedOut(planned, input);
  return carryOut(planned, input, ports);
}

function notCarriedOut(planned: PlannedDeployment, input: FlowDeploymentInput): FlowDeployment {
  const { plan, server, digest, calls, findings, notices, warnings, failure } = planned;
  const about = { ...input, findings, isPlan: input.dryRun };
  const flows = [
    ...plan.changes.map(({ kind, desired }) => plannedChange(desired, kind, server, about)),
    ...plan.deletions.map((deletion) => plannedDeletion(deletion, about)),
  ];
  const rest = { calls, findings, notices, warnings, planDigest: digest };
  return { flows, ...countChanges(flows), ...rest, ...(failure === undefined ? {} : { failure }) };
}
