import type { SourceRange } from '../flows/source.js';

const WIDTH = 110;

/**
 * The line a finding is on, with its number and carets below the range:
 * ```
 * 14 │     mesage: Hello
 *    │     ^^^^^^ Unknown property "mesage"
 * ```
 */
export function renderExcerpt(source: string, range: SourceRange, message: string): string {
  const line = (source.split('\n')[range.startLine - 1] ?? '')
    .replace(/\r$/, '')
    .replace(/^\uFEFF/, '')
    .replaceAll('\t', ' ');
  // A long line is cut so that the place stays in view.
  const from = range.startColumn - 1 > WIDTH - 20 ? range.startColumn - 21 : 0;
  const shown = `${from > 0 ? '…' : ''}${line.slice(from, from + WIDTH)}${line.length > from + WIDTH ? '…' : ''}`;
  const indent = range.startColumn - 1 - from + (from > 0 ? 1 : 0);
  const end = range.endLine === range.startLine ? range.endColumn : line.length + 1;
  const carets = '^'.repeat(Math.max(1, Math.min(end - range.startColumn, shown.length - indent)));
  const number = String(range.startLine);
  return `${number} │ ${shown}\n${' '.repeat(number.length)} │ ${' '.repeat(indent)}${carets} ${message}`;
}
