/**
 * Fires on SIGINT and SIGTERM, which a runner sends when a job is cancelled or takes too long. `release`
 * gives the signals back.
 */
export function stopSignal(onStop: () => void): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) return;
    onStop();
    controller.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return {
    signal: controller.signal,
    release: () => void process.off('SIGINT', stop).off('SIGTERM', stop),
  };
}
