import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';

/** SnakeYAML's limit for one document. */
const MAX_CODE_POINTS = 3_145_728;

/** What SnakeYAML lets through its reader; the byte order mark is among them. */
const FORBIDDEN = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/**
 * SnakeYAML's reader takes so many UTF-16 units at once, and looks at all of them before the scanner sees the
 * first.
 */
const CHUNK = 1023;

/**
 * Guards what is refused before a scanner could look at it: characters that YAML does not allow, and too
 * much.
 */
export class ReadableText {
  /** Offset of the first character that is not allowed, and of the chunk that it is in. */
  readonly #forbidden: number | undefined;
  readonly #chunk: number;
  readonly #mayBeTooLarge: boolean;

  constructor(
    private readonly cursor: Cursor,
    private readonly maxTokens: number,
  ) {
    const { text } = cursor;
    this.#forbidden = FORBIDDEN.exec(text)?.index;
    this.#chunk = this.#forbidden === undefined ? Infinity : chunkOf(text, this.#forbidden);
    this.#mayBeTooLarge = text.length > MAX_CODE_POINTS;
  }

  /** @throws YamlReadError when the place has come to what is refused. @param tokens how many were scanned */
  check(tokens: number): void {
    if (this.cursor.offset >= this.#chunk - 1) throw this.#refusal();
    if (tokens > this.maxTokens) {
      throw new YamlReadError(
        'tokens',
        `more than ${this.maxTokens.toLocaleString('en')} YAML tokens`,
        this.cursor.mark(),
      );
    }
    if (this.#mayBeTooLarge && this.cursor.codePoints > MAX_CODE_POINTS) {
      const problem = `The incoming YAML document exceeds the limit: ${MAX_CODE_POINTS} code points.`;
      throw new YamlReadError('size', problem, this.cursor.mark());
    }
  }

  /** How a problem that the scanner has found is reported: the reader may have found another one before. */
  first(error: YamlReadError): YamlReadError {
    return this.cursor.offset >= this.#chunk - 1 ? this.#refusal() : error;
  }

  #refusal(): YamlReadError {
    return new YamlReadError(
      'reader',
      'special characters are not allowed',
      markAt(this.cursor.text, this.#forbidden!),
    );
  }
}

function chunkOf(text: string, offset: number): number {
  for (let start = 0; ;) {
    let end = start + CHUNK;
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last < 0xdc00) end++;
    if (offset < end) return start;
    start = end;
  }
}

function markAt(text: string, offset: number): YamlMark {
  const lines = text.slice(0, offset).split(/\r\n|[\n\r\x85\u2028\u2029]/);
  return { offset, line: lines.length - 1, column: [...lines.at(-1)!.replace(/^\uFEFF/, '')].length };
}
