import { PebbleError, type PebbleToken, tokenizePebble } from './pebble-lexer.js';

/** Something that an expression calls by name. */
export interface PebbleUse {
  readonly kind: 'filter' | 'function' | 'test';
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Names of its named arguments. */
  readonly named: readonly string[];
}

/** What a template turned out to be. */
export interface PebbleReading {
  /** In the order of the text; complete up to the error. */
  readonly uses: readonly PebbleUse[];
  /** Variables by the first part of their name, without those that the text itself sets. */
  readonly variables: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  readonly error?: PebbleError;
}

/** Reads a text as Kestra would parse it when it renders it. */
export function readPebble(text: string): PebbleReading {
  const parser = new Parser(hideRaw(text));
  try {
    parser.template();
    return { uses: parser.known(), variables: parser.variables() };
  } catch (error) {
    if (error instanceof PebbleError) return { uses: parser.known(), variables: parser.variables(), error };
    // A tower of brackets that no person writes: not judged.
    if (error instanceof RangeError) return { uses: [], variables: [] };
    throw error;
  }
}

/** Kestra takes raw blocks out before it parses; between the two tags there is no line end. */
function hideRaw(text: string): string {
  if (!text.includes('endraw')) return text;
  const closing = /\{%-*\s*endraw\s*-*%\}/g;
  const lineEnd = /[\n\r\x85\u2028\u2029]/g;
  let hidden = '';
  let done = 0;
  let close: RegExpExecArray | null | undefined;
  let line = -1;
  for (const open of text.matchAll(/\{%-*\s*raw\s*-*%\}/g)) {
    const inside = open.index + open[0].length;
    if (open.index < done) continue;
    // Both are looked for once only, however many blocks are opened.
    if (close === undefined || (close !== null && close.index < inside)) {
      closing.lastIndex = inside;
      close = closing.exec(text);
    }
    if (close === null) break;
    if (line < inside) {
      lineEnd.lastIndex = inside;
      line = lineEnd.exec(text)?.index ?? text.length;
    }
    if (line < close.index) continue;
    hidden += text.slice(done, open.index);
    done = close.index + close[0].length;
    hidden += 'x'.repeat(done - open.index);
  }
  return hidden + text.slice(done);
}

/** Tags that have an end, with the tags that may stand between. */
const BLOCKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['elseif', 'else']],
  ['for', ['else']],
  ['block', []],
  ['filter', []],
  ['macro', []],
]);

const RESERVED = new Set(['true', 'false', 'null', 'none']);
const UNARY = new Set(['not', '+', '-']);
const CONSTANTS = new Set(['true', 'TRUE', 'false', 'FALSE', 'none', 'NONE', 'null', 'NULL']);

class Parser {
  readonly #text: string;
  readonly #uses: PebbleUse[] = [];
  readonly #macros = new Set<string>();
  readonly #variables: PebbleToken[] = [];
  readonly #own = new Set<string>();
  #tokens: readonly PebbleToken[] = [];
  #at = 0;
  /** Of the expression or tag that is being read. */
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Macros are called like functions, and may be defined below their use. */
  known(): readonly PebbleUse[] {
    return this.#uses.filter(({ kind, name }) => kind !== 'function' || !this.#macros.has(name));
  }

