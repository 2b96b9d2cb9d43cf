import { isBreak, TAB } from './characters.js';
import type { Cursor } from './cursor.js';
import { YamlReadError } from './problem.js';

/** Goes over blanks, comments and line breaks. @returns whether a line ended */
export function skipToToken(cursor: Cursor): boolean {
  for (let crossedLine = false; ; crossedLine = true) {
    cursor.skipSpaces();
    if (cursor.peek() === 0x23) cursor.skipLine();
    if (!isBreak(cursor.peek())) return crossedLine;
    cursor.takeBreak();
  }
}

/** What stands here begins nothing. */
export function noTokenAt(cursor: Cursor): YamlReadError {
  const code = cursor.text.codePointAt(cursor.offset)!;
  const character = code === TAB ? '\\t(TAB)' : String.fromCodePoint(code);
  const problem = `found character '${character}' that cannot start any token. (Do not use ${character} for indentation)`;
  return new YamlReadError('scanner', problem, cursor.mark(), 'while scanning for the next token');
}
