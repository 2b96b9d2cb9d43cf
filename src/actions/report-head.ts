import { ActionError } from '../errors.js';
import type { ReportHead } from '../report/model.js';
import { version } from '../version.js';
import type { RunFailure } from './action.js';
import type { Run } from './run.js';

/** What every report says about its run. */
export function reportHead(run: Run, failure: RunFailure | undefined): ReportHead {
  const { message, hint } = failure ?? {};
  return {
    schemaVersion: 1,
    version,
    outcome: failure === undefined ? 'success' : 'failure',
    startedAt: run.startedAt.toISOString(),
    durationMs: run.durationMs,
    requests: run.requests,
    ...(run.kestra === undefined ? {} : { kestra: run.kestra }),
    findings: run.findings,
    notices: [...run.notices],
    ...(message === undefined ? {} : { failure: { message, ...(hint === undefined ? {} : { hint }) } }),
  };
}

const BUG =
  'This is a bug in the action, not in your flows. Please report it with the lines above to the repository of the action.';

/** What a thrown error tells the reader of the log; anything unexpected is a bug and says so. */
export function failureOf(error: unknown): RunFailure {
  if (error instanceof ActionError) return { message: error.message, hint: error.hint };
  return { message: `Unexpected: ${error instanceof Error ? error.message : String(error)}`, hint: BUG, isBug: true };
}
