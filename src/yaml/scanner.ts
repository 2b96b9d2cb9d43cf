import { noTokenAt, skipToToken } from './between-tokens.js';
import { END, isGap } from './characters.js';
import { Cursor } from './cursor.js';
import { ImplicitKeys } from './implicit-keys.js';
import { Indentation } from './indentation.js';
import { type YamlMark, YamlReadError } from './problem.js';
import { ReadableText } from './readable.js';
import { scanBlock } from './scan-block.js';
import { scanDirective } from './scan-directive.js';
import { scanPlain, startsPlain } from './scan-plain.js';
import { scanName, scanTag } from './scan-properties.js';
import { scanQuoted } from './scan-quoted.js';
import { TokenQueue } from './token-queue.js';
import type { Punctuation, Token } from './tokens.js';

/**
 * Cuts a text into tokens, no further than it is asked to: what comes later in the text cannot be the first
 * problem. Block structure is made visible: tokens for the start and the end of a collection, and one before
 * each key.
 */
export class Scanner {
  private readonly cursor: Cursor;
  readonly #readable: ReadableText;
  readonly #keys: ImplicitKeys;
  readonly #queue = new TokenQueue();
  readonly #indentation = new Indentation();
  #done = false;
  /** The first token of the queue can be given away. */
  #ready = false;
  /** Open brackets and braces. */
  #level = 0;
  /** Whether a key, or an entry of a block sequence, may begin here. */
  #mayBegin = true;

  /** @param maxTokens more are refused */
  constructor(text: string, maxTokens: number) {
    this.cursor = new Cursor(text);
    this.#readable = new ReadableText(this.cursor, maxTokens);
    this.#keys = new ImplicitKeys(this.cursor);
  }

  /** The next token. @throws YamlReadError */
  peek(): Token {
    if (!this.#ready) this.#scanToken();
    return this.#queue.first;
  }

  #scanToken(): void {
    try {
      while (this.#needsMore()) this.#scan();
    } catch (error) {
      throw error instanceof YamlReadError ? this.#readable.first(error) : error;
    }
    this.#ready = true;
  }

  /** The token that has been looked at. */
  take(): Token {
    this.#ready = false;
    return this.#queue.take();
  }

  /** A token that may turn out to belong to a key cannot be given away: a key's token stands before it. */
  #needsMore(): boolean {
    if (this.#done) return false;
    if (this.#queue.isEmpty) return true;
    this.#keys.expire();
    return this.#keys.firstToken === this.#queue.firstNumber;
  }

  #scan(): void {
    const { cursor } = this;
    this.#readable.check(this.#queue.nextNumber);
    if (skipToToken(cursor) && this.#level === 0) this.#mayBegin = true;
    this.#keys.expire();
    this.#closeDeeperThan(cursor.column);
    const code = cursor.peek();
    if (code === END) return this.#end();
    if (cursor.column === 0 && code === 0x25) return this.#directive();
    if (cursor.column === 0 && cursor.atDocumentMarker()) return this.#documentMarker();
    this.#token(code);
  }

  #token(code: number): void {
    const { cursor } = this;
    switch (code) {
      case 0x5b: // [
      case 0x7b: // {
        return this.#flowStart(code === 0x5b ? 'flow-sequence-start' : 'flow-mapping-start');
      case 0x5d: // ]
      case 0x7d: // }
        return this.#flowEnd(code === 0x5d ? 'flow-sequence-end' : 'flow-mapping-end');
      case 0x2c: // ,
        return this.#flowEntry();
      case 0x2a: // *
      case 0x26: // &
        return this.#beginning(scanName);
      case 0x21: // !
        return this.#beginning(scanTag);
      case 0x22: // "
      case 0x27: // '
        return this.#beginning(scanQuoted);
      case 0x2d: // -
        if (isGap(cursor.peek(1))) return this.#blockEntry();
        break;
      case 0x3f: // ?
      case 0x3a: // :
        if (this.#level === 0 && !isGap(cursor.peek(1))) break;
        return code === 0x3f ? this.#explicitKey() : this.#value();
      case 0x7c: // |
      case 0x3e: // >
        if (this.#level === 0) return this.#block();
        break;
    }
    if (!startsPlain(cursor, this.#level > 0)) throw noTokenAt(cursor);
    this.#plain();
  }

  #push(kind: Punctuation['kind'], mark: YamlMark): void {
    this.#queue.push({ kind, start: mark, end: mark });
  }

  #pushSigns(kind: Punctuation['kind'], units: number): void {
    const start = this.cursor.mark();
    this.cursor.advance(units);
    this.#queue.push({ kind, start, end: this.cursor.mark() });
  }

  /** Ends the block collections that stand further to the right. */
  #closeDeeperThan(column: number): void {
    if (this.#level > 0) return;
    for (let count = this.#indentation.close(column); count > 0; count--) this.#push('block-end', this.cursor.mark());
  }

  #end(): void {
    this.#closeAll();
    this.#push('stream-end', this.cursor.mark());
    this.#done = true;
  }

  #closeAll(): void {
    this.#closeDeeperThan(-1);
    this.#keys.drop(this.#level);
    this.#mayBegin = false;
  }

  #directive(): void {
    this.#closeAll();
    this.#queue.push(scanDirective(this.cursor));
  }

  #documentMarker(): void {
    this.#closeAll();
    this.#pushSigns(this.cursor.peek() === 0x2d ? 'document-start' : 'document-end', 3);
  }

