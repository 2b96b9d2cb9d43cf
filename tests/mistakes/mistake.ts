/** One place of the sources, and what stands there by mistake. */
export interface Edit {
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly from: string;
  readonly to: string;
}

/** Something wrong that a user would notice, and the tests that notice it first. */
export interface Mistake extends Edit {
  /** What the actions do then. */
  readonly what: string;
  /** Where two places hold the same promise: both are wrong. */
  readonly and?: Edit;
  /** Test files, each of which finds it. */
  readonly foundBy: readonly string[];
  /** A part of the names of the tests that find it, where running all of the files would take long. */
  readonly named?: string;
}
