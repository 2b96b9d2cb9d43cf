import { ActionError } from '../errors.js';

/** What a request was and how it went; part of every error of the client. */
export interface RequestFacts {
  readonly method: string;
  /** Without the server's address and query. */
  readonly path: string;
  readonly attempts: number;
  readonly elapsedMs: number;
}

export interface KestraErrorOptions {
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/** A request to Kestra did not do what it should. */
export class KestraError extends ActionError {
  constructor(
    message: string,
    readonly facts: RequestFacts,
    options: KestraErrorOptions = {},
  ) {
    super(message, options);
  }
}

/** No answer: refused, reset, not found, not trusted. `code` is Node's, e.g. ECONNREFUSED. */
export class ConnectionError extends KestraError {
  override readonly reason = 'unreachable';

  constructor(
    message: string,
    facts: RequestFacts,
    readonly code: string | undefined,
    options?: KestraErrorOptions,
  ) {
    super(message, facts, options);
  }
}

/** No answer in time. `phase`: none at all, or one that did not end. */
export class TimeoutError extends KestraError {
  override readonly reason = 'unreachable';

  constructor(
    message: string,
    facts: RequestFacts,
    readonly phase: 'answer' | 'body',
    options?: KestraErrorOptions,
  ) {
    super(message, facts, options);
  }
}

/**
 * An answer that is not what was promised, e.g. an HTML login page with status 200, or a redirect that must
 * not be followed.
 */
export class ProtocolError extends KestraError {
  override readonly reason = 'protocol';
}

/** What a server answers beside the status; without secrets. */
export interface HttpErrorDetails {
  /** At most 1 kB, one line. */
  readonly excerpt: string;
  /** Places that the server names, e.g. "flow.id". */
  readonly paths: readonly string[];
  /** Kind of problem as Kestra 2.0 names it, e.g. "migration-required". */
  readonly problem: string | undefined;
  /** Somebody else than Kestra may have answered. */
  readonly html: boolean;
  readonly retryAfter: string | null;
}

/** An answer with a status that is no success. */
export class HttpError extends KestraError {
  /** What the server answered: at most 1 kB, one line, without secrets. */
  readonly excerpt: string;

  constructor(
    message: string,
    facts: RequestFacts,
    readonly status: number,
    readonly details: HttpErrorDetails,
    options?: KestraErrorOptions,
  ) {
    super(message, facts, options);
    this.excerpt = details.excerpt;
  }
}

export class AuthenticationError extends HttpError {
  override readonly reason = 'unauthorized';
}
export class PermissionError extends HttpError {
  override readonly reason = 'forbidden';
}
export class NotFoundError extends HttpError {}
export class InvalidRequestError extends HttpError {}
export class ConflictError extends HttpError {}
export class RateLimitError extends HttpError {
  override readonly reason = 'unreachable';
}
export class ServerError extends HttpError {
  override readonly reason = [502, 503, 504].includes(this.status) ? 'unreachable' : 'server';
}

/** The class for a status. */
export function errorClassOf(status: number): typeof HttpError {
  if (status === 401) return AuthenticationError;
  if (status === 403) return PermissionError;
  if (status === 404) return NotFoundError;
  if (status === 400 || status === 422) return InvalidRequestError;
  if (status === 409) return ConflictError;
  if (status === 429) return RateLimitError;
  return status >= 500 ? ServerError : HttpError;
}

/** A file was to be created, and meanwhile another content is there. */
export class FileConflictError extends ActionError {
  override readonly reason = 'conflict';

  constructor(namespace: string, path: string) {
    super(
      `${path} of ${namespace} was not there when the upload began, and holds something else now: it was left as it is.`,
      { hint: 'Look at it in Kestra. To overwrite it, set `override: true`.' },
    );
  }
}
