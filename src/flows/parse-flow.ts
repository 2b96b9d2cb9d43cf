import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import { compose } from './compose.js';
import { readPlainScalar, readTaggedScalar } from './scalars.js';
import type { FlowDocument, Span } from './source.js';
import { invalidStructure, SourceLimitError, tooDeep, tooManyDocuments, toSyntaxProblem } from './syntax-problem.js';
import type { FlowNode, MappingEntry, MappingNode, ParsedFlow, ScalarNode, SyntaxProblem } from './tree.js';

/** SnakeYAML's limit for one document. */
const MAX_CODE_POINTS = 3_145_728;
/** What SnakeYAML lets through its reader; the byte order mark is among them. */
const FORBIDDEN = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Reads a document into the tree that Kestra's parser sees, or says why it cannot be read. */
export function parseFlow(document: FlowDocument): ParsedFlow {
  const { source } = document;
  const early = document.tooLarge ? tooManyDocuments() : refuseEarly(source);
  if (early !== undefined) return { ok: false, document, problem: early };
  try {
    const composed = compose(source);
    if (composed === undefined) return { ok: false, document, problem: emptyDocument() };
    const { contents, error } = composed;
    if (error !== undefined) return { ok: false, document, problem: toSyntaxProblem(error, source) };
    const root = contents === null ? undefined : new TreeBuilder(source).node(contents);
    if (root === undefined || isNothing(root)) return { ok: false, document, problem: emptyDocument() };
    return { ok: true, document, root };
  } catch (error) {
    if (error instanceof SourceLimitError) return { ok: false, document, problem: error.problem };
    // The stack is used up.
    if (error instanceof RangeError) return { ok: false, document, problem: tooDeep(undefined) };
    throw error;
  }
}

