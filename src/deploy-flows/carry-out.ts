import { type Outcomes, startPlan } from '../plan/apply-plan.js';
import { countChanges } from '../plan/counts.js';
import type { Change, Deletion } from '../plan/plan-changes.js';
import type { StoredSource } from './actual.js';
import type { FlowDeployment, FlowDeploymentInput, FlowDeploymentPorts } from './deployment.js';
import type { DesiredFlow } from './desired.js';
import { outcomeFailure } from './failures.js';
import type { PlannedDeployment } from './plan.js';
import { deletionNeeds } from './prune-flows.js';
import { needsOf } from './references.js';
import { deletedChange, writtenChange } from './results.js';
import { undoDeletion, undoWrite } from './undo.js';
import { createFlow, deleteFlow, updateFlow, type WrittenFlow, type WritePorts } from './write.js';

/** Carries a plan out: callees before callers, deletions last; what fails is in the result. */
export async function carryOut(
  planned: PlannedDeployment,
  input: FlowDeploymentInput,
  ports: FlowDeploymentPorts,
): Promise<FlowDeployment> {
  const { plan, server, calls } = planned;
  const { override, concurrency, onError } = input;
  const { failures, signal, undoUntil, onProgress, onRollback, onApply } = ports;
  const writing: WritePorts = { server: ports.server, failures, override, exactly: input.planDigest !== undefined };
  const found = ({ key }: DesiredFlow) => server.flows.get(key);
  const application = startPlan<Change<DesiredFlow>, Deletion<StoredSource>, WrittenFlow>(
    plan,
    {
      write: ({ kind, desired }) =>
        kind === 'create' ? createFlow(desired, writing) : updateFlow(desired, found(desired), writing),
      remove: ({ stored }) => deleteFlow(stored, writing),
      undoWrite: ({ desired }, applied) => undoWrite(desired, found(desired), applied, writing),
      undoRemoval: ({ stored }, applied) => undoDeletion(stored, applied, writing),
    },
    {
      concurrency,
      onError,
      signal,
      undoUntil,
      writeNeeds: needsOf(
        plan.writes.map(({ desired }) => desired),
        calls,
      ),
      deletionNeeds: deletionNeeds(plan.deletions),
      onDone: onProgress,
      onRollback,
    },
  );
  const account = (outcomes: Outcomes<WrittenFlow>) => accountOf(planned, outcomes, signal?.aborted === true);
  onApply?.(() => account(application.outcomes()));
  return account(await application.done);
}

function accountOf(
  { plan, digest, calls, findings, notices, warnings }: PlannedDeployment,
  outcomes: Outcomes<WrittenFlow>,
  isCancelled: boolean,
): FlowDeployment {
  const written = new Map(plan.writes.map((change, index) => [change, outcomes.writes[index]!]));
  const flows = [
    ...plan.changes.map((change) => writtenChange(change.desired, written.get(change))),
    ...plan.deletions.map((deletion, index) => deletedChange(deletion, outcomes.deletions[index]!)),
  ];
  const isRolledBack = [...outcomes.writes, ...outcomes.deletions].some(({ undone }) => undone !== undefined);
  const failure = outcomeFailure(flows, { isCancelled, isRolledBack });
  return {
    flows,
    ...countChanges(flows),
    calls,
    findings,
    notices,
    warnings,
    planDigest: digest,
    ...(failure === undefined ? {} : { failure }),
  };
}
