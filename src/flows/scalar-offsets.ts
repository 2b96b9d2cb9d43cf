import type { Span } from './source.js';
import type { ScalarNode } from './tree.js';

/**
 * Where a part of a scalar's text stands in the source: through indentation, folding, doubled quotes and
 * escapes. The whole scalar when that cannot be known.
 */
export function spanInScalar(source: string, node: ScalarNode, start: number, end: number): Span {
  if (!known.has(node)) known.set(node, placesOf(source, node));
  const places = known.get(node);
  const first = places?.[start];
  const last = places?.[Math.max(end - 1, start)];
  if (first === undefined || last === undefined) return node.span;
  return { start: first.start, end: Math.max(last.end, first.end) };
}

/** A text may have thousands of problems. */
const known = new WeakMap<ScalarNode, readonly Span[] | undefined>();

/** A character of the scalar as it is written. */
interface Written extends Span {
  readonly char: string;
}

/**
 * The place of every character of the text. Only blanks differ in number between a text and how it is
 * written: the others come in the same order, and a blank is taken to stand right before the next of them.
 */
function placesOf(source: string, node: ScalarNode): readonly Span[] | undefined {
  const written = writtenOf(source, node).filter(({ char }) => !isBlank(char));
  const places: Span[] = [];
  let next = 0;
  for (let index = 0; index < node.text.length; index++) {
    const char = node.text[index]!;
    if (isBlank(char)) {
      const at = written[next]?.start ?? node.span.end;
      places.push({ start: at, end: at });
    } else {
      const place = written[next++];
      if (place?.char !== char) return undefined;
      places.push(place);
    }
  }
  return places;
}

function isBlank(char: string): boolean {
  return char <= ' ' || BLANKS.has(char);
}

const BLANKS = new Set(['\x85', '\xA0', '\u2028', '\u2029']);

function writtenOf(source: string, { style, span }: ScalarNode): readonly Written[] {
  const { start, end } = span;
  if (style === 'double') return doubleQuoted(source, start + 1, end - 1);
  const quoted = style === 'single';
  const block = style === 'literal' || style === 'folded';
  // The first line of a block holds its indicators.
  const newline = source.indexOf('\n', start);
  const from = quoted ? start + 1 : block ? (newline === -1 ? end : newline) : start;
  const written: Written[] = [];
  for (let at = from; at < (quoted ? end - 1 : end); at++) {
    const char = source[at]!;
    written.push({ char, start: at, end: at + 1 });
    if (quoted && char === "'") at++;
  }
  return written;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1B'],
  ['N', '\x85'],
  ['_', '\xA0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
]);
const DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

function doubleQuoted(source: string, from: number, to: number): readonly Written[] {
  const written: Written[] = [];
  for (let at = from; at < to; at++) {
    const start = at;
    let text = source[at]!;
    if (text === '\\') {
      const letter = source[++at]!;
      const digits = DIGITS.get(letter);
      if (digits !== undefined) {
        text = String.fromCodePoint(Number.parseInt(source.slice(at + 1, at + 1 + digits), 16) || 0);
        at += digits;
      } else if (/[\r\n]/.test(letter)) continue;
      else text = ESCAPES.get(letter) ?? letter;
    }
    for (let index = 0; index < text.length; index++) written.push({ char: text[index]!, start, end: at + 1 });
  }
  return written;
}
