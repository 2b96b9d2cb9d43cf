/**
 * A runner that cancels a job sends SIGINT, SIGTERM 7.5 s later, and ends the process 2.5 s after that. What
 * has to be done after the first signal is done before the second one.
 */
const UNDO_MS = 5000;
const REPORT_MS = 6500;

export interface StopSignals {
  /** The run is to stop: no new write starts. */
  readonly stop: AbortSignal;
  /** There is no time left for undoing what was done. */
  readonly undoUntil: AbortSignal;
  /** Resolves when the report has to be written now, whatever is still under way. */
  readonly reportDue: Promise<void>;
  /** Gives the signals back. */
  readonly release: () => void;
}

/** Listens for SIGINT and SIGTERM, which a runner sends when a job is cancelled or takes too long. */
export function stopSignals(onStop: () => void): StopSignals {
  const stop = new AbortController();
  const undoUntil = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  let onReportDue = () => {};
  const reportDue = new Promise<void>((resolve) => (onReportDue = resolve));
  const onSignal = () => {
    if (stop.signal.aborted) {
      undoUntil.abort();
      onReportDue();
      return;
    }
    onStop();
    timers.push(
      setTimeout(() => undoUntil.abort(), UNDO_MS),
      setTimeout(onReportDue, REPORT_MS),
    );
    stop.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    stop: stop.signal,
    undoUntil: undoUntil.signal,
    reportDue,
    release: () => {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      timers.forEach(clearTimeout);
    },
  };
}
