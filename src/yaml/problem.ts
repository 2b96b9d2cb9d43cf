/** A place as SnakeYAML counts it, except for the offset. */
export interface YamlMark {
  /** UTF-16 units from the start of the text. */
  readonly offset: number;
  /** 0-based. Besides LF and CR LF, a lone CR, U+0085, U+2028 and U+2029 end a line. */
  readonly line: number;
  /** 0-based, in code points. */
  readonly column: number;
}

/**
 * reader: a character that YAML does not allow. scanner, parser: no YAML 1.1. structure: a key that is no
 * scalar. value: a scalar whose tag does not fit. depth, size, tokens: a limit.
 */
export type YamlProblemKind = 'reader' | 'scanner' | 'parser' | 'structure' | 'value' | 'depth' | 'size' | 'tokens';

/** Why a text cannot be read, in the words of the parsers below Kestra: SnakeYAML and Jackson. */
export interface YamlProblem {
  readonly kind: YamlProblemKind;
  readonly problem: string;
  readonly mark: YamlMark;
  /** What was being read, and where it began. */
  readonly context?: string;
  readonly contextMark?: YamlMark;
  /** The end of the last thing that was read as a whole, which Jackson gives as its own place. */
  readonly last: YamlMark;
}

/** Ends the reading; caught where the reading begins. */
export class YamlReadError extends Error {
  constructor(
    readonly kind: YamlProblemKind,
    readonly problem: string,
    readonly mark: YamlMark,
    readonly context?: string,
    readonly contextMark?: YamlMark,
  ) {
    super(problem);
    this.name = 'YamlReadError';
  }
}
