import { counted } from './counts.js';

/**
 * A table of Markdown with at most `limit` rows; the rest is counted below it. Cells are Markdown without
 * line breaks.
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  limit: number,
  what: string,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, limit);
  const rest = rows.length - shown.length;
  const table = shown.length === 0 ? [] : [[line(head), line(head.map(() => '---')), ...shown.map(line)].join('\n')];
  return [...table, ...(rest === 0 ? [] : [`… and ${counted(rest, `more ${what}`)}.`])].join('\n\n');
}
