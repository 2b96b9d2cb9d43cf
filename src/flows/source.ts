/** A file of flows as it lies in the workspace. */
export interface FlowFile {
  /** Relative to the workspace, with "/" on every system. */
  readonly path: string;
  /** Decoded UTF-8, a byte order mark kept as its first character. */
  readonly text: string;
}

/** One YAML document of a file: what becomes one flow. */
export interface FlowDocument {
  readonly file: FlowFile;
  /** 0-based position among the documents of its file. */
  readonly index: number;
  /** How many documents the file has. */
  readonly count: number;
  /** Offset of `source` in `file.text`. */
  readonly start: number;
  /**
   * Exactly what is stored on deploy: the whole text of a file with one document, else the lines between its
   * markers.
   */
  readonly source: string;
  /** More than can be checked: it is not parsed. */
  readonly tooLarge?: true;
}

/** Offsets in a document's `source`. */
export type { Span } from '../yaml/span.js';

/**
 * A place in a file for people and GitHub: 1-based lines and columns (UTF-16 units, a byte order mark not
 * counted), end exclusive.
 */
export interface SourceRange {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}
