import type { YamlNode } from '../yaml/nodes.js';
import type { YamlProblem } from '../yaml/problem.js';
import type { FlowDocument, Span } from './source.js';

/** A step from a node to a child: a key of a mapping or a 0-based index of a sequence. */
export type YamlPath = readonly (string | number)[];

/** A document as Kestra's parser reads it. */
export type FlowNode = YamlNode;
export type { MappingEntry, MappingNode, ScalarNode, SequenceNode } from '../yaml/nodes.js';

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

/** Why a document cannot be parsed: the first problem, as Kestra's parser would stop at it. */
export type SyntaxProblem = YamlSyntaxProblem | NoDocument | LimitProblem;

interface Problem {
  /** What Kestra 1.3 answers as `constraints` to this text. */
  readonly constraints: string;
  readonly span: Span;
}

export interface YamlSyntaxProblem extends Problem {
  readonly kind: 'syntax';
  readonly yaml: YamlProblem;
}

export interface NoDocument extends Problem {
  readonly kind: 'empty';
}

/** Kestra reads no more (characters, depth), or more cannot be checked here. */
export interface LimitProblem extends Problem {
  readonly kind: 'limit';
  /** For people: what is too much. */
  readonly message: string;
}
