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

/** The entries that are still open at the end of an outline: the last line of each level, the innermost first. */
export function openEntries(outline: readonly OutlineLine[]): readonly OutlineLine[] {
  const open: OutlineLine[] = [];
  let least = Infinity;
  for (const line of outline.toReversed()) {
    if (line.column >= least) continue;
    open.push(line);
    least = line.dashes[0] ?? line.column;
    // A dash and what stands behind it are two levels of one line.
    if (least === 0) break;
  }
  return open;
}
