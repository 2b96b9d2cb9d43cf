import { ConnectionError, HttpError, KestraError } from './errors.js';
import { mayRepeat, pause } from './retry.js';

export interface WaitOptions {
  /** Longest time to wait; 0: not at all. */
  readonly waitMs: number;
  readonly stop?: AbortSignal | undefined;
  /** Called once, when the server is not there yet. */
  readonly onWait?: (error: KestraError) => void;
  readonly sleep?: (ms: number) => Promise<void>;
  /** Milliseconds that only go forward. */
  readonly now?: () => number;
}

const PAUSE_MS = 2000;

/** Asks until a server that is still starting answers. @throws KestraError the last one, when time is up */
export async function waitForServer<T>(ask: () => Promise<T>, options: WaitOptions): Promise<T> {
  const { waitMs, stop, onWait, sleep = (ms) => pause(ms, stop), now = () => performance.now() } = options;
  const started = now();
  for (let asked = 0; ; asked++) {
    try {
      return await ask();
    } catch (error) {
      const isOver = now() - started + PAUSE_MS > waitMs || stop?.aborted === true;
      if (!(error instanceof KestraError) || !isStarting(error) || isOver) throw error;
      if (asked === 0) onWait?.(error);
      await sleep(PAUSE_MS);
    }
  }
}

/** Nothing listens yet, its name is not known yet, a proxy has nobody behind it, or its database migrates. */
function isStarting(error: KestraError): boolean {
  if (error instanceof HttpError && error.details.problem === 'migration-required') return true;
  if (error instanceof ConnectionError && error.code === 'ENOTFOUND') return true;
  return mayRepeat('always', error);
}
