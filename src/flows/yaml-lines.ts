import { CR, isBreak, LF } from '../yaml/characters.js';

/**
 * Start of the line of an offset, as YAML 1.1 ends lines: a lone CR, U+0085, U+2028 and U+2029 do so, too.
 */
export function yamlLineStart(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(source.charCodeAt(start - 1))) start--;
  return start;
}

/** Start of the line below; undefined on the last one. */
export function nextYamlLine(source: string, offset: number): number | undefined {
  for (let at = offset; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (isBreak(code)) return code === CR && source.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
  }
  return undefined;
}
