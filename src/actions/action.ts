import type { FailureReason } from '../failure-reasons.js';
import type { ActionSpec, InputTable, InputValues } from '../inputs/input.js';
import type { RenderContext, ReportHead, RunReport } from '../report/model.js';
import type { Run } from './run.js';

/** One of the three actions: what it accepts, what it does, and how that is reported. */
export interface Action<I extends InputTable, Result, Report extends RunReport> {
  readonly spec: ActionSpec<I>;
  /**
   * Carries the run out.
   * @throws ActionError when it cannot be carried out; what was done until then is in `run`
   */
  readonly perform: (inputs: InputValues<I>, run: Run, keep: KeepSoFar<Result>) => Promise<Result>;
  /**
   * The report; without a result when the run could not be carried out, without inputs when these were wrong.
   */
  readonly report: (head: ReportHead, result: Result | undefined, inputs: InputValues<I> | undefined) => Report;
  /** Why the run is a failure although it was carried out. */
  readonly verdict: (result: Result, inputs: InputValues<I>) => RunFailure | undefined;
  /** Whether a run without failure did all it was to do, though it was cancelled; default: it did not. */
  readonly isComplete?: (result: Result, inputs: InputValues<I>) => boolean;
  /** Values of the outputs that this action has for itself. */
  readonly outputs: (report: Report) => Readonly<Record<string, string | number | boolean>>;
  /** What else to do about a failure in this action. */
  readonly advice?: Readonly<Partial<Record<FailureReason, string>>>;
  /** What only this action publishes; does not throw. */
  readonly publishMore?: (published: Published<InputValues<I>, Report>, run: Run) => Promise<void>;
}

/** What is known of a run when its report is published. */
export interface Published<Inputs, Report> {
  readonly report: Report;
  readonly inputs: Inputs;
  readonly context: RenderContext;
  /** There is a result, however it went. */
  readonly isCarriedOut: boolean;
}

/** Takes what tells at any time how far a run is: for the report when it has to end in the middle. */
export type KeepSoFar<Result> = (soFar: () => Result) => void;

/** Why a run is no success, and what to do. */
export interface RunFailure {
  readonly reason: FailureReason;
  /** The result in a heading, behind "Flows not deployed: "; default: the words of the reason. */
  readonly short?: string | undefined;
  readonly message: string;
  readonly hint?: string | undefined;
}
