import { ConnectionError, HttpError, type KestraError, TimeoutError } from './errors.js';
import { NEVER_SENT } from './explain-connection.js';

/** Statuses after which the same request may succeed. */
const RETRIABLE = new Set([408, 425, 429, 502, 503, 504]);
/** Longest pause between two attempts, also when the server asks for more. */
const MAX_DELAY_MS = 60_000;
/** Names that do not exist, certificates that are not trusted, answers that are no HTTP: they stay so. */
const HOPELESS =
  /^(ENOTFOUND|EPROTO|ERR_|UNABLE_|SELF_|DEPTH_|CERT_|CRL_|INVALID_CA|HPE_|UND_ERR_(INVALID|NOT_SUPPORTED|DESTROYED|CLOSED|HEADERS_OVERFLOW|PRX_TLS))/;

/**
 * When a request may be sent again: after a failure that may pass; also after any other 5xx, e.g. when
 * another write was in the way; or only after 429 and 503, which say that it was not taken.
 */
export type Repeatable = 'always' | 'after-any-5xx' | 'after-refusal';

/** Whether the same request may be sent again after this failure. */
export function mayRepeat(repeatable: Repeatable, error: KestraError): boolean {
  if (error instanceof HttpError) {
    // Kestra waits for its operator.
    if (error.details.problem === 'migration-required') return false;
    if (repeatable === 'after-refusal') return error.status === 429 || error.status === 503;
    return RETRIABLE.has(error.status) || (repeatable === 'after-any-5xx' && error.status >= 500);
  }
  if (repeatable === 'after-refusal') return false;
  if (error instanceof TimeoutError) return true;
  return error instanceof ConnectionError && error.code !== undefined && !HOPELESS.test(error.code);
}

/** Whether the request can have been done in spite of this failure. */
export function mayBeDone(error: KestraError): boolean {
  if (error instanceof HttpError) return error.status >= 500 || error.status === 408;
  if (error instanceof ConnectionError) return !NEVER_SENT.test(error.code ?? '') && !HOPELESS.test(error.code ?? '');
  return error instanceof TimeoutError;
}

/**
 * Whether the failure leaves open what became of the request: no answer, or one of a proxy or of a server in
 * trouble. 503 means that it was not taken.
 */
export function isUnanswered(error: KestraError): boolean {
  if (error instanceof HttpError) return error.status !== 503 && (error.status >= 500 || error.status === 408);
  if (error instanceof ConnectionError) return !HOPELESS.test(error.code ?? '');
  return error instanceof TimeoutError;
}

/** Pause before the next attempt: what the server asks for, else exponential with full jitter. */
export function delayMs(attempt: number, retryAfter: string | null, now: number, random: () => number): number {
  const asked = retryAfter === null ? undefined : retryAfterMs(retryAfter, now);
  return Math.min(asked ?? random() * Math.min(500 * 2 ** attempt, 15_000), MAX_DELAY_MS);
}

/** `Retry-After` in milliseconds: seconds or an HTTP date; undefined when it is neither. */
export function retryAfterMs(value: string, now: number): number | undefined {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Date.parse takes "1.5" and "-5" for dates; those of HTTP begin with a weekday.
  const date = /^[A-Z][a-z]+,? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(date - now, 0);
}

/** Waits; ends early when the signal comes. */
export function pause(ms: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      stop?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stop?.addEventListener('abort', end, { once: true });
  });
}