  variables(): PebbleReading['variables'] {
    return this.#variables
      .filter(({ value }) => !this.#own.has(value))
      .map(({ value, start, end }) => ({ name: value, start, end }));
  }

  template(): void {
    this.#tokens = tokenizePebble(this.#text);
    this.#body(undefined);
  }

  /** Up to a tag that ends the block or stands between its parts, or to the end of the text. Returns that tag's name. */
  #body(
    block: { readonly tag: string; readonly until: readonly string[]; readonly opening: PebbleToken } | undefined,
  ): string {
    for (;;) {
      const token = this.#current();
      switch (token.kind) {
        case 'end':
          if (block === undefined) return '';
          throw new PebbleError('unclosed-block', block.tag, block.opening.start, this.#endOfTag(block.opening));
        case 'print-start':
          this.#begin(token);
          this.#expression();
          this.#expect('print-end');
          break;
        case 'tag-start': {
          this.#begin(token);
          const name = this.#current();
          if (name.kind !== 'name') throw this.#unexpected();
          if (block?.until.includes(name.value)) return name.value;
          this.#tag(name, token);
          break;
        }
        default:
          this.#at++;
      }
    }
  }

  #begin(token: PebbleToken): void {
    this.#start = token.start;
    this.#at++;
    const { kind, end } = this.#current();
    if (kind === 'print-end') throw new PebbleError('empty', '{{', token.start, end);
    if (kind === 'tag-end') throw new PebbleError('empty', '{%', token.start, end);
  }

  #tag({ value: tag }: PebbleToken, opening: PebbleToken): void {
    const between = BLOCKS.get(tag);
    if (between === undefined && tag !== 'set') {
      throw new PebbleError('unknown-tag', tag, opening.start, this.#endOfTag(opening));
    }
    this.#at++;
    this.#head(tag);
    if (between === undefined) return this.#expect('tag-end');
    let until = [...between, `end${tag}`];
    for (;;) {
      this.#expect('tag-end');
      const found = this.#body({ tag, until, opening });
      this.#at++;
      if (found === `end${tag}`) break;
      if (found === 'elseif') this.#expression();
      else until = [`end${tag}`];
    }
    // The name of a block may be repeated at its end.
    if (tag === 'block' && this.#current().kind !== 'tag-end') this.#at++;
    this.#expect('tag-end');
  }

  #head(tag: string): void {
    switch (tag) {
      case 'if':
        return this.#expression();
      case 'for':
        this.#newName();
        this.#expect('name', 'in');
        return this.#expression();
      case 'set':
        this.#newName();
        this.#expect('punctuation', '=');
        return this.#expression();
      case 'filter':
        this.#call('filter');
        while (this.#is('operator', '|')) {
          this.#at++;
          this.#call('filter');
        }
        return;
      case 'macro':
        this.#macros.add(this.#current().value);
        this.#expect('name');
        this.#parameters();
        return;
      default:
        if (this.#current().kind !== 'string') return this.#expect('name');
        this.#at++;
    }
  }

  #parameters(): void {
    this.#expect('punctuation', '(');
    for (let first = true; !this.#is('punctuation', ')'); first = false) {
      if (!first) this.#expect('punctuation', ',');
      this.#newName();
      if (this.#is('punctuation', '=')) {
        this.#at++;
        this.#expression();
      }
    }
    this.#at++;
  }

  #expression(): void {
    this.#operand();
    while (this.#current().kind === 'operator' && this.#current().value !== 'not') {
      const { value } = this.#current();
      this.#at++;
      if (value === '|') this.#call('filter');
      else if (value === 'is' || value === 'is not') this.#call('test');
      else this.#operand();
    }
    if (!this.#is('punctuation', '?')) return;
    this.#at++;
    this.#expression();
    this.#expect('punctuation', ':');
    this.#expression();
  }

  #operand(): void {
    while (this.#current().kind === 'operator' && UNARY.has(this.#current().value)) this.#at++;
    const token = this.#current();
    if (this.#is('punctuation', '(')) {
      this.#at++;
      this.#expression();
      this.#expect('punctuation', ')');
      return this.#postfix(false);
    }
    if (this.#is('punctuation', '[')) return this.#elements(']', () => this.#expression());
    if (this.#is('punctuation', '{')) {
      return this.#elements('}', () => {
        this.#expression();
        this.#expect('punctuation', ':');
        this.#expression();
      });
    }
    if (token.kind === 'string' || token.kind === 'interpolation-start') this.#string();
    else if (token.kind === 'name' || token.kind === 'number') {
      this.#at++;
      if (token.kind === 'name' && !this.#is('punctuation', '(')) this.#variables.push(token);
    } else throw this.#unexpected();
    this.#postfix(token.kind === 'name' && !CONSTANTS.has(token.value));
  }

