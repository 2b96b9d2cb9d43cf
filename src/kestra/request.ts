import type { RequestFacts } from './errors.js';
import type { Right } from './permissions.js';
import type { Repeatable } from './retry.js';

/** One request to Kestra, with what its errors have to say. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, with query. */
  readonly path: string;
  /** For messages: "read the flow a/b". */
  readonly what: string;
  /** What a 403 is about. */
  readonly needs: Right;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  readonly repeatable?: Repeatable;
  /** Asked before it is sent again; false: it is not. */
  readonly beforeRepeat?: () => Promise<boolean>;
  /** Larger answers are refused. */
  readonly maxBytes?: number;
  /** Statuses beside 2xx that are an answer, not an error. */
  readonly expect?: (status: number, contentType: string) => boolean;
  /** What to do about a status that means something special here. */
  readonly hints?: Readonly<Record<number, string>>;
  /** What to do when it may have arrived but no answer came. */
  readonly noAnswerHint?: string;
}

/** The answer to a request that succeeded, or that `expect` takes. */
export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly facts: RequestFacts;
}
