import { type Applied, applyAll } from './apply.js';
import { errorText } from './failure.js';

/** What a run does when a write fails. */
export type OnError = 'continue' | 'stop' | 'rollback';

/**
 * What putting back came to. "untouched": the server was as before already. "not-undone": it is as the run
 * left it, or as somebody else did meanwhile.
 */
export type Undone =
  | {
      readonly state: 'undone';
      /** The revision that brought the former content back. */
      readonly revision?: number;
    }
  | { readonly state: 'untouched' }
  | { readonly state: 'not-undone'; readonly reason: string };

/** A step of a plan and what became of it. "under-way": the run ended before its end was known. */
export type Outcome<Result> = (Applied<Result> | { readonly state: 'under-way' }) & { readonly undone?: Undone };

/** What became of every write and every deletion, each in the order of the plan. */
export interface Outcomes<Result> {
  readonly writes: readonly Outcome<Result>[];
  readonly deletions: readonly Outcome<Result>[];
}

/** How the steps of a plan are carried out, and taken back. */
export interface PlanPorts<Write, Deletion, Result> {
  readonly write: (item: Write) => Promise<Result>;
  readonly remove: (item: Deletion) => Promise<Result>;
  /**
   * Puts back what a step changed. Gets failed steps too: a request whose answer was lost may have changed
   * something. A failure to put back is thrown.
   */
  readonly undoWrite: (item: Write, applied: Attempted<Result>) => Promise<Undone>;
  readonly undoRemoval: (item: Deletion, applied: Attempted<Result>) => Promise<Undone>;
}

/** A step that was tried. */
export type Attempted<Result> = Extract<Applied<Result>, { readonly state: 'done' | 'failed' }>;

export interface PlanOptions {
  readonly concurrency: number;
  readonly onError: OnError;
  /** When it fires, no new write starts; with `rollback`, what was done is undone. */
  readonly signal?: AbortSignal | undefined;
  /** When it fires, no undoing starts any more. */
  readonly undoUntil?: AbortSignal | undefined;
  /** For each write, the writes that come before it. */
  readonly writeNeeds?: readonly (readonly number[])[] | undefined;
  /** For each deletion, the deletions that come before it. */
  readonly deletionNeeds?: readonly (readonly number[])[] | undefined;
  /** Writes and deletions that were tried. */
  readonly onDone?: ((done: number, total: number) => void) | undefined;
  /** Called before anything is put back, with the number of steps to look at. */
  readonly onRollback?: ((steps: number) => void) | undefined;
}

/** A plan on its way. */
export interface Application<Result> {
  /** What is known so far; a step that never began is skipped. */
  readonly outcomes: () => Outcomes<Result>;
  /** Never rejects. */
  readonly done: Promise<Outcomes<Result>>;
}

interface Step<Result> {
  outcome: Outcome<Result>;
  readonly work: () => Promise<Result>;
  readonly undo: (applied: Attempted<Result>) => Promise<Undone>;
  readonly needs: readonly Step<Result>[];
}

/**
 * Carries a plan out: writes first, each after what it needs, then the deletions – unless a write failed or
 * the run was cancelled. With `rollback`, a failure or a cancellation has everything put back, newest first.
 */
export function startPlan<Write, Deletion, Result>(
  plan: { readonly writes: readonly Write[]; readonly deletions: readonly Deletion[] },
  ports: PlanPorts<Write, Deletion, Result>,
  options: PlanOptions,
): Application<Result> {
  const writes = stepsOf(plan.writes, ports.write, ports.undoWrite, options.writeNeeds);
  const deletions = stepsOf(plan.deletions, ports.remove, ports.undoRemoval, options.deletionNeeds);
  const outcomes = () => ({ writes: writes.map(outcomeOf), deletions: deletions.map(outcomeOf) });
  return { outcomes, done: run(writes, deletions, options).then(outcomes) };
}

async function run<Result>(
  writes: readonly Step<Result>[],
  deletions: readonly Step<Result>[],
  options: PlanOptions,
): Promise<void> {
  const { onError, signal, onDone, onRollback } = options;
  const attempted: Step<Result>[] = [];
  const total = writes.length + deletions.length;
  const phase = async (steps: readonly Step<Result>[], before: number) => {
    const position = new Map(steps.map((step, index) => [step, index]));
    await applyAll(steps, (step) => attempt(step, attempted), {
      concurrency: options.concurrency,
      signal,
      stopAfterFailure: onError !== 'continue',
      needs: steps.map(({ needs }) => needs.map((need) => position.get(need)!)),
      onDone: (done) => onDone?.(before + done, total),
    });
    return steps.every(({ outcome: { state } }) => state === 'done');
  };

  const isWritten = await phase(writes, 0);
  const isDone = isWritten && (await phase(deletions, writes.length));
  if (isDone || onError !== 'rollback' || attempted.length === 0) return;
  onRollback?.(attempted.length);
  await rollBack(attempted, options);
}

function stepsOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  undo: (item: Item, applied: Attempted<Result>) => Promise<Undone>,
  needs: readonly (readonly number[])[] = [],
): readonly Step<Result>[] {
  const steps = items.map((item) => ({
    outcome: { state: 'skipped' } as Outcome<Result>,
    work: () => work(item),
    undo: (applied: Attempted<Result>) => undo(item, applied),
    needs: [] as Step<Result>[],
  }));
  for (const [index, step] of steps.entries()) step.needs.push(...(needs[index] ?? []).map((need) => steps[need]!));
  return steps;
}

/** The work of one step; when it ends it joins those that were tried. */
async function attempt<Result>(step: Step<Result>, attempted: Step<Result>[]): Promise<void> {
  step.outcome = { state: 'under-way' };
  try {
    step.outcome = { state: 'done', result: await step.work() };
  } catch (error) {
    step.outcome = { state: 'failed', error };
    throw error;
  } finally {
    attempted.push(step);
  }
}

/** The newest first; what another step needed is put back after that one. */
async function rollBack<Result>(
  attempted: readonly Step<Result>[],
  { concurrency, undoUntil }: PlanOptions,
): Promise<void> {
  const newestFirst = attempted.toReversed();
  const position = new Map(newestFirst.map((step, index) => [step, index]));
  const needs = newestFirst.map((): number[] => []);
  for (const [index, step] of newestFirst.entries()) {
    for (const need of step.needs) needs[position.get(need) ?? index]!.push(index);
  }
  for (const step of newestFirst) setUndone(step, { state: 'not-undone', reason: 'The run ended before its turn.' });
  await applyAll(newestFirst, undoStep, { concurrency, signal: undoUntil, needs });
}

async function undoStep<Result>(step: Step<Result>): Promise<void> {
  const { outcome } = step;
  if (outcome.state !== 'done' && outcome.state !== 'failed') return;
  setUndone(step, { state: 'not-undone', reason: 'The run ended while it was being put back.' });
  try {
    setUndone(step, await step.undo(outcome));
  } catch (error) {
    setUndone(step, { state: 'not-undone', reason: errorText(error) });
  }
}

function setUndone<Result>(step: Step<Result>, undone: Undone): void {
  step.outcome = { ...step.outcome, undone };
}

function outcomeOf<Result>({ outcome }: Step<Result>): Outcome<Result> {
  return outcome;
}
