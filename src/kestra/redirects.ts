import { oneLine } from './error-body.js';
import type { Redact } from './redact.js';

const MAX_REDIRECTS = 5;

/** An answer that cannot be taken; becomes a ProtocolError. */
export class RefusedAnswer extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
  }
}

/**
 * Where a redirect leads. Followed for GET only, never from https to http, and not for ever.
 * @throws RefusedAnswer when it is not followed
 */
export function redirectTarget(method: string, from: URL, location: string, hop: number, redact: Redact): URL {
  const show = (url: URL) => oneLine(redact(url.origin + url.pathname), 300);
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to === undefined || !/^https?:$/.test(to.protocol)) {
    throw new RefusedAnswer(`${show(from)} redirects to no web address.`, 'Check `server`.');
  }
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw new RefusedAnswer(
      `${show(from)} redirects from https to http (${show(to)}), which is refused.`,
      'Put the final https address of Kestra into `server`, or correct the redirect of the server or proxy.',
    );
  }
  if (method !== 'GET') {
    throw new RefusedAnswer(
      `${show(from)} redirects to ${show(to)}; a ${method} is not sent on.`,
      'Put the final address of Kestra into `server`.',
    );
  }
  if (hop >= MAX_REDIRECTS) {
    throw new RefusedAnswer(`${show(from)} redirects more than ${MAX_REDIRECTS} times.`, 'Check `server`.');
  }
  // Credentials of a redirect are no business of a log, and `fetch` refuses an address that carries some.
  to.username = '';
  to.password = '';
  return to;
}
