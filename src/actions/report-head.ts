import { ActionError } from '../errors.js';
import { FAILURE_REASONS } from '../failure-reasons.js';
import type { KestraServer, ReportedFailure, ReportHead } from '../report/model.js';
import { version } from '../version.js';
import type { RunFailure } from './action.js';
import type { ConnectedServer, Run } from './run.js';

/** What every report says about its run. */
export function reportHead(run: Run, failure: RunFailure | undefined): ReportHead {
  return {
    schemaVersion: 1,
    version,
    outcome: failure === undefined ? 'success' : 'failure',
    startedAt: run.startedAt.toISOString(),
    durationMs: run.durationMs,
    requests: run.requests,
    ...(run.kestra === undefined ? {} : { kestra: withoutUrl(run.kestra) }),
    findings: run.findings,
    notices: [...run.notices],
    ...(failure === undefined ? {} : { failure: reportedFailure(failure) }),
  };
}

function reportedFailure({ reason, short, message, hint }: RunFailure): ReportedFailure {
  return {
    reason,
    short: short ?? FAILURE_REASONS[reason].short,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}

function withoutUrl({ url: _address, ...kestra }: ConnectedServer): KestraServer {
  return kestra;
}

const BUG =
  'This is a bug in the action, not in your flows. Please report it with the lines above to the repository of the action.';

/** What a thrown error tells the reader of the log; anything unexpected is a bug and says so. */
export function failureOf(error: unknown): RunFailure {
  if (error instanceof ActionError) return { reason: error.reason, message: error.message, hint: error.hint };
  return {
    reason: 'bug',
    message: `Unexpected: ${error instanceof Error ? error.message : String(error)}`,
    hint: BUG,
  };
}