function refuseEarly(source: string): SyntaxProblem | undefined {
  if (source.length > MAX_CODE_POINTS && countCodePoints(source) > MAX_CODE_POINTS) {
    return {
      kind: 'limit',
      message: `The document is larger than Kestra reads: ${MAX_CODE_POINTS.toLocaleString('en')} characters.`,
      constraints: `Validation error: Illegal Flow source: YAML parsing error: The incoming YAML document exceeds the limit: ${MAX_CODE_POINTS} code points.`,
      span: { start: 0, end: 0 },
    };
  }
  const forbidden = FORBIDDEN.exec(source);
  if (forbidden !== null) {
    const code = forbidden[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return {
      kind: 'syntax',
      message: `The character U+${code} is not allowed in YAML; write it as an escape in double quotes.`,
      span: { start: forbidden.index, end: forbidden.index + forbidden[0].length },
    };
  }
  return undefined;
}

function countCodePoints(source: string): number {
  let count = 0;
  for (let index = 0; index < source.length; index++, count++) {
    if (source.charCodeAt(index) >= 0xd800 && source.charCodeAt(index) < 0xdc00) index++;
  }
  return count;
}

function emptyDocument(): SyntaxProblem {
  return {
    kind: 'empty',
    message: 'There is no flow here: the document is empty or holds only comments.',
    constraints:
      'Validation error: Illegal Flow source: YAML parsing error: No content to map due to end-of-input\n at [Source: (StringReader); line: 1, column: 1] (at line 1)',
    span: { start: 0, end: 0 },
  };
}

function isNothing(root: FlowNode): boolean {
  return root.kind === 'scalar' && root.style === 'absent';
}

class TreeBuilder {
  constructor(private readonly source: string) {}

  node(node: Node): FlowNode {
    if (isAlias(node))
      return { kind: 'scalar', span: spanOf(node), value: node.source, text: node.source, style: 'alias' };
    if (isMap(node)) return this.#mapping(node);
    if (isSeq(node)) return this.#sequence(node);
    return this.#scalar(node as Scalar);
  }

  #mapping(map: YAMLMap): MappingNode {
    const entries = (map.items as Pair<Node, Node | null>[]).map((pair): MappingEntry => {
      const key = this.#key(pair.key);
      const value = pair.value === null ? absentAt(key.span.end) : this.node(pair.value);
      return { key: key.text, keySpan: key.span, value };
    });
    return { kind: 'mapping', span: spanOf(map), style: map.flow ? 'flow' : 'block', entries, ...anchorOf(map) };
  }

  #sequence(seq: YAMLSeq): FlowNode {
    const items = (seq.items as Node[]).map((item) => {
      // `- a: b, c` in flow style makes pairs of one entry.
      if ('key' in item && 'value' in item) return this.#singlePair(item as unknown as Pair<Node, Node | null>);
      return this.node(item);
    });
    return { kind: 'sequence', span: spanOf(seq), style: seq.flow ? 'flow' : 'block', items, ...anchorOf(seq) };
  }

  #singlePair(pair: Pair<Node, Node | null>): MappingNode {
    const key = this.#key(pair.key);
    const value = pair.value === null ? absentAt(key.span.end) : this.node(pair.value);
    const span = { start: key.span.start, end: value.span.end };
    return { kind: 'mapping', span, style: 'flow', entries: [{ key: key.text, keySpan: key.span, value }] };
  }

  /** Kestra takes scalars for keys and nothing else: `{{ x }}` without quotes ends here. */
  #key(key: Node | null): ScalarNode {
    if (key === null) return absentAt(0);
    const node = isScalar(key) ? this.#scalar(key) : undefined;
    if (node === undefined) throw new SourceLimitError(invalidStructure(this.source, spanOf(key)));
    return node;
  }

  #scalar(node: Scalar): ScalarNode {
    const text = typeof node.value === 'string' ? node.value : String(node.value ?? '');
    const span = spanOf(node);
    const style = styleOf(node);
    if (style === 'plain' && text === '' && node.tag === undefined)
      return { ...absentAt(span.start), ...anchorOf(node) };
    const reading = node.tag
      ? readTaggedScalar(node.tag, text)
      : style === 'plain'
        ? readPlainScalar(text)
        : { value: text };
    if ('malformed' in reading && reading.malformed)
      throw new SourceLimitError(malformedNumber(this.source, text, span));
    const { value, float } = reading;
    const tag = node.tag === undefined ? {} : { tag: node.tag };
    return {
      kind: 'scalar',
      span,
      value,
      ...(float === undefined ? {} : { float }),
      text,
      style,
      ...anchorOf(node),
      ...tag,
    };
  }
}

function malformedNumber(source: string, text: string, span: Span): SyntaxProblem {
  const before = source.slice(0, span.end);
  const line = before.split('\n').length;
  const column = span.end - before.lastIndexOf('\n');
  return {
    kind: 'syntax',
    message: `Kestra cannot read the number ${text}; put quotes around it if it is meant as text.`,
    constraints: `Validation error: Illegal Flow source: YAML parsing error: Malformed numeric value '${text}'\n at [Source: (StringReader); line: ${line}, column: ${column}] (at line ${line})`,
    span,
  };
}

function absentAt(offset: number): ScalarNode {
  return { kind: 'scalar', span: { start: offset, end: offset }, value: '', text: '', style: 'absent' };
}

function spanOf(node: Node): Span {
  const range = node.range ?? [0, 0, 0];
  return { start: range[0], end: range[1] };
}

function anchorOf(node: { anchor?: string | undefined }): { readonly anchor?: string } {
  return node.anchor === undefined ? {} : { anchor: node.anchor };
}

function styleOf(node: Scalar): ScalarNode['style'] {
  switch (node.type) {
    case 'QUOTE_DOUBLE':
      return 'double';
    case 'QUOTE_SINGLE':
      return 'single';
    case 'BLOCK_LITERAL':
      return 'literal';
    case 'BLOCK_FOLDED':
      return 'folded';
    default:
      return 'plain';
  }
}
