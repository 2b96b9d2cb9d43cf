import { Composer, isAlias, isMap, isScalar, isSeq, type Node, type Pair, Parser, type Scalar } from 'yaml';
import type { YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import { readPlainScalar, readTaggedScalar } from './scalars.js';
import type { FlowDocument, Span } from './source.js';
import { invalidStructure, SourceLimitError, toSyntaxProblem } from './syntax-problem.js';
import type { FlowNode, MappingEntry, MappingNode, ParsedFlow, ScalarNode, SyntaxProblem } from './tree.js';

/** SnakeYAML's limit for one document. */
const MAX_CODE_POINTS = 3_145_728;
/** Jackson's limit of nesting. */
const MAX_DEPTH = 1000;
/** What SnakeYAML lets through its reader; the byte order mark is among them. */
const FORBIDDEN = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Reads a document into the tree that Kestra's parser sees, or says why it cannot be read. */
export function parseFlow(document: FlowDocument): ParsedFlow {
  const { source } = document;
  const early = refuseEarly(source);
  if (early !== undefined) return { ok: false, document, problem: early };
  try {
    const composed = compose(source, joinQuotedLines);
    if (composed === undefined) return { ok: false, document, problem: emptyDocument() };
    const error = composed.errors.find((found) => !isAccepted(found, source));
    if (error?.code === 'RESOURCE_EXHAUSTION') return { ok: false, document, problem: tooDeep({ start: 0, end: 0 }) };
    if (error !== undefined) return { ok: false, document, problem: toSyntaxProblem(error, source) };
    const root = composed.contents === null ? undefined : new TreeBuilder(source).node(composed.contents, 0);
    if (root === undefined || isNothing(root)) return { ok: false, document, problem: emptyDocument() };
    return { ok: true, document, root };
  } catch (error) {
    if (error instanceof SourceLimitError) return { ok: false, document, problem: error.problem };
    if (error instanceof RangeError) return { ok: false, document, problem: tooDeep({ start: 0, end: 0 }) };
    throw error;
  }
}

/** The first document; Kestra ignores what follows it. */
function compose(source: string, mend: (source: string, error: YAMLError) => string | undefined) {
  for (let tries = 0, text = source; ; tries++) {
    const composed = composeOnce(text);
    const broken = composed?.errors.find((error) => error.message.startsWith('Missing closing'));
    const mended = broken === undefined || tries === 20 ? undefined : mend(text, broken);
    if (mended === undefined) return composed;
    text = mended;
  }
}

/**
 * SnakeYAML lets quoted text go on at any indentation, the library does not: the lines of such a text are joined, every offset kept.
 */
function joinQuotedLines(source: string, error: YAMLError): string | undefined {
  const quote = error.message.includes('"') ? '"' : "'";
  const open = source.lastIndexOf(quote, Math.max(error.pos[0] - 1, 0));
  const pattern = quote === '"' ? /"(?:[^"\\]|\\[^])*"/y : /'(?:[^']|'')*'/y;
  for (const start of [error.pos[0], open]) {
    pattern.lastIndex = Math.max(start, 0);
    const found = pattern.exec(source)?.[0];
    if (found === undefined || !found.includes('\n')) continue;
    return (
      source.slice(0, start) +
      found.replace(/\r?\n/g, (end) => ' '.repeat(end.length)) +
      source.slice(start + found.length)
    );
  }
  return undefined;
}

function composeOnce(source: string) {
  const composer = new Composer({
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
  });
  const tokens = new Parser().parse(source);
  const first = composer.compose(tokens, true, source.length).next();
  return first.done ? undefined : first.value;
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

/** Where the library is stricter than SnakeYAML. */
function isAccepted(error: YAMLError, source: string): boolean {
  const { code, message, pos } = error;
  if (code === 'MISSING_CHAR' && message.startsWith('Comments must be separated')) return true;
  if (code === 'BAD_INDENT' && message.includes('must be more indented')) return true;
  if (code === 'TAB_AS_INDENT') return /^[ \t]*(#|$)/.test(lineAt(source, pos[0]));
  return (
    code === 'MULTIPLE_DOCS' ||
    code === 'TAG_RESOLVE_FAILED' ||
    code === 'DUPLICATE_KEY' ||
    code === 'BAD_COLLECTION_TYPE'
  );
}

function lineAt(source: string, offset: number): string {
  const end = source.indexOf('\n', offset);
  return source.slice(source.lastIndexOf('\n', offset - 1) + 1, end === -1 ? source.length : end);
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

function tooDeep(span: Span): SyntaxProblem {
  return { kind: 'limit', message: `The document is nested deeper than Kestra reads (${MAX_DEPTH} levels).`, span };
}

function isNothing(root: FlowNode): boolean {
  return root.kind === 'scalar' && root.style === 'absent';
}

class TreeBuilder {
  constructor(private readonly source: string) {}

  node(node: Node, depth: number): FlowNode {
    if (depth > MAX_DEPTH) throw new SourceLimitError(tooDeep(spanOf(node)));
    if (isAlias(node))
      return { kind: 'scalar', span: spanOf(node), value: node.source, text: node.source, style: 'alias' };
    if (isMap(node)) return this.#mapping(node, depth);
    if (isSeq(node)) return this.#sequence(node, depth);
    return this.#scalar(node as Scalar);
  }

  #mapping(map: YAMLMap, depth: number): MappingNode {
    const entries = (map.items as Pair<Node, Node | null>[]).map((pair): MappingEntry => {
      const key = this.#key(pair.key);
      const value = pair.value === null ? absentAt(key.span.end) : this.node(pair.value, depth + 1);
      return { key: key.text, keySpan: key.span, value };
    });
    return { kind: 'mapping', span: spanOf(map), style: map.flow ? 'flow' : 'block', entries, ...anchorOf(map) };
  }

  #sequence(seq: YAMLSeq, depth: number): FlowNode {
    const items = (seq.items as Node[]).map((item) => {
      // `- a: b, c` in flow style makes pairs of one entry.
      if ('key' in item && 'value' in item) return this.#singlePair(item as unknown as Pair<Node, Node | null>, depth);
      return this.node(item, depth + 1);
    });
    return { kind: 'sequence', span: spanOf(seq), style: seq.flow ? 'flow' : 'block', items, ...anchorOf(seq) };
  }

  #singlePair(pair: Pair<Node, Node | null>, depth: number): MappingNode {
    const key = this.#key(pair.key);
    const value = pair.value === null ? absentAt(key.span.end) : this.node(pair.value, depth + 1);
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
