import type { ServerFailures } from '../validation/ports.js';
import {
  AuthenticationError,
  ConflictError,
  HttpError,
  KestraError,
  NotFoundError,
  RateLimitError,
} from '../kestra/errors.js';
import { isUnanswered } from '../kestra/retry.js';

/** What the client's errors mean to a job. */
export const serverFailures: ServerFailures = {
  isConflict: (error) => error instanceof ConflictError,
  isBreakdown: (error) => error instanceof HttpError && error.status === 500,
  isLost: (error) =>
    error instanceof KestraError && isUnanswered(error) && !(error instanceof HttpError && error.status === 500),
  isRefusal: (error) =>
    error instanceof HttpError &&
    !(error instanceof AuthenticationError || error instanceof RateLimitError) &&
    ![502, 503, 504].includes(error.status),
  isNotFound: (error) => error instanceof NotFoundError,
  wasRepeated: (error) => error instanceof KestraError && error.facts.attempts > 1,
};
