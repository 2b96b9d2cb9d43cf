import type { FlowDocument, FlowFile } from './source.js';
import { countTokens, MAX_TOKENS } from '../yaml/read-yaml.js';

/** More is no file that somebody wrote; each costs time, and memory until the end. */
const MAX_DOCUMENTS = 2000;

/**
 * A line that begins a document (`---`) or ends one (`...`): at the line's start, then nothing, a blank or a
 * line end.
 */
const MARKER = /^(\uFEFF?---|\.\.\.)(?=[ \t\r\n]|$)/gm;

interface Piece {
  readonly start: number;
  readonly end: number;
}

interface MarkedPiece extends Piece {
  /** Where a comment on the line of its marker begins with that marker; else `start`. */
  readonly lead: number;
}

/**
 * The documents of a file. A file with one document is that document, whole; of a file with several, each is
 * the lines between its markers, with the comments above it that have a marker of their own. Empty and
 * comment-only documents of a file do not count; a file with nothing at all gives none. A file with more than
 * can be checked is one document that is too large.
 */
export function splitDocuments(file: FlowFile): readonly FlowDocument[] {
  const { text } = file;
  const filled: Piece[] = [];
  // Comments and directives with a marker behind them belong to the document that follows. Before these there
  // must be no other marker: it would begin an empty document.
  let above: number | undefined;
  for (const { lead, start, end } of piecesOf(text)) {
    if (hasContent(text, start, end)) {
      filled.push({ start: above ?? lead, end });
      above = undefined;
    } else above = /\S/.test(text.slice(start, end)) ? start : undefined;
    if (filled.length > MAX_DOCUMENTS) break;
  }
  if (isTooMuch(text, filled)) return [{ file, index: 0, count: 1, start: 0, source: text, tooLarge: true }];
  const only = filled.length === 1 ? [{ start: 0, end: text.length }] : filled;
  return only.map(({ start, end }, index) => ({
    file,
    index,
    count: only.length,
    start,
    source: text.slice(start, end),
  }));
}

/** One document is measured while it is parsed. */
function isTooMuch(text: string, pieces: readonly Piece[]): boolean {
  if (pieces.length > MAX_DOCUMENTS) return true;
  if (pieces.length < 2 || text.length <= MAX_TOKENS) return false;
  let left = 3 * MAX_TOKENS;
  for (const { start, end } of pieces) left -= countTokens(text.slice(start, end), left);
  return left < 0;
}

/** The text between the markers; content on the line of a marker (`--- {a: b}`) belongs to its document. */
function* piecesOf(text: string): Generator<MarkedPiece> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  let lead = start;
  for (const { index, 0: marker } of text.matchAll(MARKER)) {
    yield { lead, start, end: index };
    start = afterMarker(text, index + marker.length);
    const hasComment = marker.endsWith('---') && text.slice(index + marker.length, start).includes('#');
    lead = hasComment ? index + marker.length - 3 : start;
  }
  yield { lead, start, end: text.length };
}

/** Behind the marker's line; directly behind the marker when something stands on its line. */
function afterMarker(text: string, offset: number): number {
  const rest = /[ \t]*(#[^\n]*)?(\r?\n|$)/y;
  rest.lastIndex = offset;
  const match = rest.exec(text);
  return match === null ? offset : offset + match[0].length;
}

/** Whether anything but blank lines, comments and directives stands there. */
function hasContent(text: string, start: number, end: number): boolean {
  return /^[^\S\n]*[^\s#%]/m.test(text.slice(start, end));
}

/** A document as it is sent to be validated: without byte order mark, markers and blank lines around it. */
export interface Sendable {
  readonly text: string;
  /** Offset of `text` in the document's source. */
  readonly start: number;
  /** The text itself holds a line that begins with `---`: the server would split it there. */
  readonly alone: boolean;
}

/**
 * Cuts what stands around a document, so that texts joined by `\n---\n` are split by the server where they
 * were joined.
 */
export function sendable({ source }: FlowDocument): Sendable {
  const start = leadOf(source);
  let end = source.length;
  while (end > start) {
    const line = source.lastIndexOf('\n', end - 1) + 1;
    if (!/^(---|\.\.\.)?[ \t\r]*$/.test(source.slice(line, end))) break;
    end = Math.max(line - 1, start);
  }
  const text = source.slice(start, end).replace(TAIL, '').replace(/\r$/, '');
  return { text, start, alone: /(^|\n)---/.test(text) };
}

/** Comments, directives and blank lines with a marker behind them. */
const LEAD = /(?:[ \t]*(?:[#%][^\n]*)?\r?\n)*(?:---|\.\.\.)[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
const BLANK = /[ \t]*\r?\n/y;
/** A last marker and nothing but comments behind it. */
const TAIL = /\r?\n(?:---|\.\.\.)[ \t]*(?:#[^\n]*)?(?:\r?\n[ \t]*(?:#[^\n]*)?)*$/;

/**
 * How much stands before a document: what ends with its marker, and blank lines. A comment without a marker
 * behind it stays.
 */
function leadOf(source: string): number {
  let at = source.startsWith('\uFEFF') ? 1 : 0;
  for (const part of [LEAD, BLANK]) {
    for (;;) {
      part.lastIndex = at;
      const match = part.exec(source);
      if (match === null) break;
      at += match[0].length;
    }
  }
  return at;
}
