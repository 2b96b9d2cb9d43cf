import type { Outcome } from './apply-plan.js';
import type { ChangeAction } from './counts.js';
import { errorText } from './failure.js';

/** What is reported of a step of a plan, whatever it was about. */
interface StepReport {
  readonly action: ChangeAction;
  readonly rollback?: 'undone' | 'not-undone';
  readonly error?: string;
}

/** How a step is reported that was not done. */
export function reportOfUnfinished(outcome: Exclude<Outcome<unknown>, { readonly state: 'done' }>): StepReport {
  if (outcome.state === 'skipped') return { action: 'skipped' };
  const error =
    outcome.state === 'failed'
      ? errorText(outcome.error)
      : 'It was under way when the run ended: look at it in Kestra.';
  return { action: 'failed', error, ...reportOfRollback(outcome, error) };
}

/**
 * What a rollback changes in the report of a step; nothing where there was none.
 * @param error why the step itself failed
 */
export function reportOfRollback({ undone, state }: Outcome<unknown>, error?: string): Partial<StepReport> {
  if (undone?.state === 'not-undone') {
    const first = error === undefined ? '' : `${error} `;
    return { rollback: 'not-undone', error: `${first}This was not undone. ${undone.reason}` };
  }
  if (undone?.state !== 'undone') return {};
  return { rollback: 'undone', ...(state === 'done' ? { action: 'undone' } : {}) };
}
