import type { Finding } from '../findings/finding.js';
import type { Change } from '../plan/plan-changes.js';
import { countOf, type DeploymentFailure, someOf } from '../plan/failure.js';
import type { DesiredFlow } from './desired.js';
import type { FlowCall } from './references.js';
import type { FlowChange } from './results.js';

export function invalidFailure(findings: readonly Finding[], flows: number): DeploymentFailure {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const invalid = new Set(errors.map(({ file, document = 0 }) => `${document} ${file}`)).size;
  const verb = invalid === 1 ? 'is' : 'are';
  return {
    reason: 'findings',
    short: `${invalid} of ${flows} ${verb} invalid`,
    message: `${invalid} of ${countOf(flows, 'flow')} ${verb} invalid. Nothing was deployed.`,
  };
}

/** undefined: nothing stands in the way. */
export function conflictFailure(conflicts: readonly Change<DesiredFlow>[]): DeploymentFailure | undefined {
  if (conflicts.length === 0) return undefined;
  const names = someOf(conflicts.map(({ desired }) => desired.key));
  const [exist, them] =
    conflicts.length === 1 ? ['exists on the server and differs', 'it'] : ['exist on the server and differ', 'them'];
  return {
    reason: 'conflict',
    short: `${conflicts.length} ${conflicts.length === 1 ? 'exists there and differs' : 'exist there and differ'}`,
    message: `${countOf(conflicts.length, 'flow')} ${exist} (${names}). Nothing was deployed.`,
    hint: `Set \`override: true\` to update ${them}.`,
  };
}

/** undefined: no flow that stays needs one that would go. */
export function calledFailure(calls: readonly FlowCall[]): DeploymentFailure | undefined {
  if (calls.length === 0) return undefined;
  const targets = [...new Set(calls.map(({ to }) => to))];
  const named = targets.map((target) => {
    const callers = [...new Set(calls.filter(({ to }) => to === target).map(({ from }) => from))];
    return `${target} is named by ${someOf(callers)}`;
  });
  return {
    reason: 'deletions',
    short: `${countOf(targets.length, 'flow')} to delete, still named by others`,
    message: `${countOf(targets.length, 'flow')} that the plan deletes ${targets.length === 1 ? 'is' : 'are'} still needed: ${someOf(named)}. Nothing was changed.`,
    hint: 'Remove the references, or let these flows go as well. Then run the step again.',
  };
}

/** undefined: every flow is on the server as it should be, and none that should not be. */
export function outcomeFailure(
  changes: readonly FlowChange[],
  { isCancelled, isRolledBack }: { readonly isCancelled: boolean; readonly isRolledBack: boolean },
): DeploymentFailure | undefined {
  const failed = changes.filter(({ action }) => action === 'failed');
  const skipped = changes.filter(({ action }) => action === 'skipped');
  const sentences: string[] = [];
  if (failed.length > 0) {
    const names = someOf(failed.map(keyOf));
    sentences.push(`${failed.length} of ${countOf(changes.length, 'flow')} could not be deployed (${names}).`);
  }
  if (skipped.length > 0) {
    const were = skipped.length === 1 ? 'was' : 'were';
    sentences.push(
      isCancelled
        ? `The run was cancelled: ${countOf(skipped.length, 'flow')} ${were} not deployed.`
        : `${countOf(skipped.length, 'flow')} ${were} not reached after that.`,
    );
  }
  if (sentences.length === 0) return undefined;
  const short = [
    ...(failed.length > 0 ? [`${failed.length} of ${changes.length} failed`] : []),
    ...(skipped.length > 0
      ? [`${isCancelled ? 'cancelled' : 'stopped'} before ${countOf(skipped.length, 'flow')}`]
      : []),
  ].join(', ');
  if (isRolledBack) return rollbackFailure(changes, short, sentences);
  const reason = isCancelled && skipped.length > 0 ? 'cancelled' : 'incomplete';
  return { reason, short, message: sentences.join(' ') };
}

function rollbackFailure(
  changes: readonly FlowChange[],
  short: string,
  sentences: readonly string[],
): DeploymentFailure {
  const undone = changes.filter(({ rollback }) => rollback === 'undone').length;
  const left = changes.filter(({ rollback }) => rollback === 'not-undone');
  const done = undone === 0 ? [] : [`${countOf(undone, 'change')} before it ${undone === 1 ? 'was' : 'were'} undone.`];
  if (left.length === 0) {
    const message = [...sentences, ...done, 'The server is as it was.'].join(' ');
    return { reason: 'rolled-back', short, message };
  }
  const could = `${countOf(left.length, 'change')} could not be undone (${someOf(left.map(keyOf))}).`;
  return {
    reason: 'rollback-incomplete',
    short: `${short}, ${countOf(left.length, 'change')} could not be undone`,
    message: [...sentences, ...done, could].join(' '),
    hint: `Look at ${left.length === 1 ? 'this flow' : 'these flows'} in Kestra; each has its reason in the list.`,
  };
}

function keyOf({ namespace, id }: FlowChange): string {
  return `${namespace}/${id}`;
}
