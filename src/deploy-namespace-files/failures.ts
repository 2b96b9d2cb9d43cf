import type { Refusal } from '../namespace-files/plan-targets.js';
import { countOf, type DeploymentFailure } from '../plan/failure.js';

/** Refusals in a message; all of them are in the list of results as well. */
const LISTED = 50;

/** Why nothing is uploaded: some files cannot be stored under their names. */
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

/** Why nothing was uploaded of a run that was cancelled before its first write. */
export function stoppedFailure(skipped: number): DeploymentFailure {
  return {
    reason: 'cancelled',
    short: `cancelled before ${countOf(skipped, 'file')}`,
    message: `The run was cancelled: ${countOf(skipped, 'file')} ${skipped === 1 ? 'was' : 'were'} not uploaded.`,
  };
}
