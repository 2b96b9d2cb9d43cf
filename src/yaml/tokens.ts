import type { YamlMark } from './problem.js';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export type Token = Punctuation | ScalarToken | NameToken | TagToken | DirectiveToken;

interface Marked {
  readonly start: YamlMark;
  readonly end: YamlMark;
}

/** What says something by being there. */
export interface Punctuation extends Marked {
  readonly kind:
    | 'stream-end'
    | 'document-start'
    | 'document-end'
    | 'block-sequence-start'
    | 'block-mapping-start'
    | 'block-end'
    | 'flow-sequence-start'
    | 'flow-sequence-end'
    | 'flow-mapping-start'
    | 'flow-mapping-end'
    | 'flow-entry'
    | 'block-entry'
    | 'key'
    | 'value';
}

export interface ScalarToken extends Marked {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: ScalarStyle;
}

/** `&name` or `*name`. */
export interface NameToken extends Marked {
  readonly kind: 'anchor' | 'alias';
  readonly name: string;
}

/** `!handle!suffix`; a verbatim tag, `!<…>`, has no handle. */
export interface TagToken extends Marked {
  readonly kind: 'tag';
  readonly handle: string | undefined;
  readonly suffix: string;
}

export interface DirectiveToken extends Marked {
  readonly kind: 'directive';
  readonly name: string;
  /** Major and minor number. */
  readonly version?: readonly [number, number];
  /** Handle and prefix. */
  readonly tag?: readonly [string, string];
}

export type TokenKind = Token['kind'];

/** How SnakeYAML's messages name a token. */
export const TOKEN_NAMES: Readonly<Record<TokenKind, string>> = {
  'stream-end': '<stream end>',
  'document-start': '<document start>',
  'document-end': '<document end>',
  'block-sequence-start': '<block sequence start>',
  'block-mapping-start': '<block mapping start>',
  'block-end': '<block end>',
  'flow-sequence-start': '[',
  'flow-sequence-end': ']',
  'flow-mapping-start': '{',
  'flow-mapping-end': '}',
  'flow-entry': ',',
  'block-entry': '-',
  key: '?',
  value: ':',
  alias: '<alias>',
  anchor: '<anchor>',
  tag: '<tag>',
  scalar: '<scalar>',
  directive: '<directive>',
};
