import type { FailureReason } from './failure-reasons.js';

/** A failure with a message for the person who reads the log, and a hint that says what to do about it. */
export class ActionError extends Error {
  /** What to do about it; shown on a line of its own below the message. */
  readonly hint: string | undefined;
  /** For the output `failureReason`. */
  readonly reason: FailureReason = 'server';

  constructor(message: string, options: { readonly hint?: string | undefined; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.hint = options.hint;
  }
}

/**
 * Every wrong input of a step at once, each as a sentence with the value (unless secret), what is allowed and
 * an example.
 */
export class UsageError extends ActionError {
  override readonly reason = 'inputs';
  readonly problems: readonly string[];

  constructor(problems: readonly string[], hint?: string) {
    super(problems.join('\n'), { hint });
    this.problems = problems;
  }
}

/** The files cannot be used: nothing matched, unreadable, outside the workspace, too large. */
export class FilesError extends ActionError {
  override readonly reason = 'files';
}
