/** Statuses after which the same request may succeed. */
const RETRIABLE = new Set([408, 425, 429, 502, 503, 504]);
/** Longest pause between two attempts, also when the server asks for more. */
const MAX_DELAY_MS = 60_000;

/** When a request may be sent again: after any failure; only after 429 and 503, which say that it was not taken; never. */
export type Repeatable = 'always' | 'after-refusal' | 'never';

export function isRetriableStatus(status: number): boolean {
  return RETRIABLE.has(status);
}

/** Pause before the next attempt: what the server asks for, else exponential with full jitter. */
export function delayMs(attempt: number, retryAfter: string | null, now: number, random: () => number): number {
  const asked = retryAfter === null ? undefined : retryAfterMs(retryAfter, now);
  return Math.min(asked ?? random() * Math.min(500 * 2 ** attempt, 15_000), MAX_DELAY_MS);
}

/** `Retry-After` in milliseconds: seconds or a date; undefined when it is neither. */
export function retryAfterMs(value: string, now: number): number | undefined {
  if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}
