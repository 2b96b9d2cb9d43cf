import type { Content } from './content.js';
import type { RequestFacts } from './errors.js';
import type { Right } from './permissions.js';
import type { Repeatable } from './retry.js';

/**
 * What is asked for, by what the request reads. Kestra (1.0 to 2.0) answers 406, or 404 for the export of
 * flows, when what it would send is not among it; `application/octet-stream` alone turns its errors into 406.
 */
export const ACCEPT = { json: 'application/json', bytes: '*/*' } as const;

/** One request to Kestra, with what its errors have to say. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base address, with query. */
  readonly path: string;
  /** For messages: "read the flow a/b". */
  readonly what: string;
  /** What a 403 is about. */
  readonly needs: Right;
  readonly body?: string | Uint8Array | Content;
  readonly contentType?: string;
  /** What the answer is read as. Default: "json". */
  readonly reads?: keyof typeof ACCEPT;
  readonly repeatable?: Repeatable;
  /** Asked before it is sent again; false: it is not. */
  readonly beforeRepeat?: () => Promise<boolean>;
  /** Asked when it may have been done though it failed, also after the last attempt; true: it was. */
  readonly isDone?: () => Promise<boolean>;
  /** On a connection of its own, with at most this time: to look at a server that did not answer. */
  readonly freshWithinMs?: number;
  /** Takes the body of a success in pieces, from the start at each attempt; the answer then has no bytes. */
  readonly onBody?: (pieces: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Larger answers are refused. */
  readonly maxBytes?: number;
  /** Statuses beside 2xx that are an answer, not an error. */
  readonly expect?: (status: number, contentType: string) => boolean;
  /** What to do about a status that means something special here. */
  readonly hints?: Readonly<Record<number, string>>;
}

/** The answer to a request that succeeded, or that `expect` takes. `isDone` answers with nothing. */
export interface HttpAnswer {
  readonly status: number;
  readonly bytes: Uint8Array;
  readonly facts: RequestFacts;
}
