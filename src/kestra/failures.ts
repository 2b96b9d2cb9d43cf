import { oneLine, readErrorBody } from './error-body.js';
import {
  ConnectionError,
  errorClassOf,
  type HttpError,
  type HttpErrorDetails,
  ProtocolError,
  type RequestFacts,
  TimeoutError,
} from './errors.js';
import { explainConnection } from './explain-connection.js';
import { explainHtml, explainStatus } from './explain-status.js';
import type { Redact } from './redact.js';
import type { HttpRequest } from './request.js';
import type { Situation } from './situation.js';

/** What came instead of an answer → an error that says what to do, without secrets. */
export class Failures {
  constructor(
    private readonly situation: () => Situation,
    private readonly redact: Redact,
  ) {}

  /** A status that is no success. `redirectedTo`: the other address that answered. */
  ofStatus(
    request: HttpRequest,
    { status, headers }: Response,
    text: string,
    redirectedTo: string | undefined,
    facts: RequestFacts,
  ): HttpError {
    const body = readErrorBody(text, headers.get('content-type') ?? '', this.redact);
    const { what, needs, hints = {} } = request;
    const refusal = { status, body, what, needs, hints, redirectedTo, attempts: facts.attempts };
    const { message, hint } = explainStatus(refusal, this.situation());
    const details: HttpErrorDetails = {
      excerpt: body.message,
      paths: body.paths,
      problem: body.problem,
      html: body.html,
      retryAfter: headers.get('retry-after'),
    };
    return new (errorClassOf(status))(message, facts, status, details, { hint });
  }

  ofTimeout(request: HttpRequest, phase: TimeoutError['phase'], timeoutMs: number, facts: RequestFacts): TimeoutError {
    const seconds = timeoutMs / 1000;
    const message =
      phase === 'answer'
        ? `Kestra did not answer within ${seconds} s when asked to ${request.what}.`
        : `Kestra's answer was not complete within ${seconds} s when asked to ${request.what}.`;
    return new TimeoutError(message, facts, phase, {
      hint: 'Raise `timeout`, or look at the load of the server.',
    });
  }

  /** `fetch` failed, or the body broke off. `redirectedTo`: the other address that was asked. */
  ofConnection(error: unknown, redirectedTo: string | undefined, facts: RequestFacts): ConnectionError {
    const { code, reason } = innermost(error);
    const safe = oneLine(this.redact(reason), 300).replace(/\.$/, '');
    const { message, hint } = explainConnection(code, safe, this.situation(), redirectedTo);
    return new ConnectionError(message, facts, code, { hint, cause: this.#safeCause(error, reason) });
  }

  ofHtml(facts: RequestFacts): ProtocolError {
    const { message, hint } = explainHtml(this.situation());
    return new ProtocolError(message, facts, { hint });
  }

  /** An answer that is not what its request promises: `got` says what it is. */
  ofAnswer(facts: RequestFacts, got: string, cause?: unknown): ProtocolError {
    const message = `${this.situation().server} answered to ${facts.method} ${facts.path} with ${got}.`;
    return new ProtocolError(message, facts, { hint: 'Check that `server` is the address of Kestra.', cause });
  }

  /** For a log in debug mode: where it failed, without what was sent. */
  #safeCause(error: unknown, reason: string): Error {
    const cause = new Error(this.redact(reason));
    if (typeof error === 'object' && error !== null && 'stack' in error) cause.stack = this.redact(String(error.stack));
    return cause;
  }

  ofText(facts: RequestFacts, text: string): ProtocolError {
    const excerpt = oneLine(this.redact(text.slice(0, 5000)), 200);
    return this.ofAnswer(facts, excerpt === '' ? 'nothing' : `something that is not JSON: ${excerpt}`);
  }
}

/** fetch wraps the cause once or more; with several addresses it is the first of them. */
function innermost(error: unknown): { readonly code: string | undefined; readonly reason: string } {
  let code: string | undefined;
  let reason = String(error);
  let inner: unknown = error;
  for (let depth = 0; isErrorLike(inner) && depth < 5; depth++) {
    if (typeof inner.code === 'string') code = inner.code;
    if (typeof inner.message === 'string' && inner.message !== '') reason = inner.message;
    inner = Array.isArray(inner.errors) ? inner.errors[0] : inner.cause;
  }
  return { code, reason };
}

/** By its looks: errors may come from another realm. */
function isErrorLike(value: unknown): value is Partial<Record<'code' | 'message' | 'errors' | 'cause', unknown>> {
  return typeof value === 'object' && value !== null;
}
