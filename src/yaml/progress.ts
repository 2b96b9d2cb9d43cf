import type { ScalarNode, SequenceNode } from './nodes.js';
import { type YamlMark, YamlReadError } from './problem.js';
import { absentNode, NO_PROPERTIES, type Properties } from './scalar-nodes.js';
import { Scanner } from './scanner.js';
import type { Token, TokenKind } from './tokens.js';

/** Jackson's limit of nesting. */
const MAX_DEPTH = 1000;

/** How far the reading of a document has come. */
export class Progress {
  /** The end of the last thing that was read as a whole. */
  last: YamlMark = { offset: 0, line: 0, column: 0 };
  /** Set when the document is a list: nobody looks into it, so that it counts as read. */
  list: SequenceNode | undefined;
  readonly #scanner: Scanner;
  #depth = 0;

  constructor(text: string, maxTokens: number) {
    this.#scanner = new Scanner(text, maxTokens);
  }

  peek(): Token {
    return this.#scanner.peek();
  }

  is(kind: TokenKind): boolean {
    return this.#scanner.peek().kind === kind;
  }

  isOneOf(kinds: readonly TokenKind[]): boolean {
    return kinds.includes(this.#scanner.peek().kind);
  }

  take(): Token {
    return this.#scanner.take();
  }

  /** Nothing stands where a value could. */
  absent(mark: YamlMark, properties: Properties = NO_PROPERTIES): ScalarNode {
    this.last = mark;
    return absentNode(mark.offset, properties);
  }

  /** @throws YamlReadError when Jackson would go no deeper */
  enter(end: YamlMark): void {
    this.last = end;
    if (++this.#depth <= MAX_DEPTH) return;
    const problem = `Document nesting depth (${this.#depth}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`;
    throw new YamlReadError('depth', problem, end);
  }

  enterList(start: YamlMark, end: YamlMark, style: SequenceNode['style']): void {
    if (this.#depth === 0) {
      this.list = { kind: 'sequence', span: { start: start.offset, end: end.offset }, style, items: [] };
    }
    this.enter(end);
  }

  /** Goes over the token that ends a block collection. */
  leaveBlock(): void {
    this.#depth--;
    this.last = this.take().end;
  }

  /** Behind a bracket or brace SnakeYAML looks at the next token before it tells of the end. */
  leaveFlow(): YamlMark {
    this.#depth--;
    const { end } = this.take();
    this.peek();
    return (this.last = end);
  }

  /** A collection ends with what follows it. */
  leaveOpen(): void {
    this.#depth--;
    this.last = this.peek().end;
  }
}
