import type { FlowDocument, FlowFile, SourceRange, Span } from './source.js';

const lineStarts = new WeakMap<FlowFile, readonly number[]>();

/**
 * Where a span of a document lies in its file: lines end with LF, as GitHub and editors count them; a byte
 * order mark has no column.
 */
export function rangeOf(document: FlowDocument, span: Span): SourceRange {
  const start = positionAt(document.file, document.start + span.start);
  const end = positionAt(document.file, document.start + Math.max(span.end, span.start));
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** 1-based line and column of an offset in a file. */
export function positionAt(file: FlowFile, offset: number): { readonly line: number; readonly column: number } {
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  const mark = low === 0 && file.text.startsWith('\uFEFF') ? 1 : 0;
  return { line: low + 1, column: Math.max(offset - starts[low]! - mark, 0) + 1 };
}

/**
 * The place a parser names by 1-based line and column of a text that begins at `start` in the document's
 * source (see Sendable): from there to the end of the line. Without a column, the line's text. Beyond the
 * text: its last line.
 */
export function spanOfLine(document: FlowDocument, start: number, line: number, column?: number): Span {
  const { source } = document;
  let offset = start;
  for (let left = line - 1; left > 0; left--) {
    const next = source.indexOf('\n', offset);
    if (next === -1) break;
    offset = next + 1;
  }
  const newline = source.indexOf('\n', offset);
  const end = offset + source.slice(offset, newline === -1 ? source.length : newline).trimEnd().length;
  const indent = /^[ \t]*/.exec(source.slice(offset, end))![0].length;
  const from = column === undefined ? offset + indent : Math.min(offset + column - 1, end);
  return { start: from, end: Math.max(end, from) };
}

function startsOf(file: FlowFile): readonly number[] {
  let starts = lineStarts.get(file);
  if (starts === undefined) {
    const found = [0];
    for (let at = file.text.indexOf('\n'); at !== -1; at = file.text.indexOf('\n', at + 1)) found.push(at + 1);
    lineStarts.set(file, (starts = found));
  }
  return starts;
}
