/** A piece of a template, with its offset in the text. */
export interface PebbleToken {
  readonly kind:
    | 'text'
    | 'print-start'
    | 'print-end'
    | 'tag-start'
    | 'tag-end'
    | 'name'
    | 'number'
    | 'string'
    | 'operator'
    | 'punctuation'
    | 'interpolation-start'
    | 'interpolation-end'
    | 'end';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Why Kestra cannot parse a template, and where. */
export class PebbleError extends Error {
  constructor(
    readonly kind:
      | 'unclosed-print'
      | 'unclosed-tag'
      | 'unclosed-comment'
      | 'unclosed-verbatim'
      | 'unclosed-block'
      | 'unclosed-bracket'
      | 'unclosed-quote'
      | 'empty'
      | 'unexpected'
      | 'unknown-tag',
    /** What is named in the message: a bracket, a character, a tag. */
    readonly what: string,
    readonly start: number,
    readonly end: number,
  ) {
    super(`${kind} ${what}`);
  }
}

const DELIMITER = /\{[{%#]/g;
const VERBATIM = /\s*verbatim\s*-?%\}/y;
const END_VERBATIM = /\{%-?\s*endverbatim\s*-?%\}/g;
const SPACE = /\s*/y;
const OPERATOR =
  /(?:(?:contains|is not|equals|isIn|not|and|is|or)(?![a-zA-Z0-9_])|\?\?\?|\?\?|==|!=|>=|<=|\.\.|[-+*/%|~<>])/y;
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const NUMBER = /[0-9]+(?:L|\.[0-9]+)?/y;
const PLAIN_STRING = /"[^#"\\]*(?:\\[^][^#"\\]*)*"|'[^'\\]*(?:\\[^][^'\\]*)*'/y;
const STRING_PART = /[^#"\\]*(?:(?:\\[^]|#(?!\{))[^#"\\]*)*/y;
const PAIRS: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
]);

interface Open {
  /** `(`, `[`, `{`, `"` or `#{`. */
  readonly bracket: string;
  readonly at: number;
}

/**
 * Cuts a template into tokens as Kestra's Pebble does, errors included.
 *
 * @throws {PebbleError} at the first thing that is no token, or is never closed.
 */
export function tokenizePebble(text: string): readonly PebbleToken[] {
  return new Lexer(text).run();
}

class Lexer {
  readonly #tokens: PebbleToken[] = [];
  #at = 0;

  constructor(private readonly text: string) {}

  run(): readonly PebbleToken[] {
    while (this.#at < this.text.length) {
      DELIMITER.lastIndex = this.#at;
      const delimiter = DELIMITER.exec(this.text);
      const start = delimiter?.index ?? this.text.length;
      if (start > this.#at) this.#push('text', this.#at, start);
      this.#at = start + 2;
      if (delimiter === null) break;
      // A dash right after the delimiter trims when a blank follows it.
      this.#skip(/-\s+/y);
      if (delimiter[0] === '{#') this.#comment(start);
      else if (delimiter[0] === '{{') this.#code(start, 'print');
      else if (this.#skip(VERBATIM)) this.#verbatim(start);
      else this.#code(start, 'tag');
    }
    this.#at = this.text.length;
    this.#push('end', this.#at, this.#at);
    return this.#tokens;
  }

  #comment(start: number): void {
    // As the last characters of a text, Pebble lets it pass.
    if (this.#at >= this.text.length) return;
    const end = this.text.indexOf('#}', this.#at);
    if (end === -1) throw new PebbleError('unclosed-comment', '{#', start, start + 2);
    this.#at = end + 2;
  }

  #verbatim(start: number): void {
    END_VERBATIM.lastIndex = this.#at;
    const end = END_VERBATIM.exec(this.text);
    if (end === null) throw new PebbleError('unclosed-verbatim', 'verbatim', start, this.#at);
    this.#push('text', this.#at, end.index);
    this.#at = END_VERBATIM.lastIndex;
  }

  /** What is between `{{` and `}}`, or `{%` and `%}`. */
  #code(start: number, kind: 'print' | 'tag'): void {
    this.#push(`${kind}-start`, start, start + 2);
    const close = kind === 'print' ? /\s*-?\}\}/y : /\s*-?%\}/y;
    const open: Open[] = [];
    for (;;) {
      if (open.length === 0) {
        const from = this.#at;
        if (this.#skip(close)) {
          this.#push(`${kind}-end`, from, this.#at);
          return;
        }
      }
      const inner = open.at(-1);
      if (inner?.bracket === '"') this.#insideString(open, start, kind);
      else if (inner?.bracket === '#{' && this.#skip(/\s*\}/y)) {
        open.pop();
        this.#push('interpolation-end', this.#at - 1, this.#at);
      } else this.#expression(open, start, kind);
    }
  }

  #insideString(open: Open[], start: number, kind: 'print' | 'tag'): void {
    const from = this.#at;
    if (this.text.startsWith('#{', from)) {
      open.push({ bracket: '#{', at: from });
      this.#at += 2;
      this.#push('interpolation-start', from, this.#at);
    } else if (this.text[from] === '"') {
      open.pop();
      this.#at++;
    } else {
      this.#skip(STRING_PART);
      if (this.#at === from || this.#at === this.text.length) this.#stop(open, start, kind);
      this.#push('string', from, this.#at);
    }
  }

  #expression(open: Open[], start: number, kind: 'print' | 'tag'): void {
    this.#skip(SPACE);
    const from = this.#at;
    if (from >= this.text.length) this.#stop(open, start, kind);
    if (this.#skip(OPERATOR)) return this.#push('operator', from, this.#at);
    if (this.#skip(NAME)) return this.#push('name', from, this.#at);
    if (this.#skip(NUMBER)) return this.#push('number', from, this.#at);
    const char = this.text[from]!;
    if ('()[]{}?:.,|='.includes(char)) {
      this.#bracket(open, char, start, kind);
      this.#at++;
      return this.#push('punctuation', from, this.#at);
    }
    if (this.#skip(PLAIN_STRING)) return this.#push('string', from, this.#at);
    if (char === '"') {
      open.push({ bracket: '"', at: from });
      this.#at++;
      return;
    }
    if (char === "'") throw this.#unclosed(start, kind) ?? new PebbleError('unclosed-quote', "'", start, from + 1);
    throw this.#unclosed(start, kind) ?? new PebbleError('unexpected', char, start, from + 1);
  }

  #bracket(open: Open[], char: string, start: number, kind: 'print' | 'tag'): void {
    if ('([{'.includes(char)) open.push({ bracket: char, at: this.#at });
    const partner = PAIRS.get(char);
    if (partner === undefined) return;
    const last = open.pop();
    if (last?.bracket === partner) return;
    const error =
      last === undefined
        ? new PebbleError('unexpected', char, start, this.#at + 1)
        : new PebbleError('unclosed-bracket', last.bracket, start, this.#at + 1);
    throw this.#unclosed(start, kind) ?? error;
  }

  /** The text ends where an expression does not. */
  #stop(open: readonly Open[], start: number, kind: 'print' | 'tag'): never {
    const unclosed = this.#unclosed(start, kind);
    if (unclosed !== undefined) throw unclosed;
    const inner = open.at(-1);
    if (inner?.bracket === '"') throw new PebbleError('unclosed-quote', '"', start, inner.at + 1);
    throw new PebbleError('unclosed-bracket', inner?.bracket ?? '{{', start, this.#lineEnd(start));
  }

  /** Whatever the tokenizer stumbles over: without the closing delimiter, that is what is missing. */
  #unclosed(start: number, kind: 'print' | 'tag'): PebbleError | undefined {
    const close = this.text.indexOf(kind === 'print' ? '}}' : '%}', start + 2);
    const next = this.text.indexOf(kind === 'print' ? '{{' : '{%', start + 2);
    if (close !== -1 && (next === -1 || close < next)) return undefined;
    return new PebbleError(
      kind === 'print' ? 'unclosed-print' : 'unclosed-tag',
      kind === 'print' ? '{{' : '{%',
      start,
      this.#lineEnd(start),
    );
  }

  #lineEnd(start: number): number {
    const end = /\s*(\n|$)/g;
    end.lastIndex = start;
    return Math.max(end.exec(this.text)?.index ?? this.text.length, start + 2);
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) return false;
    this.#at += match[0].length;
    return true;
  }

  #push(kind: PebbleToken['kind'], start: number, end: number): void {
    this.#tokens.push({ kind, value: this.text.slice(start, end), start, end });
  }
}
