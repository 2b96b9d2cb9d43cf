import { positionAt } from '../../../flows/positions.js';
import type { FlowDocument } from '../../../flows/source.js';
import type { YamlMark, YamlProblem } from '../../../yaml/problem.js';
import { type OutlineLine, outlineLine, outlineOf } from './outline.js';

/** What was being read when a problem was met, and the line on which it began. */
export interface SyntaxContext {
  readonly what: string;
  readonly mark: YamlMark;
  /** Its line before the place where it began, and from there on. */
  readonly before: string;
  readonly after: string;
}

/** A problem of the YAML reader with the text around it. */
export interface SyntaxPlace {
  readonly problem: YamlProblem;
  /** The line of the problem mark, and its parts before and behind the mark. */
  readonly line: string;
  readonly before: string;
  readonly after: string;
  readonly context: SyntaxContext | undefined;
  /** Lines that begin an entry, from the top to the line above the mark. */
  readonly above: readonly OutlineLine[];
  /** The line of the mark as the start of an entry. */
  readonly here: OutlineLine;
  /** Lines by their 0-based number, as SnakeYAML counts them, without a byte order mark. */
  readonly lines: readonly string[];
  /** The 1-based number of a line in the file. */
  readonly numberOf: (line: number) => number;
}

const LINE_BREAK = /\r\n|[\n\r\x85\u2028\u2029]/g;

/** What is found around the mark of a problem. */
export function syntaxPlace(problem: YamlProblem, document: FlowDocument): SyntaxPlace {
  const { source } = document;
  const starts = [source.startsWith('\uFEFF') ? 1 : 0];
  const lines: string[] = [];
  for (const { index, 0: lineBreak } of source.matchAll(LINE_BREAK)) {
    lines.push(source.slice(starts.at(-1), index));
    starts.push(index + lineBreak.length);
  }
  lines.push(source.slice(starts.at(-1)));
  const around = ({ offset, line: number }: YamlMark) => {
    const line = lines[number] ?? '';
    const column = offset - (starts[number] ?? offset);
    return { line, before: line.slice(0, column), after: line.slice(column) };
  };
  const { mark, context: what, contextMark } = problem;
  return {
    problem,
    ...around(mark),
    // Where there is no mark, the context says no more than the problem.
    context: contextMark && { what: what!, mark: contextMark, ...around(contextMark) },
    above: outlineOf(lines.slice(0, mark.line)),
    here: outlineLine(around(mark).line, mark.line),
    lines,
    numberOf: (number) => positionAt(document.file, document.start + (starts[number] ?? source.length)).line,
  };
}
