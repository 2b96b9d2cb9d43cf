import type { FailureReason } from '../failure-reasons.js';
import { readContext } from '../github/context.js';
import { Runner } from '../github/runner.js';
import type { InputTable, InputValues } from '../inputs/input.js';
import { secretTexts } from '../inputs/read-inputs.js';
import { renderFailure } from '../report/log.js';
import type { RunReport } from '../report/model.js';
import { basicSecret } from '../inputs/connection.js';
import type { Action, RunFailure } from './action.js';
import { publish, type ReportingInputs } from './publish.js';
import { readActionInputs } from './read-action-inputs.js';
import { redactor } from './redact.js';
import { renderContext } from './render-context.js';
import { failureOf, reportHead } from './report-head.js';
import { Run } from './run.js';
import { stopSignals } from './stop-signal.js';
import { verdictOf } from './verdict.js';

/**
 * Runs an action as a step: whatever happens, the report is published first, and only then the step fails.
 * The one place where an error becomes the failure of the step.
 */
export async function runAction<I extends InputTable, Result, Report extends RunReport>(
  action: Action<I, Result, Report>,
): Promise<void> {
  const runner = new Runner();
  const raw = (name: string) => runner.input(name);
  const secrets = [...secretTexts(action.spec.inputs, raw), ...basicSecret(raw('user'), raw('password'))];
  runner.mask(secrets);
  const { stop, undoUntil, reportDue, release } = stopSignals(() =>
    runner.info('The run is being cancelled: no new write starts.'),
  );
  const run = new Run(runner, readContext(), stop, undoUntil);
  const { inputs, result, failure } = await perform(action, run, reportDue);
  await run.end();
  const redact = redactor(secrets);
  const report = redact(action.report(reportHead(run, failure), result, inputs));
  const reporting = { ...BY_DEFAULT, ...(inputs as Partial<ReportingInputs> | undefined) };
  const context = await renderContext(report, run, redact(run.sources));
  await publish(report, context, run, { ...reporting, outputs: action.outputs(report) });
  if (inputs !== undefined)
    await action.publishMore?.({ report, inputs, context, isCarriedOut: result !== undefined }, run);
  release();
  if (report.failure !== undefined) runner.fail(renderFailure(report, reporting).join('\n'));
}

/** What is published of a run whose inputs were wrong. */
const BY_DEFAULT: ReportingInputs = {
  annotations: true,
  summary: true,
  comment: 'false',
  commentId: 'default',
  githubToken: undefined,
};

interface Performed<Inputs, Result> {
  /** undefined: they were wrong. */
  readonly inputs: Inputs | undefined;
  /** undefined: the run could not be carried out. */
  readonly result: Result | undefined;
  readonly failure: RunFailure | undefined;
}

/** Carries the run out to its end, or as far as it has come when its report is due. */
async function perform<I extends InputTable, Result, Report extends RunReport>(
  action: Action<I, Result, Report>,
  run: Run,
  reportDue: Promise<void>,
): Promise<Performed<InputValues<I>, Result>> {
  const { spec, advice = {} } = action;
  let inputs: InputValues<I> | undefined;
  let resultSoFar: (() => Result) | undefined;
  const carryOut = async (): Promise<Performed<InputValues<I>, Result>> => {
    try {
      inputs = readActionInputs(spec.inputs, run);
      const result = await action.perform(inputs, run, (soFar) => (resultSoFar = soFar));
      return { inputs, result, failure: verdictOf(action, result, inputs, run.stop.aborted) };
    } catch (error) {
      const failure = withAdvice(failureOf(error), advice);
      const stack = error instanceof Error ? error.stack : undefined;
      if (stack !== undefined) run.runner[failure.reason === 'bug' ? 'info' : 'debug'](stack);
      return { inputs, result: undefined, failure };
    }
  };
  const cutOff = async (): Promise<Performed<InputValues<I>, Result>> => {
    await reportDue;
    return { inputs, result: resultSoFar?.(), failure: CUT_OFF };
  };
  return Promise.race([carryOut(), cutOff()]);
}

function withAdvice(failure: RunFailure, advice: Readonly<Partial<Record<FailureReason, string>>>): RunFailure {
  const more = advice[failure.reason];
  return more === undefined ? failure : { ...failure, hint: [failure.hint, more].filter(Boolean).join(' ') };
}

const CUT_OFF: RunFailure = {
  reason: 'cancelled',
  message: 'The run was cancelled, and did not come to its end in time.',
  hint: 'What was under way is marked: look at it in Kestra, then run the step again.',
};
