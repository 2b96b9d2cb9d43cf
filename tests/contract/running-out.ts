import { stopClock } from '../stopped-clock.js';

const TIMEOUT_MS = 20;

interface RunningOut {
  /** Of the client. */
  readonly options: { readonly timeoutMs: number };
  /** No answer ever. */
  readonly silence: (signal: AbortSignal) => Promise<never>;
  /** An answer whose body never ends. */
  readonly endlessBody: (signal: AbortSignal) => Promise<Response>;
}

/** Lets the time of a request run out as soon as its server keeps it waiting. */
export async function whereTimeRunsOut(work: (time: RunningOut) => Promise<void>): Promise<void> {
  const { pass, start } = stopClock();
  const silence = (signal: AbortSignal) => {
    const answer = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
    pass(TIMEOUT_MS);
    return answer;
  };
  const endlessBody = (signal: AbortSignal) => {
    const body = new ReadableStream({
      start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
      pull: () => pass(TIMEOUT_MS),
    });
    return Promise.resolve(new Response(body));
  };
  try {
    await work({ options: { timeoutMs: TIMEOUT_MS }, silence, endlessBody });
  } finally {
    start();
  }
}
