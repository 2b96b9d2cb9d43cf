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

const DASHES = /^(\uFEFF? *)((?:-(?: +|$))*)/;
const KEY = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?:\s+(.*))?$/;
/** What makes a block of text of the lines below. */
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
    if (text.startsWith('#') || /^(---|\.\.\.)(\s|$)/.test(line)) return;
    const [lead = '', spaces = '', dashes = ''] = DASHES.exec(line) ?? [];
    const rest = line.slice(lead.length).trimEnd();
    const match = KEY.exec(rest);
    const value = (match === null ? rest : (match[2] ?? '')).replace(/^#.*$/, '');
    outline.push({ number, dashes: columnsOf(dashes, spaces.length), column: lead.length, key: match?.[1], value });
    // Text begins to the right of the innermost entry of the line.
    if (BLOCK.test(value)) textBelow = match === null && dashes !== '' ? spaces.length : lead.length;
  });
  return outline;
}

function columnsOf(dashes: string, start: number): readonly number[] {
  return [...dashes.matchAll(/-/g)].map(({ index }) => start + index);
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
