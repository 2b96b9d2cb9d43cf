/** How the thing that is wanted compares with what the server holds. */
export type ActualState = 'missing' | 'same' | 'different';

/** What is to be done about one thing. "conflict": it exists, differs, and must not be overwritten. */
export type ChangeKind = 'create' | 'update' | 'unchanged' | 'conflict' | 'delete';

/** What is to be done about one thing that is wanted. */
export interface Change<Desired> {
  readonly kind: Exclude<ChangeKind, 'delete'>;
  readonly desired: Desired;
}

/** Something on the server that is to go, and why; or that might have gone, and why it stays. */
export interface Deletion<Stored> {
  readonly stored: Stored;
  /** For people, a part of a sentence: "removed in 3f2a9c1". */
  readonly reason: string;
}

/** What a run is going to do, in the order of what was wanted. Plain data: shown, counted, applied. */
export interface Plan<Desired, Stored = unknown> {
  readonly changes: readonly Change<Desired>[];
  /** Those of `changes` that stand in the way of the whole plan. */
  readonly conflicts: readonly Change<Desired>[];
  /** Those of `changes` that write. */
  readonly writes: readonly Change<Desired>[];
  /** What is to be deleted, after all writes. */
  readonly deletions: readonly Deletion<Stored>[];
}

/** Compares what is wanted with what is there; without `override`, what exists and differs is a conflict. */
export function planChanges<Desired, Stored>(
  desired: readonly Desired[],
  stateOf: (desired: Desired) => ActualState,
  options: { readonly override: boolean; readonly deletions: readonly Deletion<Stored>[] },
): Plan<Desired, Stored> {
  const changes = desired.map((item) => ({ kind: kindOf(stateOf(item), options.override), desired: item }));
  return {
    changes,
    conflicts: changes.filter(({ kind }) => kind === 'conflict'),
    writes: changes.filter(({ kind }) => kind === 'create' || kind === 'update'),
    deletions: options.deletions,
  };
}

function kindOf(state: ActualState, override: boolean): Change<unknown>['kind'] {
  if (state === 'missing') return 'create';
  if (state === 'same') return 'unchanged';
  return override ? 'update' : 'conflict';
}
