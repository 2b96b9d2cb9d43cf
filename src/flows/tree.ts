import type { FlowDocument, Span } from './source.js';

/** A step from a node to a child: a key of a mapping or a 0-based index of a sequence. */
export type YamlPath = readonly (string | number)[];

/**
 * A document as Kestra's parser reads it: aliases are strings, `<<` is a key, YAML 1.1 scalars, duplicate
 * keys kept.
 */
export type FlowNode = MappingNode | SequenceNode | ScalarNode;

export interface MappingNode {
  readonly kind: 'mapping';
  readonly span: Span;
  readonly style: 'block' | 'flow';
  /**
   * In the order of the document; with a duplicate key, Kestra keeps the place of the first and the value of
   * the last.
   */
  readonly entries: readonly MappingEntry[];
  readonly anchor?: string;
}

export interface MappingEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: FlowNode;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly style: 'block' | 'flow';
  readonly items: readonly FlowNode[];
  readonly anchor?: string;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly span: Span;
  /**
   * As Jackson's YAML parser types it: `yes` is true, `014` is 12, dates stay strings, integers beyond 2^53
   * are bigint.
   */
  readonly value: string | number | bigint | boolean | null;
  /**
   * True when Jackson reads a floating-point token (`1.0`), false for an integer token; absent when not a
   * number.
   */
  readonly float?: boolean;
  /** The scalar's content as text: what is between the quotes, after unescaping and folding. */
  readonly text: string;
  /**
   * "absent": nothing stands behind the key (`x:`), which Kestra reads as the empty string. "alias": `*name`,
   * which it reads as the string `name`.
   */
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'alias' | 'absent';
  readonly anchor?: string;
  /** An explicit YAML tag, e.g. "!!str". */
  readonly tag?: string;
}

/** What a document turned out to be. `root` is there exactly when it could be parsed. */
export type ParsedFlow = ParsedDocument | UnparsedDocument;

export interface ParsedDocument {
  readonly ok: true;
  readonly document: FlowDocument;
  readonly root: FlowNode;
}

export interface UnparsedDocument {
  readonly ok: false;
  readonly document: FlowDocument;
  readonly problem: SyntaxProblem;
}

/** Why a document cannot be parsed: the first error, as Kestra's parser would stop at it. */
export interface SyntaxProblem {
  readonly kind: 'syntax' | 'empty' | 'limit';
  /** For people: what is wrong. */
  readonly message: string;
  /** What Kestra 1.3 answers as `constraints`, where it is known to be this exact text. */
  readonly constraints?: string;
  readonly span: Span;
}
