import { walk } from '../flows/navigate.js';
import { positionAt } from '../flows/positions.js';
import type { FlowFile, Span } from '../flows/source.js';
import type { ParsedDocument } from '../flows/tree.js';

/** A comment `# kestra-ignore: rule-id reason` in a file. */
export interface IgnoreComment {
  readonly file: string;
  readonly rules: readonly string[];
  /** 1-based, where it stands. */
  readonly line: number;
  readonly column: number;
  /** End of the comment's text on its line. */
  readonly endColumn: number;
  /** The line that it is about: its own, or the next one with something on it. */
  readonly about: number;
  /** Lines that hold one value with that line: a text in several lines, with the key before it. */
  readonly lastLine: number;
}

const COMMENT = /(^|[ \t])#[ \t]*kestra-ignore:[ \t]*([\w.-]+(?:[ \t]*,[ \t]*[\w.-]+)*)([^\n]*)/gm;

/** The comments of a document that silence rules; the same words inside a value are text. */
export function ignoreCommentsOf(parsed: ParsedDocument): readonly IgnoreComment[] {
  const { document, root } = parsed;
  const { source, file } = document;
  if (!source.includes('kestra-ignore:')) return [];
  const values = walk(root).flatMap(({ node }) => (node.kind === 'scalar' ? [node.span] : []));
  return [...source.matchAll(COMMENT)].flatMap((match): readonly IgnoreComment[] => {
    const [text, before, names] = match;
    const start = match.index + before!.length;
    if (values.some((span) => span.start <= start && start < span.end)) return [];
    const at = positionAt(file, document.start + start);
    const isAlone = source.slice(source.lastIndexOf('\n', start - 1) + 1, start).trim() === '';
    const about = isAlone ? nextLine(file, at.line) : at.line;
    const trimmed = text.trimEnd().length - before!.length;
    return [
      {
        file: file.path,
        rules: names!.split(',').map((name) => name.trim()),
        line: at.line,
        column: at.column,
        endColumn: at.column + trimmed,
        about,
        lastLine: lastLineOf(parsed, values, about),
      },
    ];
  });
}

/** The first line behind that holds more than a comment. */
function nextLine({ text }: FlowFile, line: number): number {
  const lines = text.split('\n');
  for (let next = line; next < lines.length; next++) {
    const content = lines[next]!.trim();
    if (content !== '' && !content.startsWith('#')) return next + 1;
  }
  return line;
}

/** Where the value ends that begins on this line; the text of a block begins at its `|` or `>`. */
function lastLineOf({ document }: ParsedDocument, values: readonly Span[], line: number): number {
  const lineAt = (offset: number) => positionAt(document.file, document.start + offset).line;
  return values
    .filter(({ start }) => lineAt(start) === line)
    .map(({ start, end }) => lineAt(Math.max(start, end - 1)))
    .reduce((last, end) => Math.max(last, end), line);
}
