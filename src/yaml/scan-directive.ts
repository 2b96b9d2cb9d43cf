import { describeCharacter, END, isBreak, isDigit, isWordCharacter, SPACE } from './characters.js';
import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';
import { scanHandle } from './scan-properties.js';
import { scanUri } from './scan-uri.js';
import type { DirectiveToken } from './tokens.js';

const MAX_VERSION_DIGITS = 10;

/** Reads a line that begins with `%`. Directives other than `%YAML` and `%TAG` mean nothing. */
export function scanDirective(cursor: Cursor): DirectiveToken {
  const start = cursor.mark();
  cursor.advance(1);
  const name = scanName(cursor, start);
  if (name === 'YAML') {
    const version = scanVersion(cursor, start);
    const end = cursor.mark();
    endLine(cursor, start);
    return { kind: 'directive', name, version, start, end };
  }
  if (name === 'TAG') {
    const tag = scanTagPrefix(cursor, start);
    const end = cursor.mark();
    endLine(cursor, start);
    return { kind: 'directive', name, tag, start, end };
  }
  const end = cursor.mark();
  cursor.skipLine();
  endLine(cursor, start);
  return { kind: 'directive', name, start, end };
}

function scanName(cursor: Cursor, start: YamlMark): string {
  let length = 0;
  while (isWordCharacter(cursor.peek(length))) length++;
  const name = cursor.take(length);
  if (name === '' || !atWordEnd(cursor)) throw refuse('expected alphabetic or numeric character', cursor, start);
  return name;
}

function scanVersion(cursor: Cursor, start: YamlMark): readonly [number, number] {
  cursor.skipSpaces();
  const major = scanNumber(cursor, start);
  if (cursor.peek() !== 0x2e) throw refuse("expected a digit or '.'", cursor, start);
  cursor.advance(1);
  const minor = scanNumber(cursor, start);
  if (!atWordEnd(cursor)) throw refuse("expected a digit or ' '", cursor, start);
  return [major, minor];
}

function scanNumber(cursor: Cursor, start: YamlMark): number {
  if (!isDigit(cursor.peek())) throw refuse('expected a digit', cursor, start);
  let length = 0;
  while (isDigit(cursor.peek(length))) length++;
  const digits = cursor.take(length);
  if (length > MAX_VERSION_DIGITS) {
    const problem = `found a number which cannot represent a valid version: ${digits}`;
    throw new YamlReadError('scanner', problem, cursor.mark(), 'while scanning a YAML directive', start);
  }
  return Number(digits);
}

function scanTagPrefix(cursor: Cursor, start: YamlMark): readonly [string, string] {
  cursor.skipSpaces();
  const handle = scanHandle(cursor, 'directive', start);
  if (cursor.peek() !== SPACE) throw refuse("expected ' '", cursor, start);
  cursor.skipSpaces();
  const prefix = scanUri(cursor, 'directive', start);
  if (!atWordEnd(cursor)) throw refuse("expected ' '", cursor, start);
  return [handle, prefix];
}

function endLine(cursor: Cursor, start: YamlMark): void {
  cursor.skipSpaces();
  if (cursor.peek() === 0x23) cursor.skipLine();
  if (cursor.peek() !== END && cursor.takeBreak() === '') {
    throw refuse('expected a comment or a line break', cursor, start);
  }
}

function atWordEnd(cursor: Cursor): boolean {
  const code = cursor.peek();
  return code === SPACE || code === END || isBreak(code);
}

function refuse(expected: string, cursor: Cursor, start: YamlMark): YamlReadError {
  const problem = `${expected}, but found ${describeCharacter(cursor.text, cursor.offset)}`;
  return new YamlReadError('scanner', problem, cursor.mark(), 'while scanning a directive', start);
}
