import { counted } from './counts.js';
import { details } from './escape.js';

/** Rows that stand open; further ones are folded. */
const OPEN_ROWS = 50;

/**
 * A table of Markdown with at most `limit` rows, folded after the first ones; the rest is counted below it.
 * Cells are Markdown without line breaks; a column without any text is left out.
 */
export function renderTable(
  titles: readonly string[],
  cells: readonly (readonly string[])[],
  limit: number,
  what: string,
): string {
  const hasText = titles.map((_title, column) => cells.some((row) => row[column] !== ''));
  const head = titles.filter((_title, column) => hasText[column]);
  const rows = cells.map((row) => row.filter((_cell, column) => hasText[column]));
  const shown = rows.slice(0, limit);
  const folded = shown.slice(OPEN_ROWS);
  const rest = rows.length - shown.length;
  return [
    ...(shown.length === 0 ? [] : [tableOf(head, shown.slice(0, OPEN_ROWS))]),
    ...(folded.length === 0 ? [] : [details(counted(folded.length, `more ${what}`), tableOf(head, folded))]),
    ...(rest === 0 ? [] : [`… and ${counted(rest, `more ${what}`)}.`]),
  ].join('\n\n');
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
