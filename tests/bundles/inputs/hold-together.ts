import { setTimeout as wait } from 'node:timers/promises';
import type { FaultProxy } from '../../fault-proxy/proxy.js';

/** Long enough for one more to arrive, were it allowed. */
const ONE_MORE_MS = 150;
/** Where fewer than allowed ever wait, the test shall fail and not hang. */
const AT_MOST_MS = 15_000;

/**
 * Holds requests until as many wait as are allowed at once, and a moment longer.
 * @returns the most that waited
 */
export function holdTogether(
  proxy: FaultProxy,
  { path, atMost }: { readonly path: string; readonly atMost: number },
  allowed: number,
): { readonly most: () => number } {
  const wanted = Math.min(allowed, atMost);
  let waiting = 0;
  let complete = () => {};
  const reached = new Promise<void>((resolve) => (complete = resolve));
  const isComplete = Promise.race([reached, wait(AT_MOST_MS, undefined, { ref: false })]).then(() => wait(ONE_MORE_MS));
  let isOpen = false;
  void isComplete.then(() => (isOpen = true));
  proxy.onRequest(async (request) => {
    if (isOpen || request.method !== 'POST' || !request.path.endsWith(path)) return;
    if (++waiting === wanted) complete();
    await isComplete;
  });
  return { most: () => waiting };
}
