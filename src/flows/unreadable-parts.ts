import type { Span } from './source.js';

/** A line of a text. */
interface Line extends Span {
  readonly indent: number;
  readonly text: string;
}

/** A property of a flow as its lines show it, and the items of its list. */
interface Property extends Span {
  /** Behind the colon of its key. */
  readonly value: number;
  readonly items: readonly Span[];
  /** Lines that are no part of an item: a key of the flow that is lost, or text at the margin. */
  readonly strays: readonly number[];
  /** Indented lines that may be keys with a wrong indentation: `tasks:` and nothing behind it. */
  readonly doubtful: ReadonlySet<number>;
}

/** A flow in its lines, whatever the YAML parser makes of them. */
export type FlowOutline = readonly Property[];

const KEY = /^(["']?)([\w-]+)\1[ \t]*:(?=[ \t\r]|$)/;

export function outlineOfFlow(source: string, isProperty: (key: string) => boolean): FlowOutline {
  const lines = linesOf(source);
  const heads = lines.flatMap(({ text }, index) => {
    const length = keyLength(text, isProperty);
    return length === undefined ? [] : [{ index, length }];
  });
  return heads.map(({ index, length }, at) => {
    const next = heads[at + 1]?.index ?? lines.length;
    const { start } = lines[index]!;
    const end = lines[next]?.start ?? source.length;
    const below = lines.slice(index + 1, next);
    const content = contentColumn(below);
    const doubtful = below.filter(({ text, indent }) => {
      const line = text.trim();
      return line.endsWith(':') && (indent < content || keyLength(line, isProperty) === line.length);
    });
    return {
      start,
      end,
      value: start + length,
      ...itemsOf(below, end),
      doubtful: new Set(doubtful.map((line) => line.start)),
    };
  });
}

/** How long the key is with which a line begins, its colon included; undefined where it is no property. */
function keyLength(text: string, isProperty: (key: string) => boolean): number | undefined {
  const match = KEY.exec(text);
  return match !== null && isProperty(match[2]!) ? match[0].length : undefined;
}

function linesOf(source: string): readonly Line[] {
  let start = 0;
  return source.split('\n').map((text) => {
    const line = { start, end: start + text.length, indent: text.search(/\S/), text };
    start = line.end + 1;
    return line;
  });
}

/** Dashes that stand in the column of the first one. */
function itemsOf(lines: readonly Line[], end: number): Pick<Property, 'items' | 'strays'> {
  const filled = lines.filter(({ indent, text }) => indent !== -1 && text[indent] !== '#');
  const first = filled[0];
  if (first === undefined || !isDash(first)) return { items: [], strays: [] };
  const left = filled.filter(({ indent }) => indent <= first.indent);
  const dashes = left.filter((line) => line.indent === first.indent && isDash(line));
  const items = dashes.map(({ start }, index) => ({ start, end: dashes[index + 1]?.start ?? end }));
  return { items, strays: left.filter((line) => !dashes.includes(line)).map(({ start }) => start) };
}

/** The column in which the properties of the first item begin; 0 without one. */
function contentColumn(lines: readonly Line[]): number {
  const filled = lines.filter(({ indent, text }) => indent !== -1 && text[indent] !== '#');
  const [first, second] = filled;
  if (first === undefined || !isDash(first)) return 0;
  const inLine = first.text.slice(first.indent + 1).search(/\S/);
  return inLine === -1 ? (second?.indent ?? 0) : first.indent + 1 + inLine;
}

function isDash({ text, indent }: Line): boolean {
  return /^-(?=[ \t\r]|$)/.test(text.slice(indent));
}

/**
 * The items, or properties, that text belongs to which cannot be read. What the parser notices where one
 * begins may be a mistake in the one before.
 */
export function brokenPart(outline: FlowOutline, source: string, { start, end }: Span): Span | undefined {
  const owner = atOrBefore(outline, start);
  if (owner === undefined) return undefined;
  const last = atOrBefore(outline, end)!;
  const isNextHead = end === last.start;
  if (owner !== last && !isNextHead) return { start: owner.start, end: last.end };
  // Where nothing of an item stands before, it is in what stands above.
  const from = owner.items.findLast((item) => source.slice(item.start, start).trim() !== '');
  if (from === undefined) return { start: owner.start, end: owner.end };
  const lineStart = source.lastIndexOf('\n', end - 1) + 1;
  // Behind a key that is lost the items are of another list.
  const isToEnd = isNextHead || owner.strays.some((stray) => stray >= from.start) || owner.doubtful.has(lineStart);
  const to = isToEnd ? owner.items.at(-1)! : atOrBefore(owner.items, end)!;
  return { start: from.start, end: to.end };
}

/** Whether text at the left margin of a part is neither a property of the flow nor an item of a list. */
export function hasOtherKeys(outline: FlowOutline, source: string, { start, end }: Span): boolean {
  const heads = new Set(outline.map((property) => property.start));
  return linesOf(source.slice(start, end)).some((line) => /^[^\s#-]/.test(line.text) && !heads.has(start + line.start));
}

/** The one that an offset lies in; they follow one another, and the end of the text belongs to the last. */
function atOrBefore<T extends Span>(parts: readonly T[], offset: number): T | undefined {
  return parts.findLast(({ start }) => start <= offset);
}

/** What ends no line: what stands below it keeps the number of its line. */
const NO_BREAK = /[^\r\x85\u2028\u2029]/g;

/**
 * The text with a part left out: a dash or a key stays of each item or property, as comments take the place
 * of all other lines, so that everything else stays where it is.
 */
export function blankOut(text: string, { start, end }: Span, outline: FlowOutline): string {
  const kept = new Map<number, number>();
  for (const property of outline) {
    if (property.start >= start) kept.set(property.start, property.value);
    else for (const item of property.items) kept.set(item.start, text.indexOf('-', item.start) + 1);
  }
  let at = start;
  const lines = text.slice(start, end).split('\n');
  const blank = lines.map((line) => {
    const from = at;
    at += line.length + 1;
    const content = line.replace(/\r$/, '');
    const rest = line.slice(content.length);
    const head = kept.get(from);
    const left = content.slice(0, (head ?? from) - from);
    const gone = content.slice(left.length).replace(NO_BREAK, ' ');
    return left + (head === undefined ? gone.replace(/^ /, '#') : gone) + rest;
  });
  return text.slice(0, start) + blank.join('\n') + text.slice(end);
}
