import { END, isBlank, isBreak, isFlowIndicator, isGap } from './characters.js';
import type { Cursor } from './cursor.js';
import type { YamlMark } from './problem.js';
import { TextBuilder } from './text-builder.js';
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
  const content = new TextBuilder();
  let gap = '';
  let crossedLine = false;
  for (;;) {
    const length = lineLength(cursor, inFlow);
    if (length === 0) break;
    if (gap !== '') content.add(gap);
    content.add(cursor.take(length));
    end = cursor.mark();
    cursor.skipBlanks();
    crossedLine = isBreak(cursor.peek());
    gap = crossedLine ? scanBreaks(cursor) : '';
    if (gap === '' || (!inFlow && cursor.column < indent)) break;
  }
  return { token: { kind: 'scalar', text: content.text(), style: 'plain', start, end }, crossedLine };
}

/**
 * The words of this line that belong to the scalar, with the blanks between them: to a comment, a `: `, or
 * the signs of flow style inside of it.
 */
function lineLength(cursor: Cursor, inFlow: boolean): number {
  const { text, offset } = cursor;
  let at = offset;
  let end = offset;
  while (text.charCodeAt(at) !== HASH) {
    const word = at;
    at = wordEnd(text, at, inFlow);
    if (at === word) break;
    end = at;
    while (isBlank(text.charCodeAt(at))) at++;
    if (at === end) break;
  }
  return end - offset;
}

function wordEnd(text: string, start: number, inFlow: boolean): number {
  const size = text.length;
  let at = start;
  for (; at < size; at++) {
    const code = text.charCodeAt(at);
    if (isGap(code)) break;
    if (code === COLON) {
      const next = at + 1 < size ? text.charCodeAt(at + 1) : END;
      if (isGap(next) || (inFlow && isFlowIndicator(next))) break;
    } else if (inFlow && (code === QUESTION || isFlowIndicator(code))) break;
  }
  return at;
}

/**
 * What line breaks between two words stand for; nothing before a document marker, or what begins like one.
 */
function scanBreaks(cursor: Cursor): string {
  const first = cursor.takeBreak();
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
