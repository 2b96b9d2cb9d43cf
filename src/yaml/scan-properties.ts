import { describeCharacter, END, isFlowIndicator, isGap, isWordCharacter, TAB } from './characters.js';
import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';
import { scanUri } from './scan-uri.js';
import type { NameToken, TagToken } from './tokens.js';

const BANG = '!';

/** What no name holds: `:` `,` `[` `]` `{` `}` `/` `.` `*` `&`. */
function endsName(code: number): boolean {
  return (
    isGap(code) ||
    isFlowIndicator(code) ||
    code === 0x3a ||
    code === 0x2f ||
    code === 0x2e ||
    code === 0x2a ||
    code === 0x26
  );
}

/** What may stand directly behind a name: a gap, `:` `,` `]` `}`. */
function followsName(code: number): boolean {
  return isGap(code) || code === 0x3a || code === 0x2c || code === 0x5d || code === 0x7d;
}

/** Reads `&name` or `*name`. */
export function scanName(cursor: Cursor): NameToken {
  const start = cursor.mark();
  const kind = cursor.peek() === 0x2a ? 'alias' : 'anchor';
  cursor.advance(1);
  let length = 0;
  while (!endsName(cursor.peek(length))) length++;
  const name = cursor.take(length);
  if (name === '' || !followsName(cursor.peek())) {
    const article = kind === 'alias' ? 'an alias' : 'an anchor';
    const problem = `unexpected character found ${describeCharacter(cursor.text, cursor.offset)}`;
    throw new YamlReadError('scanner', problem, cursor.mark(), `while scanning ${article}`, start);
  }
  return { kind, name, start, end: cursor.mark() };
}

/** Reads `!suffix`, `!!suffix`, `!handle!suffix`, `!<verbatim>` or `!` alone. */
export function scanTag(cursor: Cursor): TagToken {
  const start = cursor.mark();
  const tag = cursor.text[cursor.offset + 1] === '<' ? scanVerbatim(cursor, start) : scanShorthand(cursor, start);
  if (!isGapNoTab(cursor.peek())) {
    throw refuse(`expected ' ', but found ${quotedCharacter(cursor)}`, cursor, start);
  }
  return { kind: 'tag', ...tag, start, end: cursor.mark() };
}

type Tag = Pick<TagToken, 'handle' | 'suffix'>;

function scanVerbatim(cursor: Cursor, start: YamlMark): Tag {
  cursor.advance(2);
  const suffix = scanUri(cursor, 'tag', start);
  if (cursor.text[cursor.offset] !== '>') {
    throw refuse(`expected '>', but found ${quotedCharacter(cursor)}`, cursor, start);
  }
  cursor.advance(1);
  return { handle: undefined, suffix };
}

function scanShorthand(cursor: Cursor, start: YamlMark): Tag {
  if (isGap(cursor.peek(1))) {
    cursor.advance(1);
    return { handle: undefined, suffix: BANG };
  }
  // A second "!" before the gap makes a handle of what stands before it.
  const hasHandle = handleFollows(cursor);
  const handle = hasHandle ? scanHandle(cursor, 'tag', start) : cursor.take(1);
  return { handle, suffix: scanUri(cursor, 'tag', start) };
}

function handleFollows(cursor: Cursor): boolean {
  for (let ahead = 1; ; ahead++) {
    const code = cursor.peek(ahead);
    if (code === 0x21) return true;
    if (code === END || isGapNoTab(code)) return false;
  }
}

/** Reads `!`, `!!` or `!name!`. */
export function scanHandle(cursor: Cursor, what: 'tag' | 'directive', start: YamlMark): string {
  if (cursor.text[cursor.offset] !== BANG) throw wrongHandle(cursor, what, start);
  let length = 1;
  if (cursor.peek(1) !== 0x20) {
    while (isWordCharacter(cursor.peek(length))) length++;
    if (cursor.peek(length) !== 0x21) {
      cursor.advance(length);
      throw wrongHandle(cursor, what, start);
    }
    length++;
  }
  return cursor.take(length);
}

function wrongHandle(cursor: Cursor, what: 'tag' | 'directive', start: YamlMark): YamlReadError {
  const problem = `expected '!', but found ${describeCharacter(cursor.text, cursor.offset)}`;
  return new YamlReadError('scanner', problem, cursor.mark(), `while scanning a ${what}`, start);
}

function isGapNoTab(code: number): boolean {
  return code !== TAB && isGap(code);
}

function quotedCharacter(cursor: Cursor): string {
  const code = cursor.text.codePointAt(cursor.offset) ?? 0;
  return `'${String.fromCodePoint(code)}' (${code})`;
}

function refuse(problem: string, cursor: Cursor, start: YamlMark): YamlReadError {
  return new YamlReadError('scanner', problem, cursor.mark(), 'while scanning a tag', start);
}