  #flowStart(kind: Punctuation['kind']): void {
    this.#mayBeKey();
    this.#level++;
    this.#mayBegin = true;
    this.#pushSigns(kind, 1);
  }

  #flowEnd(kind: Punctuation['kind']): void {
    this.#keys.drop(this.#level);
    if (this.#level > 0) this.#level--;
    this.#mayBegin = false;
    this.#pushSigns(kind, 1);
  }

  #flowEntry(): void {
    this.#mayBegin = true;
    this.#keys.drop(this.#level);
    this.#pushSigns('flow-entry', 1);
  }

  #blockEntry(): void {
    this.#beginBlock('block-sequence-start', 'sequence entries');
    this.#mayBegin = true;
    this.#keys.drop(this.#level);
    this.#pushSigns('block-entry', 1);
  }

  #explicitKey(): void {
    this.#beginBlock('block-mapping-start', 'mapping keys');
    this.#mayBegin = this.#level === 0;
    this.#keys.drop(this.#level);
    this.#pushSigns('key', 1);
  }

  #value(): void {
    const key = this.#keys.take(this.#level);
    if (key !== undefined) {
      const { mark } = key;
      this.#queue.insert(key.token, { kind: 'key', start: mark, end: mark });
      if (this.#level === 0 && this.#indentation.opens(mark.column)) {
        this.#queue.insert(key.token, { kind: 'block-mapping-start', start: mark, end: mark });
      }
      this.#mayBegin = false;
    } else {
      this.#beginBlock('block-mapping-start', 'mapping values');
      this.#mayBegin = this.#level === 0;
      this.#keys.drop(this.#level);
    }
    this.#pushSigns('value', 1);
  }

  /** In block style: a collection begins here, unless it goes on. */
  #beginBlock(kind: Punctuation['kind'], what: string): void {
    if (this.#level > 0) return;
    const mark = this.cursor.mark();
    if (!this.#mayBegin) throw new YamlReadError('scanner', `${what} are not allowed here`, mark);
    if (this.#indentation.opens(mark.column)) this.#push(kind, mark);
  }

  /** A token that a key may begin with. */
  #beginning(scan: (cursor: Cursor) => Token): void {
    this.#mayBeKey();
    this.#mayBegin = false;
    this.#queue.push(scan(this.cursor));
  }

  #plain(): void {
    this.#mayBeKey();
    const { token, crossedLine } = scanPlain(this.cursor, this.#indentation.column + 1, this.#level > 0);
    this.#mayBegin = crossedLine;
    this.#queue.push(token);
  }

  #block(): void {
    this.#mayBegin = true;
    this.#keys.drop(this.#level);
    this.#queue.push(scanBlock(this.cursor, this.#indentation.column));
  }

  #mayBeKey(): void {
    const { cursor } = this;
    const required = this.#level === 0 && this.#indentation.column === cursor.column;
    if (!this.#mayBegin) {
      if (!required) return;
      const problem = 'A simple key is required only if it is the first token in the current line';
      throw new YamlReadError('scanner', problem, cursor.mark());
    }
    this.#keys.add(this.#level, this.#queue.nextNumber, required);
  }
}
