import type { Span } from './span.js';
import type { ScalarStyle } from './tokens.js';

/**
 * A document as Kestra's parser reads it: aliases are strings, `<<` is a key, YAML 1.1 scalars, duplicate
 * keys kept.
 */
export type YamlNode = MappingNode | SequenceNode | ScalarNode;

export interface MappingNode {
  readonly kind: 'mapping';
  /**
   * From the first key, or what stands before it on its line as its property, to the end of the last value;
   * with the braces of flow style.
   */
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
  readonly value: YamlNode;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly span: Span;
  readonly style: 'block' | 'flow';
  readonly items: readonly YamlNode[];
  readonly anchor?: string;
}

export interface ScalarNode {
  readonly kind: 'scalar';
  /** Without anchor and tag; of a block scalar to the start of the line behind it. */
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
  readonly style: ScalarStyle | 'alias' | 'absent';
  readonly anchor?: string;
  /** An explicit YAML tag, resolved: "tag:yaml.org,2002:str" for `!!str`. */
  readonly tag?: string;
}
