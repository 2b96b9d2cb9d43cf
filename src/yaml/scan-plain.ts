import { END, isBlank, isBreak, isFlowIndicator, isGap } from './characters.js';
import type { Cursor } from './cursor.js';
import type { YamlMark } from './problem.js';
import type { ScalarToken } from './tokens.js';

const HASH = 0x23;
const COLON = 0x3a;
const QUESTION = 0x3f;

export interface PlainScalar {
  readonly token: ScalarToken;
  /** Blank lines or the next line's start were read behind it: a key may stand there. */
  readonly crossedLine: boolean;
}

/** Whether the place can begin a plain scalar. */
export function startsPlain(cursor: Cursor, inFlow: boolean): boolean {
  const code = cursor.peek();
  if (isGap(code)) return false;
  switch (code) {
    case 0x2d: // -
      return !isGap(cursor.peek(1));
    case COLON:
    case QUESTION:
      return !inFlow && !isGap(cursor.peek(1));
    case 0x21: // !
    case 0x22: // "
    case HASH:
    case 0x25: // %
    case 0x26: // &
    case 0x27: // '
    case 0x2a: // *
    case 0x3e: // >
    case 0x40: // @
    case 0x60: // `
    case 0x7c: // |
      return false;
    default:
      return !isFlowIndicator(code);
  }
}

/** @param indent the least column that a further line of it may have */
export function scanPlain(cursor: Cursor, indent: number, inFlow: boolean): PlainScalar {
  const start = cursor.mark();
  let end: YamlMark = start;
  let text = '';
  let gap = '';
  let crossedLine = false;
  for (;;) {
    if (cursor.peek() === HASH) break;
    const length = wordLength(cursor, inFlow);
    if (length === 0) break;
    crossedLine = false;
    text += gap + cursor.take(length);
    end = cursor.mark();
    const line = cursor.line;
    gap = scanGap(cursor);
    crossedLine = cursor.line !== line;
    if (gap === '' || (!inFlow && cursor.column < indent)) break;
  }
  return { token: { kind: 'scalar', text, style: 'plain', start, end }, crossedLine };
}

/** To the next gap, or to what ends the scalar: `: `, and the signs of flow style inside of it. */
function wordLength(cursor: Cursor, inFlow: boolean): number {
  const { text, offset } = cursor;
  const size = text.length;
  let at = offset;
  for (; at < size; at++) {
    const code = text.charCodeAt(at);
    if (isGap(code)) break;
    if (code === COLON) {
      const next = at + 1 < size ? text.charCodeAt(at + 1) : END;
      if (isGap(next) || (inFlow && isFlowIndicator(next))) break;
    } else if (inFlow && (code === QUESTION || isFlowIndicator(code))) break;
  }
  return at - offset;
}

/**
 * What the blanks and line breaks between two words stand for; nothing in front of a document marker, or what
 * begins like one.
 */
function scanGap(cursor: Cursor): string {
  let length = 0;
  while (isBlank(cursor.peek(length))) length++;
  const blanks = cursor.take(length);
  const first = cursor.takeBreak();
  if (first === '') return blanks;
  let breaks = '';
  for (;;) {
    if (cursor.atDocumentMarker() || cursor.text.startsWith('---', cursor.offset)) return '';
    cursor.skipSpaces();
    if (!isBreak(cursor.peek())) break;
    breaks += cursor.takeBreak();
  }
  if (first !== '\n') return first + breaks;
  return breaks === '' ? ' ' : breaks;
}
