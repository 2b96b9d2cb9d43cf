import { illegalArgument } from './refusal.js';

/**
 * The path of a namespace file as the server reads it from a request: absolute, without "." and double
 * slashes.
 */
export function readPath(path: string, isTwo: boolean): string {
  if (/^\/_flows(\/|$)/.test(path)) throw illegalArgument(`Forbidden path: ${path}`);
  // 1.x decodes what it has encoded itself, which leaves a blank as "+".
  const segments = (isTwo ? path : path.replaceAll(' ', '+')).split(/[/\\]/);
  if (segments.includes('..')) {
    throw illegalArgument("File should be accessed with their full path and not using relative '..' path.");
  }
  const kept = segments.filter((segment) => segment !== '' && segment !== '.');
  if (kept.some((segment) => segment.length > 255)) {
    throw illegalArgument('A file or folder name exceeds the maximum length of 255 characters.');
  }
  return `/${kept.join('/')}`;
}

/** What `java.net.URI` leaves alone in a path, beside letters of other scripts. */
const LEGAL = /[\w\-!.~'()*,;:$&+=@/%]/;

/**
 * Where 1.x stores a file: the path part of a Java URI. Everything behind "#" or "?" is cut, escapes are
 * decoded; what is no URI is refused.
 * @param uri e.g. "kestra:///company/files/_files"
 */
export function objectPath(path: string, uri: string): string {
  const whole = uri + path;
  let part: 'path' | 'query' | 'fragment' = 'path';
  for (let index = uri.length; index < whole.length; index++) {
    const char = whole[index]!;
    if (char === '%' && !/^[0-9a-f]{2}/i.test(whole.slice(index + 1, index + 3))) {
      throw illegalArgument(`Malformed escape pair at index ${index}: ${whole}`);
    }
    if (char === '#' && part !== 'fragment') part = 'fragment';
    else if (char === '?' && part === 'path') part = 'query';
    else if (!isLegal(char, part)) throw illegalArgument(`Illegal character in ${part} at index ${index}: ${whole}`);
  }
  return decodeURIComponent(/^[^?#]*/.exec(path)![0]);
}

function isLegal(char: string, part: 'path' | 'query' | 'fragment'): boolean {
  if (char > '\u009f') return !/\s/.test(char);
  return LEGAL.test(char) || (part !== 'path' && /[?[\]]/.test(char));
}
