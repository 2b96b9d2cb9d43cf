import type { Finding } from '../findings/finding.js';
import type { Change } from '../plan/plan-changes.js';
import { countOf, type DeploymentFailure, someOf } from '../plan/failure.js';
import type { DesiredFlow } from './desired.js';
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

export function conflictFailure(conflicts: readonly Change<DesiredFlow>[]): DeploymentFailure {
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

/** undefined: every flow is on the server as it should be. */
export function outcomeFailure(changes: readonly FlowChange[]): DeploymentFailure | undefined {
  const failed = changes.filter(({ action }) => action === 'failed');
  const skipped = changes.filter(({ action }) => action === 'skipped');
  const sentences: string[] = [];
  if (failed.length > 0) {
    const names = someOf(failed.map(({ namespace, id }) => `${namespace}/${id}`));
    sentences.push(`${failed.length} of ${countOf(changes.length, 'flow')} could not be deployed (${names}).`);
  }
  if (skipped.length > 0) {
    sentences.push(
      `The run was cancelled: ${countOf(skipped.length, 'flow')} ${skipped.length === 1 ? 'was' : 'were'} not deployed.`,
    );
  }
  if (sentences.length === 0) return undefined;
  const short = [
    ...(failed.length > 0 ? [`${failed.length} of ${changes.length} failed`] : []),
    ...(skipped.length > 0 ? [`cancelled before ${countOf(skipped.length, 'flow')}`] : []),
  ].join(', ');
  return { reason: skipped.length > 0 ? 'cancelled' : 'incomplete', short, message: sentences.join(' ') };
}
