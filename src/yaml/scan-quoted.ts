import { describeCharacter, END, isBlank, isBreak, isHexDigit } from './characters.js';
import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';
import { TextBuilder } from './text-builder.js';
import type { ScalarToken } from './tokens.js';

const DOUBLE = 0x22;
const SINGLE = 0x27;
const BACKSLASH = 0x5c;

/** What one letter behind a backslash stands for. The slash is not among them: YAML 1.1 does not have it. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1B'],
  [' ', ' '],
  ['"', '"'],
  ['\\', '\\'],
  ['N', '\x85'],
  ['_', '\xA0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Reads from the opening to the closing quote. */
export function scanQuoted(cursor: Cursor): ScalarToken {
  const start = cursor.mark();
  const quote = cursor.peek();
  cursor.advance(1);
  const content = new TextBuilder();
  for (;;) {
    content.add(scanRun(cursor, quote));
    const code = cursor.peek();
    if (code === quote) {
      if (quote === DOUBLE || cursor.peek(1) !== SINGLE) break;
      content.add("'");
      cursor.advance(2);
    } else if (code === BACKSLASH) content.add(scanEscape(cursor, start));
    else if (code === END) throw unexpected('end of stream', cursor, start);
    else content.add(scanFold(cursor, start));
  }
  cursor.advance(1);
  const style = quote === DOUBLE ? 'double' : 'single';
  return { kind: 'scalar', text: content.text(), style, start, end: cursor.mark() };
}

/** What stands for itself: to a quote, an escape, or the end of the line, where blanks do not count. */
function scanRun(cursor: Cursor, quote: number): string {
  const { text, offset } = cursor;
  let at = offset;
  let code = text.charCodeAt(at);
  while (at < text.length && code !== quote && !(code === BACKSLASH && quote === DOUBLE) && !isBreak(code)) {
    code = text.charCodeAt(++at);
  }
  const run = cursor.take(at - offset);
  if (at < text.length && !isBreak(code)) return run;
  let length = run.length;
  while (length > 0 && isBlank(run.charCodeAt(length - 1))) length--;
  return run.slice(0, length);
}

function scanEscape(cursor: Cursor, start: YamlMark): string {
  cursor.advance(1);
  const code = cursor.peek();
  if (isBreak(code)) {
    cursor.takeBreak();
    return scanBreaks(cursor, start);
  }
  const letter = code === END ? '' : String.fromCharCode(code);
  const plain = ESCAPES.get(letter);
  if (plain !== undefined) {
    cursor.advance(1);
    return plain;
  }
  const digits = HEX_DIGITS.get(letter);
  if (digits === undefined) {
    throw refuse(`found unknown escape character ${describeCharacter(cursor.text, cursor.offset)}`, cursor, start);
  }
  cursor.advance(1);
  return scanCode(cursor, digits, start);
}

/** The character whose code is written in so many hexadecimal digits. */
function scanCode(cursor: Cursor, digits: number, start: YamlMark): string {
  const given = [...cursor.text.slice(cursor.offset, cursor.offset + 2 * digits)].slice(0, digits).join('');
  // At the end of the text fewer digits are taken as well: what is missing then is the closing quote.
  if (![...given].every((digit) => isHexDigit(digit.charCodeAt(0)))) {
    throw refuse(`expected escape sequence of ${digits} hexadecimal numbers, but found: ${given}`, cursor, start);
  }
  const code = parseInt(given, 16);
  if (!(code <= 0x7fffffff)) {
    const why = `Malformed Number token: failed to tokenize due to (java.lang.NumberFormatException): For input string: "${given}" under radix 16`;
    throw new YamlReadError('value', why, cursor.mark());
  }
  if (code > 0x10ffff) throw refuse(`found unknown escape character ${given}`, cursor, start);
  cursor.advance(given.length);
  return String.fromCodePoint(code);
}

function refuse(problem: string, cursor: Cursor, start: YamlMark): YamlReadError {
  return new YamlReadError('scanner', problem, cursor.mark(), 'while scanning a double-quoted scalar', start);
}

/** What line breaks between two words stand for. */
function scanFold(cursor: Cursor, start: YamlMark): string {
  const first = cursor.takeBreak();
  const breaks = scanBreaks(cursor, start);
  if (first !== '\n') return first + breaks;
  return breaks === '' ? ' ' : breaks;
}

/** Blank lines, and the indentation of the next one. */
function scanBreaks(cursor: Cursor, start: YamlMark): string {
  let breaks = '';
  for (;;) {
    if (cursor.atDocumentMarker()) throw unexpected('document separator', cursor, start);
    cursor.skipBlanks();
    if (!isBreak(cursor.peek())) return breaks;
    breaks += cursor.takeBreak();
  }
}

function unexpected(what: string, cursor: Cursor, start: YamlMark): YamlReadError {
  return new YamlReadError(
    'scanner',
    `found unexpected ${what}`,
    cursor.mark(),
    'while scanning a quoted scalar',
    start,
  );
}
