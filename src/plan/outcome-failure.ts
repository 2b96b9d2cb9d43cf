import { type ChangeAction, countUndone } from './counts.js';
import { countOf, type DeploymentFailure, someOf } from './failure.js';

/** One thing after a run that wrote. */
interface Outcome {
  readonly name: string;
  /** Absent for a deletion. */
  readonly file?: string;
  readonly action: ChangeAction;
  /** Why it failed. */
  readonly error?: string;
  /** Whether its change was undone, when the run undid its changes. */
  readonly rollback?: 'undone' | 'not-undone';
}

interface How {
  readonly isCancelled: boolean;
  readonly isRolledBack: boolean;
  /** "flow" */
  readonly one: string;
  /** "deployed" */
  readonly done: string;
}

/** undefined: everything is on the server as it should be, and nothing that should not be. */
export function outcomeFailure(outcomes: readonly Outcome[], how: How): DeploymentFailure | undefined {
  const { isCancelled, isRolledBack, one, done } = how;
  const failed = outcomes.filter(({ action }) => action === 'failed');
  const skipped = outcomes.filter(({ action }) => action === 'skipped');
  const sentences: string[] = [];
  if (failed.length > 0) {
    const names = someOf(failed.map(({ name }) => name));
    const verb = failed.every(({ file }) => file === undefined) ? 'deleted' : done;
    sentences.push(
      `${failed.length} of ${countOf(outcomes.length, one)} could not be ${verb} (${names}): ${reasonsOf(failed)}`,
    );
  }
  const areDeletions = skipped.every(({ file }) => file === undefined);
  const left = countOf(skipped.length, areDeletions ? 'deletion' : one);
  const isWithheld = areDeletions && !isCancelled && failed.some(({ file }) => file !== undefined);
  if (skipped.length > 0) {
    const were = skipped.length === 1 ? 'was' : 'were';
    sentences.push(
      isCancelled
        ? `The run was cancelled: ${left} ${were} not ${areDeletions ? 'carried out' : done}.`
        : isWithheld
          ? `${left} ${were} left out, because a write failed.`
          : `${left} ${were} not reached after that.`,
    );
  }
  if (sentences.length === 0) return undefined;
  const short = [
    ...(failed.length > 0 ? [`${failed.length} of ${outcomes.length} failed`] : []),
    ...(skipped.length === 0
      ? []
      : [isWithheld ? `${left} left out` : `${isCancelled ? 'cancelled' : 'stopped'} before ${left}`]),
  ].join(', ');
  if (isRolledBack) return rollbackFailure(outcomes, short, sentences, one);
  const reason = isCancelled && skipped.length > 0 ? 'cancelled' : 'incomplete';
  return { reason, short, message: sentences.join(' ') };
}

/** Reasons in a message; every one is in the list of results as well. */
const REASONS = 3;

/** Each reason once: a refusal that is the same for all is read once. */
function reasonsOf(failed: readonly Outcome[]): string {
  const reasons = [...new Set(failed.map(({ error = 'no reason is known' }) => error.replace(/[^.!?]$/, '$&.')))];
  const more = reasons.length - REASONS;
  return [...reasons.slice(0, REASONS), ...(more > 0 ? [`${countOf(more, 'more reason')} in the list.`] : [])].join(
    ' · ',
  );
}

function rollbackFailure(
  outcomes: readonly Outcome[],
  short: string,
  sentences: readonly string[],
  one: string,
): DeploymentFailure {
  const undone = countUndone(outcomes);
  const left = outcomes.filter(({ rollback }) => rollback === 'not-undone');
  const done = undone === 0 ? [] : [`${countOf(undone, 'change')} before it ${undone === 1 ? 'was' : 'were'} undone.`];
  if (left.length === 0) {
    return { reason: 'rolled-back', short, message: [...sentences, ...done, 'The server is as it was.'].join(' ') };
  }
  const could = `${countOf(left.length, 'change')} could not be undone (${someOf(left.map(({ name }) => name))}).`;
  return {
    reason: 'rollback-incomplete',
    short: `${short}, ${countOf(left.length, 'change')} could not be undone`,
    message: [...sentences, ...done, could].join(' '),
    hint: `Look at ${left.length === 1 ? `this ${one}` : `these ${one}s`} in Kestra; each has its reason in the list.`,
  };
}
