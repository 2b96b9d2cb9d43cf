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
  constructor(
    message: string,
    facts: RequestFacts,
    readonly code: string | undefined,
    options?: KestraErrorOptions,
  ) {
    super(message, facts, options);
  }
}

/** No answer in time. */
export class TimeoutError extends KestraError {}

/** The run was told to stop while the request was under way. */
export class StoppedError extends KestraError {}

/** A 2xx that is not what was promised, e.g. an HTML login page. */
export class ProtocolError extends KestraError {}

/** An answer with a status that is no success. `excerpt` is at most 1 kB, without secrets. */
export class HttpError extends KestraError {
  constructor(
    message: string,
    facts: RequestFacts,
    readonly status: number,
    readonly excerpt: string,
    options?: KestraErrorOptions,
  ) {
    super(message, facts, options);
  }
}

export class AuthenticationError extends HttpError {}
export class PermissionError extends HttpError {}
export class NotFoundError extends HttpError {}
export class InvalidRequestError extends HttpError {}
export class ConflictError extends HttpError {}
export class RateLimitError extends HttpError {}
export class ServerError extends HttpError {}

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
