import { quoted } from '../words.js';

/** A line that begins an entry of a mapping or a list. */
export interface OutlineLine {
  /** 0-based. */
  readonly number: number;
  /** 0-based columns of the dashes at its start. */
  readonly dashes: readonly number[];
  /** 0-based, of what stands behind the dashes. */
  readonly column: number;
  /** Undefined when there is no key, only an item. */
  readonly key: string | undefined;
  /** What stands behind the key, or the item itself; empty for nothing. */
  readonly value: string;
}

const LEAD = /^ *(?:-(?: +|$))*/;
const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)[ \t]*:(?:[ \t]+(.*))?$/;
const BLOCK = /^(?:[&!]\S+ +)*[|>][-+0-9]*\s*(?:#.*)?$/;

/** The lines that structure a text: no blank lines, comments, or lines inside a block of text. */
export function outlineOf(lines: readonly string[]): readonly OutlineLine[] {
  const outline: OutlineLine[] = [];
  let textBelow = -1;
  lines.forEach((line, number) => {
    const text = line.trim();
    const indent = line.length - line.trimStart().length;
    if (text === '') return;
    if (textBelow >= 0 && indent > textBelow) return;
    textBelow = -1;
    if (text.startsWith('#') || /^(?:---|\.\.\.)\s/.test(line)) return;
    const entry = outlineLine(line, number);
    outline.push(entry);
    textBelow = textColumn(entry) ?? -1;
  });
  return outline;
}

/** A line as the start of an entry, whatever it is. */
export function outlineLine(line: string, number: number): OutlineLine {
  const [lead] = LEAD.exec(line)!;
  const dashes = [...lead.matchAll(/-/g)].map(({ index }) => index);
  const rest = line.slice(lead.length);
  const match = KEY.exec(rest);
  const value = match === null ? rest : (match[2] ?? '');
  return { number, dashes, column: lead.length, key: match?.[1], value: value.startsWith('#') ? '' : value };
}

/**
 * The column that a block of text below a line stands to the right of, 0-based: that of its key or dash.
 * Undefined for a line that begins no such text.
 */
export function textColumn({ key, dashes, column, value }: OutlineLine): number | undefined {
  if (!BLOCK.test(value)) return undefined;
  return key === undefined ? dashes.at(-1) : column;
}

/** A line by its key, else as what it is. */
export function nameOfLine({ key, dashes }: OutlineLine): string {
  if (key !== undefined) return nameOfKey(key);
  return dashes.length > 0 ? 'the list item' : 'this line';
}

/** A key as messages name it: in quotes, its own if it has any. */
export function nameOfKey(key: string): string {
  return /^["']/.test(key) ? key : quoted(key);
}

/** A column in which an open collection has its entries. */
export interface OpenColumn {
  /** 0-based. */
  readonly column: number;
  /** Of a list: its dashes stand there. */
  readonly isDash: boolean;
  /** The last entry that began there. */
  readonly line: OutlineLine;
}

/** Where entries could go on behind an outline, the innermost first. */
export function openColumns(outline: readonly OutlineLine[]): readonly OpenColumn[] {
  const open: OpenColumn[] = [];
  for (const line of outline.toReversed()) {
    const keys = line.key === undefined ? [] : [{ column: line.column, isDash: false, line }];
    const dashes = line.dashes.toReversed().map((column) => ({ column, isDash: true, line }));
    for (const place of [...keys, ...dashes]) {
      const last = open.at(-1);
      // The dashes of a list may stand in the column of its key.
      const isOwner = last !== undefined && last.isDash && !place.isDash && place.column === last.column;
      if (last === undefined || place.column < last.column || isOwner) open.push(place);
    }
  }
  return open;
}
