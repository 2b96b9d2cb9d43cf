import { CR, END, isBreak, LF, SPACE, TAB } from './characters.js';
import type { YamlMark } from './problem.js';

/** A place in a text that only moves forward. */
export class Cursor {
  offset = 0;
  /** 0-based. */
  line = 0;
  /** 0-based, in code points. */
  column = 0;
  /** Surrogate pairs before the place. */
  #pairs = 0;
  #mark: YamlMark | undefined;
  readonly #hasPairs: boolean;

  constructor(readonly text: string) {
    this.#hasPairs = /[\uD800-\uDBFF]/.test(text);
    // A byte order mark is no part of the text, and has no column.
    if (text.charCodeAt(0) === 0xfeff) this.offset = 1;
  }

  /** Code points before the place. */
  get codePoints(): number {
    return this.offset - this.#pairs;
  }

  /** The place. One that a token ends at is mostly the one that the next begins at: both get the same. */
  mark(): YamlMark {
    if (this.#mark?.offset !== this.offset) {
      this.#mark = { offset: this.offset, line: this.line, column: this.column };
    }
    return this.#mark;
  }

  /** The UTF-16 unit at the place, or so many behind it. */
  peek(ahead = 0): number {
    const at = this.offset + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : END;
  }

  /** Goes over text without a line break. */
  advance(units: number): void {
    const end = this.offset + units;
    this.column += units;
    if (this.#hasPairs) {
      for (let at = this.offset; at < end; at++) {
        const code = this.text.charCodeAt(at);
        if (code >= 0xd800 && code < 0xdc00) {
          this.#pairs++;
          this.column--;
        }
      }
    }
    this.offset = end;
  }

  /** Goes over text without a line break and returns it. */
  take(units: number): string {
    const taken = this.text.slice(this.offset, this.offset + units);
    this.advance(units);
    return taken;
  }

  /** Goes over blanks, as many as `limit`. */
  skipSpaces(limit = Infinity): void {
    let count = 0;
    while (count < limit && this.peek(count) === SPACE) count++;
    this.offset += count;
    this.column += count;
  }

  skipBlanks(): void {
    let count = 0;
    for (let code = this.peek(); code === SPACE || code === TAB; code = this.peek(count)) count++;
    this.offset += count;
    this.column += count;
  }

  /** Goes to the end of the line. */
  skipLine(): void {
    let count = 0;
    for (let code = this.peek(); code !== END && !isBreak(code); code = this.peek(count)) count++;
    this.advance(count);
  }

  /** Goes over one line break, if there is one, and returns what it stands for in a scalar. */
  takeBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return '';
    // A CR at the very end of a text is one more column to SnakeYAML.
    if (code === CR && this.peek(1) === END) {
      this.offset++;
      this.column++;
      return '\n';
    }
    this.offset += code === CR && this.peek(1) === LF ? 2 : 1;
    this.line++;
    this.column = 0;
    return code >= 0x2028 ? String.fromCharCode(code) : '\n';
  }

  /** Whether `---` or `...` stands here, with a gap behind it. */
  atDocumentMarker(): boolean {
    const code = this.peek();
    if ((code !== 0x2d && code !== 0x2e) || this.peek(1) !== code || this.peek(2) !== code) return false;
    const next = this.peek(3);
    return next === SPACE || next === TAB || next === END || isBreak(next);
  }
}
