import { ExpressionParser, type PebbleUse } from './expression-parser.js';
import { PebbleError, type PebbleToken, tokenizePebble } from './lexer.js';
import { hideRawBlocks } from './raw-blocks.js';
import type { PebbleReference } from './reference-list.js';
import { TokenCursor } from './token-cursor.js';

export type { PebbleArgument, PebbleUse } from './expression-parser.js';
export type { PebbleName, PebbleReference } from './reference-list.js';

/** What a template turned out to be. */
export interface PebbleReading {
  /** In the order of the text; complete up to the error. */
  readonly uses: readonly PebbleUse[];
  /** Variables and the names behind them, without those that the text itself sets. */
  readonly references: readonly PebbleReference[];
  readonly error?: PebbleError;
}

/** Reads a text as Kestra would parse it when it renders it. */
export function readPebble(text: string): PebbleReading {
  let parser: TemplateParser | undefined;
  try {
    parser = new TemplateParser(hideRawBlocks(text));
    parser.template();
    return parser.reading();
  } catch (error) {
    if (error instanceof PebbleError) return { ...(parser?.reading() ?? NOTHING), error };
    // A tower of brackets that no person writes: not judged.
    if (error instanceof RangeError) return NOTHING;
    throw error;
  }
}

const NOTHING: PebbleReading = { uses: [], references: [] };

/** Tags that have an end, with the tags that may stand between. */
const BLOCKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['elseif', 'else']],
  ['for', ['else']],
  ['block', []],
  ['filter', []],
  ['macro', []],
]);

class TemplateParser {
  readonly #cursor: TokenCursor;
  readonly #expressions: ExpressionParser;
  readonly #macros = new Set<string>();

  /** @throws PebbleError when the text cannot be split into tokens */
  constructor(text: string) {
    this.#cursor = new TokenCursor(tokenizePebble(text));
    this.#expressions = new ExpressionParser(this.#cursor);
  }

  /** Macros are called like functions, and may be defined below their use. */
  reading(): PebbleReading {
    const { uses, references } = this.#expressions;
    return { uses: uses.filter(({ kind, name }) => kind !== 'function' || !this.#macros.has(name)), references };
  }

  template(): void {
    this.#body(undefined);
  }

  /**
   * Up to a tag that ends the block or stands between its parts, or to the end of the text. Returns that
   * tag's name.
   */
  #body(
    block: { readonly tag: string; readonly until: readonly string[]; readonly opening: PebbleToken } | undefined,
  ): string {
    for (;;) {
      const token = this.#cursor.current;
      switch (token.kind) {
        case 'end':
          if (block === undefined) return '';
          throw new PebbleError('unclosed-block', block.tag, block.opening.start, this.#cursor.endOfTag(block.opening));
        case 'print-start':
          this.#begin(token);
          this.#expressions.expression();
          this.#cursor.expect('print-end');
          break;
        case 'tag-start': {
          this.#begin(token);
          const name = this.#cursor.current;
          if (name.kind !== 'name') throw this.#cursor.unexpected();
          if (block?.until.includes(name.value)) return name.value;
          this.#tag(name, token);
          break;
        }
        default:
          this.#cursor.advance();
      }
    }
  }

  #begin(token: PebbleToken): void {
    this.#cursor.begin(token.start);
    this.#cursor.advance();
    const { kind, end } = this.#cursor.current;
    if (kind === 'print-end') throw new PebbleError('empty', '{{', token.start, end);
    if (kind === 'tag-end') throw new PebbleError('empty', '{%', token.start, end);
  }

  #tag({ value: tag }: PebbleToken, opening: PebbleToken): void {
    const between = BLOCKS.get(tag);
    if (between === undefined && tag !== 'set') {
      throw new PebbleError('unknown-tag', tag, opening.start, this.#cursor.endOfTag(opening));
    }
    this.#cursor.advance();
    this.#head(tag);
    if (between === undefined) return this.#cursor.expect('tag-end');
    let until = [...between, `end${tag}`];
    for (;;) {
      this.#cursor.expect('tag-end');
      const found = this.#body({ tag, until, opening });
      this.#cursor.advance();
      if (found === `end${tag}`) break;
      if (found === 'elseif') this.#expressions.expression();
      else until = [`end${tag}`];
    }
    // The name of a block may be repeated at its end.
    if (tag === 'block' && this.#cursor.current.kind !== 'tag-end') this.#cursor.advance();
    this.#cursor.expect('tag-end');
  }

  #head(tag: string): void {
    switch (tag) {
      case 'if':
        return this.#expressions.expression();
      case 'for':
        this.#expressions.newName();
        this.#cursor.expect('name', 'in');
        return this.#expressions.expression();
      case 'set':
        this.#expressions.newName();
        this.#cursor.expect('punctuation', '=');
        return this.#expressions.expression();
      case 'filter':
        this.#expressions.call('filter');
        while (this.#cursor.is('operator', '|')) {
          this.#cursor.advance();
          this.#expressions.call('filter');
        }
        return;
      case 'macro':
        this.#macros.add(this.#cursor.current.value);
        this.#cursor.expect('name');
        this.#expressions.parameters();
        return;
      default:
        if (this.#cursor.current.kind !== 'string') return this.#cursor.expect('name');
        this.#cursor.advance();
    }
  }
}
