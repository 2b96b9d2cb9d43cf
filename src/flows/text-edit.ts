import type { Span } from './source.js';
import type { ScalarNode } from './tree.js';

/** A stretch of a document's source and what stands there instead. Offsets of the unedited source. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** The source with all edits, which do not overlap; of those at one place, the first comes first. */
export function applyEdits(source: string, edits: readonly TextEdit[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, text } of inOrder(edits)) {
    if (start < from) throw new Error('Two edits of a flow overlap.');
    pieces.push(source.slice(from, start), text);
    from = end;
  }
  return pieces.join('') + source.slice(from);
}

/** Edits by their places. */
export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
}

/**
 * Another value for a scalar; its anchor, tag and what stands behind it stay.
 * @param plain the value as it is written without quotes
 * @param quoted the value between the quotes that are there; absent: the quotes go
 */
export function scalarEdit(source: string, node: ScalarNode, plain: string, quoted?: string): TextEdit {
  const { start, end } = node.span;
  switch (node.style) {
    case 'double':
    case 'single': {
      const quote = source[start]!;
      return { start, end, text: quoted === undefined ? plain : quote + quoted + quote };
    }
    case 'literal':
    case 'folded': {
      // The block's last line end stays; its header and lines become one plain value.
      const tail = /\r?\n?$/.exec(source.slice(start, end))![0];
      return { start, end, text: plain + tail };
    }
    default: {
      // `key: &anchor` with nothing behind it: apart from the anchor.
      const left = start === end ? ' ' : '';
      return { start, end, text: left + plain };
    }
  }
}

/** Text that is put in, and replaces nothing. */
export function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The line end that a file uses. */
export function lineEndOf(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}
