import { describeCharacter, END, isBlank, isBreak, isDigit, SPACE } from './characters.js';
import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';
import { TextBuilder } from './text-builder.js';
import type { ScalarToken } from './tokens.js';

const FOLDED = 0x3e;
const PLUS = 0x2b;
const MINUS = 0x2d;

interface Header {
  /** Of the line breaks at the end: all, one, none. */
  readonly chomping: 'keep' | 'clip' | 'strip';
  /** The columns by which the text is indented, where they are given. */
  readonly indentation: number | undefined;
}

/** Blank lines, and where the last of them ends. */
interface Blank {
  readonly breaks: string;
  readonly end: YamlMark;
}

/** @param parentIndent the column of the collection around it, -1 for none */
export function scanBlock(cursor: Cursor, parentIndent: number): ScalarToken {
  const start = cursor.mark();
  const folded = cursor.peek() === FOLDED;
  cursor.advance(1);
  const { chomping, indentation } = scanHeader(cursor, start);
  const least = Math.max(parentIndent + 1, 1);
  const lead = indentation === undefined ? scanLead(cursor) : undefined;
  const indent = lead === undefined ? least + indentation! - 1 : Math.max(least, lead.column);
  let { breaks, end } = lead ?? scanBlank(cursor, indent);

  const content = new TextBuilder();
  let lineBreak = '';
  while (cursor.column === indent && cursor.peek() !== END) {
    content.add(breaks);
    const isText = !isBlank(cursor.peek());
    content.add(scanLine(cursor));
    lineBreak = cursor.takeBreak();
    ({ breaks, end } = scanBlank(cursor, indent));
    if (cursor.column !== indent || cursor.peek() === END) break;
    const folds = folded && lineBreak === '\n' && isText && !isBlank(cursor.peek());
    if (!folds) content.add(lineBreak);
    else if (breaks === '') content.add(' ');
  }
  if (chomping !== 'strip') content.add(lineBreak);
  if (chomping === 'keep') content.add(breaks);
  return { kind: 'scalar', text: content.text(), style: folded ? 'folded' : 'literal', start, end };
}

/** What follows `|` or `>` on its line. */
function scanHeader(cursor: Cursor, start: YamlMark): Header {
  let chomping = chompingAt(cursor);
  const indentation = indentationAt(cursor, start);
  chomping ??= indentation === undefined ? undefined : chompingAt(cursor);
  if (cursor.peek() !== SPACE && !isBreak(cursor.peek()) && cursor.peek() !== END) {
    throw refuse(`expected chomping or indentation indicators, but found ${found(cursor)}`, cursor, start);
  }
  cursor.skipSpaces();
  if (cursor.peek() === 0x23) cursor.skipLine();
  if (cursor.peek() !== END && cursor.takeBreak() === '') {
    throw refuse(`expected a comment or a line break, but found ${found(cursor)}`, cursor, start);
  }
  return { chomping: chomping ?? 'clip', indentation };
}

function chompingAt(cursor: Cursor): Header['chomping'] | undefined {
  const code = cursor.peek();
  if (code !== PLUS && code !== MINUS) return undefined;
  cursor.advance(1);
  return code === PLUS ? 'keep' : 'strip';
}

function indentationAt(cursor: Cursor, start: YamlMark): number | undefined {
  const code = cursor.peek();
  if (!isDigit(code)) return undefined;
  if (code === 0x30) {
    throw refuse('expected indentation indicator in the range 1-9, but found 0', cursor, start);
  }
  cursor.advance(1);
  return code - 0x30;
}

/** The blank lines before the text. The column is that of the longest of them, or of the text. */
function scanLead(cursor: Cursor): Blank & { readonly column: number } {
  let breaks = '';
  let end = cursor.mark();
  let column = 0;
  for (;;) {
    cursor.skipSpaces();
    column = Math.max(column, cursor.column);
    if (!isBreak(cursor.peek())) return { breaks, end, column };
    breaks += cursor.takeBreak();
    end = cursor.mark();
  }
}

function scanBlank(cursor: Cursor, indent: number): Blank {
  let breaks = '';
  let end = cursor.mark();
  for (;;) {
    cursor.skipSpaces(indent - cursor.column);
    if (!isBreak(cursor.peek())) return { breaks, end };
    breaks += cursor.takeBreak();
    end = cursor.mark();
  }
}

function scanLine(cursor: Cursor): string {
  const { text, offset } = cursor;
  let at = offset;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return cursor.take(at - offset);
}

function found(cursor: Cursor): string {
  return describeCharacter(cursor.text, cursor.offset);
}

function refuse(problem: string, cursor: Cursor, start: YamlMark): YamlReadError {
  return new YamlReadError('scanner', problem, cursor.mark(), 'while scanning a block scalar', start);
}