  /** Text with interpolations; two strings in a row are none. */
  #string(): void {
    for (let previous = ''; ;) {
      const { kind } = this.#current();
      if (kind === 'string' && previous !== 'string') this.#at++;
      else if (kind === 'interpolation-start') {
        this.#at++;
        this.#expression();
        this.#expect('interpolation-end');
      } else return;
      previous = kind;
    }
  }

  #elements(close: string, element: () => void): void {
    this.#at++;
    if (this.#is('punctuation', close)) {
      this.#at++;
      return;
    }
    for (;;) {
      element();
      if (this.#is('punctuation', close)) break;
      this.#expect('punctuation', ',');
    }
    this.#at++;
  }

  #postfix(callable: boolean): void {
    for (let mayCall = callable; ; mayCall = false) {
      if (this.#is('punctuation', '.')) {
        this.#at++;
        this.#expect('name');
        if (this.#is('punctuation', '(')) this.#arguments(false);
      } else if (this.#is('punctuation', '[')) {
        this.#at++;
        this.#expression();
        this.#expect('punctuation', ']');
      } else if (this.#is('punctuation', '(')) {
        if (!mayCall) throw this.#unexpected();
        this.#at--;
        this.#call('function');
      } else return;
    }
  }

  /** A filter, function or test with its arguments, if any. */
  #call(kind: PebbleUse['kind']): void {
    const { value: name, start, end } = this.#current();
    this.#expect('name');
    const index = this.#uses.length;
    const named = this.#is('punctuation', '(') ? this.#arguments(true) : [];
    this.#uses.splice(index, 0, { kind, name, start, end, named });
  }

  #arguments(mayName: boolean): readonly string[] {
    const named: string[] = [];
    this.#expect('punctuation', '(');
    for (let first = true; !this.#is('punctuation', ')'); first = false) {
      if (!first) this.#expect('punctuation', ',');
      const next = this.#tokens[this.#at + 1];
      if (next?.kind === 'punctuation' && next.value === '=') {
        if (!mayName) throw this.#unexpected();
        named.push(this.#newName());
        this.#at++;
      } else if (named.length > 0) throw this.#unexpected();
      this.#expression();
    }
    this.#at++;
    return named;
  }

  #newName(): string {
    const { value } = this.#current();
    if (RESERVED.has(value)) throw this.#unexpected();
    this.#expect('name');
    this.#own.add(value);
    return value;
  }

  #current(): PebbleToken {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]!;
  }

  #is(kind: PebbleToken['kind'], value: string): boolean {
    const token = this.#current();
    return token.kind === kind && token.value === value;
  }

  #expect(kind: PebbleToken['kind'], value?: string): void {
    const token = this.#current();
    if (token.kind !== kind || (value !== undefined && token.value !== value)) throw this.#unexpected();
    this.#at++;
  }

  #unexpected(): PebbleError {
    const { value, kind, end } = this.#current();
    const opening = this.#tokens.findLast(({ start, kind }) => start <= this.#start && kind.endsWith('-start'));
    const close = opening?.kind === 'tag-start' ? '%}' : '}}';
    if (kind === 'end') {
      const tag = close === '%}';
      return new PebbleError(tag ? 'unclosed-tag' : 'unclosed-print', tag ? '{%' : '{{', this.#start, this.#start + 2);
    }
    return new PebbleError('unexpected', value.trim(), this.#start, this.#endOfExpression(end));
  }

  /** The end of the expression that is being read, so that the whole of it is marked. */
  #endOfExpression(least: number): number {
    const token = this.#tokens.slice(this.#at).find(({ kind }) => kind === 'print-end' || kind === 'tag-end');
    return token?.end ?? least;
  }

  #endOfTag(opening: PebbleToken): number {
    const end = this.#tokens.find(({ start, kind }) => start > opening.start && kind === 'tag-end');
    return end?.end ?? opening.end;
  }
}
