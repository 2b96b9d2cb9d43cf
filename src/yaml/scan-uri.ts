import { describeCharacter, isHexDigit } from './characters.js';
import type { Cursor } from './cursor.js';
import { type YamlMark, YamlReadError } from './problem.js';

const URI = /[-A-Za-z0-9_;/?:@&=+$,.!~*'()[\]]/;
const PERCENT = '%';

/** Reads the longest URI here, its escapes resolved; at least one character. */
export function scanUri(cursor: Cursor, what: 'tag' | 'directive', start: YamlMark): string {
  let uri = '';
  for (;;) {
    const { text, offset } = cursor;
    let at = offset;
    while (at < text.length && URI.test(text[at]!)) at++;
    uri += cursor.take(at - offset);
    if (text[at] !== PERCENT) break;
    uri += scanEscapes(cursor, what, start);
  }
  if (uri === '') {
    throw refuse(`expected URI, but found ${describeCharacter(cursor.text, cursor.offset)}`, cursor, what, start);
  }
  return uri;
}

/** `%C3%BC`: the bytes of one or more characters in UTF-8. */
function scanEscapes(cursor: Cursor, what: 'tag' | 'directive', start: YamlMark): string {
  const begin = cursor.mark();
  const bytes: number[] = [];
  while (cursor.text[cursor.offset] === PERCENT) {
    if (!isHexDigit(cursor.peek(1)) || !isHexDigit(cursor.peek(2))) {
      const { text, offset } = cursor;
      const next = describeCharacter(text, offset + 1);
      const then = describeCharacter(text, offset + 1 + ((text.codePointAt(offset + 1) ?? 0) > 0xffff ? 2 : 1));
      cursor.advance(1);
      const problem = `expected URI escape sequence of 2 hexadecimal numbers, but found ${next} and ${then}`;
      throw refuse(problem, cursor, what, start);
    }
    bytes.push(parseInt(cursor.text.slice(cursor.offset + 1, cursor.offset + 3), 16));
    cursor.advance(3);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    const problem = 'expected URI in UTF-8: Input length = 1';
    throw new YamlReadError('scanner', problem, begin, `while scanning a ${what}`, start);
  }
}

function refuse(problem: string, cursor: Cursor, what: string, start: YamlMark): YamlReadError {
  return new YamlReadError('scanner', problem, cursor.mark(), `while scanning a ${what}`, start);
}
