/**
 * What happened to one thing, or what stands in its way. "conflict": it exists, differs, and must not be
 * overwritten. "skipped": it was left for a reason that is not its own. "undone": it was changed, then put
 * back.
 */
export type ChangeAction =
  'created' | 'updated' | 'unchanged' | 'deleted' | 'failed' | 'conflict' | 'skipped' | 'undone';

/** How many of each; a conflict is a failure. */
export interface ChangeCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly failed: number;
}

/** What became of one thing, as far as it is counted. */
interface Counted {
  readonly action: ChangeAction;
  readonly rollback?: 'undone' | 'not-undone';
}

/**
 * Counts what happened, and tells whether anything on the server changed: also what could not be undone.
 * @param isLeftBehind a step failed after the server had taken its write
 */
export function countChanges(
  changes: readonly Counted[],
  isLeftBehind = false,
): {
  readonly counts: ChangeCounts;
  readonly changed: boolean;
} {
  const number = (...actions: readonly ChangeAction[]) =>
    changes.filter(({ action }) => actions.includes(action)).length;
  const counts = {
    created: number('created'),
    updated: number('updated'),
    unchanged: number('unchanged'),
    deleted: number('deleted'),
    failed: number('failed', 'conflict'),
  };
  const done = counts.created + counts.updated + counts.deleted;
  return { counts, changed: done > 0 || isLeftBehind || changes.some(({ rollback }) => rollback === 'not-undone') };
}

/** Changes that were made and then put back; what failed and was put back made none. */
export function countUndone(changes: readonly { readonly action: ChangeAction }[]): number {
  return changes.filter(({ action }) => action === 'undone').length;
}
