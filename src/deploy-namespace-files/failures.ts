import type { Refusal, Target } from '../namespace-files/plan-targets.js';
import type { Change } from '../plan/plan-changes.js';
import { countOf, type DeploymentFailure, someOf } from '../plan/failure.js';

/** Refusals in a message; all of them are in the list of results as well. */
const LISTED = 50;

export function refusalFailure(refusals: readonly Refusal[]): DeploymentFailure {
  const lines = refusals.slice(0, LISTED).map(({ file, reason }) => `${file.path}: ${reason}`);
  const more = refusals.length - LISTED;
  if (more > 0) lines.push(`… and ${countOf(more, 'more file')}.`);
  return {
    reason: 'names',
    short: `${countOf(refusals.length, 'file')} cannot be stored as ${refusals.length === 1 ? 'it is' : 'they are'} named`,
    message: `${lines.join('\n')}${lines.length === 1 ? ' ' : '\n'}Nothing was uploaded.`,
  };
}

/** undefined: nothing stands in the way. */
export function conflictFailure(conflicts: readonly Change<Target>[]): DeploymentFailure | undefined {
  if (conflicts.length === 0) return undefined;
  const names = someOf(conflicts.map(({ desired }) => desired.path));
  const [exist, them] =
    conflicts.length === 1 ? ['exists on the server and differs', 'it'] : ['exist on the server and differ', 'them'];
  return {
    reason: 'conflict',
    short: `${conflicts.length} ${conflicts.length === 1 ? 'exists there and differs' : 'exist there and differ'}`,
    message: `${countOf(conflicts.length, 'file')} ${exist} (${names}). Nothing was uploaded.`,
    hint: `Set \`override: true\` to overwrite ${them}.`,
  };
}

export function stoppedFailure(skipped: number): DeploymentFailure {
  return {
    reason: 'cancelled',
    short: `cancelled before ${countOf(skipped, 'file')}`,
    message: `The run was cancelled: ${countOf(skipped, 'file')} ${skipped === 1 ? 'was' : 'were'} not uploaded.`,
  };
}
