import type { Answer } from './answer.js';
import type { Call } from './call.js';
import type { Line } from './line.js';

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** What Kestra answers at a method and a path. */
export interface Route {
  readonly method: string;
  /** Below the tenant: "/flows/{namespace}". */
  readonly pattern: readonly string[];
  readonly handler: Handler;
  /** The type of its answer, which `Accept` must let through. */
  readonly produces: string;
  /** The type of its body, if there is one. */
  readonly consumes: string;
  /** Whether a line has it. */
  readonly isIn: (line: Line) => boolean;
  /**
   * The content types that it names as allowed in a 415 when `Accept` leaves out what it produces; undefined:
   * a 406, as anywhere else.
   */
  readonly refusesForeignAccept: (line: Line) => readonly string[] | undefined;
}
