/** How the thing that is wanted compares with what the server holds. */
export type ActualState = 'missing' | 'same' | 'different';

/** What is to be done about one thing. "conflict": it exists, differs, and must not be overwritten. */
export type ChangeKind = 'create' | 'update' | 'unchanged' | 'conflict';

/** One line of a plan. */
export interface Change<Desired> {
  readonly kind: ChangeKind;
  readonly desired: Desired;
}

/** What a run is going to do, in the order of what was wanted. Plain data: shown, counted, applied. */
export interface Plan<Desired> {
  readonly changes: readonly Change<Desired>[];
  /** Those of `changes` that stand in the way of the whole plan. */
  readonly conflicts: readonly Change<Desired>[];
  /** Those of `changes` that write. */
  readonly writes: readonly Change<Desired>[];
}

/** Compares what is wanted with what is there; without `override`, what exists and differs is a conflict. */
export function planChanges<Desired>(
  desired: readonly Desired[],
  stateOf: (desired: Desired) => ActualState,
  options: { readonly override: boolean },
): Plan<Desired> {
  const changes = desired.map((item) => ({ kind: kindOf(stateOf(item), options.override), desired: item }));
  return {
    changes,
    conflicts: changes.filter(({ kind }) => kind === 'conflict'),
    writes: changes.filter(({ kind }) => kind === 'create' || kind === 'update'),
  };
}

function kindOf(state: ActualState, override: boolean): ChangeKind {
  if (state === 'missing') return 'create';
  if (state === 'same') return 'unchanged';
  return override ? 'update' : 'conflict';
}
