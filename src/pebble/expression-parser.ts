import { type PebbleName, type PebbleReference, ReferenceList } from './reference-list.js';
import type { TokenCursor } from './token-cursor.js';

/** Something that an expression calls by name. */
export interface PebbleUse {
  readonly kind: 'filter' | 'function' | 'test';
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** In the order in which they are written. */
  readonly args: readonly PebbleArgument[];
}

/** An argument of a call: its name, if it has one, and where its value stands. */
export interface PebbleArgument {
  readonly name?: string;
  readonly start: number;
  readonly end: number;
}

const RESERVED = new Set(['true', 'false', 'null', 'none']);
const UNARY = new Set(['not', '+', '-']);
const CONSTANTS = new Set(['true', 'TRUE', 'false', 'FALSE', 'none', 'NONE', 'null', 'NULL']);

/** Reads expressions, and keeps what they call and name. */
export class ExpressionParser {
  readonly #cursor: TokenCursor;
  readonly #uses: PebbleUse[] = [];
  readonly #references = new ReferenceList();

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
  }

  get uses(): readonly PebbleUse[] {
    return this.#uses;
  }

  /** Without those to what the template itself sets. */
  get references(): readonly PebbleReference[] {
    return this.#references.all;
  }

  expression(): void {
    const first = this.#references.length;
    this.#operand();
    while (this.#cursor.current.kind === 'operator' && this.#cursor.current.value !== 'not') {
      const { value } = this.#cursor.current;
      this.#cursor.advance();
      const { value: name } = this.#cursor.current;
      if (value === '??' || value === '???' || (value === '|' && name === 'default')) {
        this.#references.handle(first, 'handled');
      }
      if (value === '|') this.call('filter');
      else if (value === 'is' || value === 'is not') {
        this.#references.handle(first, 'tested');
        this.call('test');
      } else this.#operand();
    }
    if (!this.#cursor.is('punctuation', '?')) return;
    this.#cursor.advance();
    this.expression();
    this.#cursor.expect('punctuation', ':');
    this.expression();
  }

  #operand(): void {
    while (this.#cursor.current.kind === 'operator' && UNARY.has(this.#cursor.current.value)) this.#cursor.advance();
    const token = this.#cursor.current;
    if (this.#cursor.is('punctuation', '(')) {
      this.#cursor.advance();
      this.expression();
      this.#cursor.expect('punctuation', ')');
      return this.#postfix(false);
    }
    if (this.#cursor.is('punctuation', '[')) return this.#elements(']', () => this.expression());
    if (this.#cursor.is('punctuation', '{')) {
      return this.#elements('}', () => {
        this.expression();
        this.#cursor.expect('punctuation', ':');
        this.expression();
      });
    }
    let path: PebbleName[] | undefined;
    if (token.kind === 'string' || token.kind === 'interpolation-start') this.#string();
    else if (token.kind === 'name' || token.kind === 'number') {
      this.#cursor.advance();
      if (token.kind === 'name' && !this.#cursor.is('punctuation', '(')) path = this.#references.add(token);
    } else throw this.#cursor.unexpected();
    this.#postfix(token.kind === 'name' && !CONSTANTS.has(token.value), path);
  }

  /** Text with interpolations; two strings in a row are none. */
  #string(): void {
    for (let previous = ''; ;) {
      const { kind } = this.#cursor.current;
      if (kind === 'string' && previous !== 'string') this.#cursor.advance();
      else if (kind === 'interpolation-start') {
        this.#cursor.advance();
        this.expression();
        this.#cursor.expect('interpolation-end');
      } else return;
      previous = kind;
    }
  }

  #elements(close: string, element: () => void): void {
    this.#cursor.advance();
    if (this.#cursor.is('punctuation', close)) {
      this.#cursor.advance();
      return;
    }
    for (;;) {
      element();
      if (this.#cursor.is('punctuation', close)) break;
      this.#cursor.expect('punctuation', ',');
    }
    this.#cursor.advance();
  }

  /** @param path gets the names behind a variable, as far as they are constant */
  #postfix(callable: boolean, path?: PebbleName[]): void {
    let constant = path;
    for (let mayCall = callable; ; mayCall = false) {
      if (this.#cursor.is('punctuation', '.')) {
        this.#cursor.advance();
        const { value, start, end } = this.#cursor.current;
        this.#cursor.expect('name');
        if (this.#cursor.is('punctuation', '(')) {
          constant = undefined;
          this.#arguments(false);
        } else constant?.push({ name: value, start, end });
      } else if (this.#cursor.is('punctuation', '[')) {
        this.#cursor.advance();
        const name = constantIn(this.#cursor);
        this.expression();
        if (name === undefined) constant = undefined;
        else constant?.push(name);
        this.#cursor.expect('punctuation', ']');
      } else if (this.#cursor.is('punctuation', '(')) {
        if (!mayCall) throw this.#cursor.unexpected();
        this.#cursor.back();
        this.call('function');
      } else return;
    }
  }

  /** A filter, function or test with its arguments, if any. */
  call(kind: PebbleUse['kind']): void {
    const { value: name, start, end } = this.#cursor.current;
    this.#cursor.expect('name');
    const index = this.#uses.length;
    const args = this.#cursor.is('punctuation', '(') ? this.#arguments(true) : [];
    this.#uses.splice(index, 0, { kind, name, start, end, args });
  }

  #arguments(mayName: boolean): readonly PebbleArgument[] {
    const args: PebbleArgument[] = [];
    this.#cursor.expect('punctuation', '(');
    for (let first = true; !this.#cursor.is('punctuation', ')'); first = false) {
      if (!first) this.#cursor.expect('punctuation', ',');
      const next = this.#cursor.next;
      let named: { readonly name?: string } = {};
      if (next?.kind === 'punctuation' && next.value === '=') {
        if (!mayName) throw this.#cursor.unexpected();
        named = { name: this.#name() };
        this.#cursor.advance();
      } else if (args.at(-1)?.name !== undefined) throw this.#cursor.unexpected();
      const { start } = this.#cursor.current;
      this.expression();
      args.push({ ...named, start, end: this.#cursor.previous.end });
    }
    this.#cursor.advance();
    return args;
  }

  /** A name that the template itself sets. */
  newName(): void {
    this.#references.own(this.#name());
  }

  #name(): string {
    const { value } = this.#cursor.current;
    if (RESERVED.has(value)) throw this.#cursor.unexpected();
    this.#cursor.expect('name');
    return value;
  }

  parameters(): void {
    this.#cursor.expect('punctuation', '(');
    for (let first = true; !this.#cursor.is('punctuation', ')'); first = false) {
      if (!first) this.#cursor.expect('punctuation', ',');
      this.newName();
      if (this.#cursor.is('punctuation', '=')) {
        this.#cursor.advance();
        this.expression();
      }
    }
    this.#cursor.advance();
  }
}

/** The text or the number that stands alone between the brackets that the cursor is in. */
function constantIn({ current, next }: TokenCursor): PebbleName | undefined {
  if (next?.kind !== 'punctuation' || next.value !== ']') return undefined;
  const { kind, value, start, end } = current;
  if (kind === 'number') return { name: value, start, end };
  const isPlain = kind === 'string' && !value.includes('\\');
  if (!isPlain) return undefined;
  const quoted = value.startsWith("'") || value.startsWith('"');
  return quoted ? { name: value.slice(1, -1), start: start + 1, end: end - 1 } : { name: value, start, end };
}
