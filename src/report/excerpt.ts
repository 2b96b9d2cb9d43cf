import type { SourceRange } from '../flows/source.js';
import { displayWidth } from './display-width.js';
import { visible } from './escape.js';

/** UTF-16 units of a line that are shown, and how many of them stand before the place when a line is cut. */
const WIDTH = 110;
const BEFORE = 30;

/**
 * The line a finding is on, with its number and carets below the range; a long line is cut so that the place
 * stays in view:
 * ```
 * 14 │     mesage: Hello
 *    │     ^^^^^^
 * ```
 */
export function renderExcerpt(line: string, { startLine, startColumn, endLine, endColumn }: SourceRange): string {
  // A byte order mark has no column.
  const text = (startLine === 1 ? line.replace(/^\uFEFF/, '') : line).replace(/\r$/, '');
  const start = Math.min(startColumn - 1, text.length);
  const end = Math.min(endLine > startLine ? text.length : Math.max(endColumn - 1, start), text.length);
  const from = text.length <= WIDTH || start < WIDTH - BEFORE ? 0 : whole(text, start - BEFORE);
  const to = whole(text, Math.min(from + WIDTH, text.length));
  const before = `${from > 0 ? '…' : ''}${cells(text.slice(from, start))}`;
  const marked = cells(text.slice(start, Math.min(end, to)));
  const after = cells(text.slice(Math.max(start, Math.min(end, to)), to));
  const number = String(startLine);
  const carets = '^'.repeat(Math.max(1, displayWidth(marked)));
  return [
    `${number} │ ${before}${marked}${after}${to < text.length ? '…' : ''}`.trimEnd(),
    `${' '.repeat(number.length)} │ ${' '.repeat(displayWidth(before))}${carets}`,
  ].join('\n');
}

/** Tabs as one blank, so that what stands below them stays below them. */
function cells(text: string): string {
  return visible(text.replaceAll('\t', ' '));
}

/** An offset that does not cut a character in two. */
function whole(text: string, offset: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(offset)) ? offset - 1 : offset;
}
