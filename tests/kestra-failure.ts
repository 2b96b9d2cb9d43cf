import type { HttpError, KestraError } from '../src/kestra/errors.js';

/** The error of a call of the client that must fail. */
export async function failureOf<E extends KestraError = HttpError>(call: Promise<unknown>): Promise<E> {
  return call.then(
    (value) => {
      throw new Error(`no failure, but ${JSON.stringify(value)}`);
    },
    (error: E) => error,
  );
}

/** Message and hint, as the log shows them one below the other. */
export function messageAndHint({ message, hint }: KestraError): string {
  return hint === undefined ? message : `${message} ${hint}`;
}
