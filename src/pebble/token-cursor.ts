import { PebbleError, type PebbleToken } from './lexer.js';

/** The tokens of a template, read one after the other. */
export class TokenCursor {
  readonly #tokens: readonly PebbleToken[];
  #at = 0;
  /** Of the expression or tag that is being read. */
  #start = 0;

  constructor(tokens: readonly PebbleToken[]) {
    this.#tokens = tokens;
  }

  get current(): PebbleToken {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]!;
  }

  is(kind: PebbleToken['kind'], value: string): boolean {
    const token = this.current;
    return token.kind === kind && token.value === value;
  }

  expect(kind: PebbleToken['kind'], value?: string): void {
    const token = this.current;
    if (token.kind !== kind || (value !== undefined && token.value !== value)) throw this.unexpected();
    this.#at++;
  }

  unexpected(): PebbleError {
    const { value, kind, end } = this.current;
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

  endOfTag(opening: PebbleToken): number {
    const end = this.#tokens.find(({ start, kind }) => start > opening.start && kind === 'tag-end');
    return end?.end ?? opening.end;
  }

  get next(): PebbleToken | undefined {
    return this.#tokens[this.#at + 1];
  }

  get previous(): PebbleToken {
    return this.#tokens[this.#at - 1]!;
  }

  advance(): void {
    this.#at++;
  }

  back(): void {
    this.#at--;
  }

  /** An expression or a tag begins here: what errors in it are about. */
  begin(start: number): void {
    this.#start = start;
  }
}
