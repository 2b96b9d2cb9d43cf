import type { Line } from './line.js';
import { illegalArgument } from './refusal.js';

/**
 * The path of a namespace file as the server reads it from a request: absolute, without "." and double
 * slashes.
 */
export function readPath(path: string, line: Line): string {
  if (/^\/_flows(\/|$)/.test(path)) throw illegalArgument(`Forbidden path: ${path}`);
  // 1.x decodes what it has encoded itself, which leaves a blank as "+".
  const read = line.blankAsPlus ? path.replaceAll(' ', '+') : path;
  const segments = read.split(line.backslashSeparates ? /[/\\]/ : '/');
  if (segments.includes('..')) {
    throw illegalArgument("File should be accessed with their full path and not using relative '..' path.");
  }
  return `/${segments.filter((segment) => segment !== '' && segment !== '.').join('/')}`;
}

/** Whether a component of a path is longer than any line takes. */
export function hasLongName(path: string): boolean {
  return path.split('/').some((segment) => segment.length > 255);
}

/** The folders above a path, the topmost first, without the root. */
export function parentsOf(path: string): readonly string[] {
  const segments = path.split('/').slice(1, -1);
  return segments.map((_segment, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** What `java.net.URI` leaves alone in a path, beside letters of other scripts. */
const LEGAL = /[\w\-!.~'()*,;:$&+=@/%]/;

/**
 * The path that is left of a path in a Java URI: everything behind "#" or "?" is cut, escapes are decoded.
 * @param base e.g. "kestra:///company/files/_files"
 * @throws Refusal when it is no URI
 */
export function pathInUri(path: string, base: string): string {
  refuseIllegalUri(path, base);
  return decodeURIComponent(/^[^?#]*/.exec(path)![0]);
}

/** @throws Refusal when a base and a path make no URI for Java */
export function refuseIllegalUri(path: string, base: string): void {
  const whole = base + path;
  let part: 'path' | 'query' | 'fragment' = 'path';
  for (let index = base.length; index < whole.length; index++) {
    const char = whole[index]!;
    if (char === '%' && !/^[0-9a-f]{2}/i.test(whole.slice(index + 1, index + 3))) {
      throw illegalArgument(`Malformed escape pair at index ${index}: ${whole}`);
    }
    if (char === '#' && part !== 'fragment') part = 'fragment';
    else if (char === '?' && part === 'path') part = 'query';
    else if (!isLegal(char, part)) throw illegalArgument(`Illegal character in ${part} at index ${index}: ${whole}`);
  }
}

function isLegal(char: string, part: 'path' | 'query' | 'fragment'): boolean {
  if (char > '\u009f') return !/\s/.test(char);
  return LEGAL.test(char) || (part !== 'path' && /[?[\]]/.test(char));
}

/**
 * The name that the local storage gives to an object: it takes "C:" for a drive, so that ":" is dropped and a
 * letter before it lower-cased.
 */
export function diskName(path: string): string {
  return path.replace(/([A-Za-z]?):/g, (_all, letter: string) => letter.toLowerCase());
}
