import { positionAt } from '../../../flows/positions.js';
import type { FlowDocument } from '../../../flows/source.js';
import type { YamlMark, YamlProblem } from '../../../yaml/problem.js';
import { type OutlineLine, outlineOf } from './outline.js';

/** A problem of the YAML reader with the text around it. */
export interface SyntaxPlace {
  readonly problem: YamlProblem;
  /** The line of the problem mark, and its parts before and behind the mark. */
  readonly line: string;
  readonly before: string;
  readonly after: string;
  /** The line of the context mark; undefined without a context. */
  readonly contextLine: string | undefined;
  /** Lines that begin an entry, from the top to the line above the mark. */
  readonly above: readonly OutlineLine[];
  /** The line of the mark, when it begins an entry. */
  readonly here: OutlineLine | undefined;
  /** Lines by their 0-based number, as SnakeYAML counts them. */
  readonly lines: readonly string[];
  /** The 1-based number of a line in the file. */
  readonly numberOf: (line: number) => number;
}

/** What is found around the mark of a problem. */
export function syntaxPlace(problem: YamlProblem, document: FlowDocument): SyntaxPlace {
  const { source } = document;
  const starts = [0];
  for (const end of source.matchAll(/\r\n|[\n\r\x85\u2028\u2029]/g)) starts.push(end.index + end[0].length);
  const lines = starts.map((start, at) => source.slice(start, starts[at + 1]).replace(/[\n\r\x85\u2028\u2029]+$/, ''));
  const { mark, contextMark } = problem;
  const line = lines[mark.line] ?? '';
  const column = unitsOf(mark, starts);
  const outline = outlineOf(lines.slice(0, mark.line + 1));
  return {
    problem,
    line,
    before: line.slice(0, column),
    after: line.slice(column),
    contextLine: contextMark === undefined ? undefined : lines[contextMark.line],
    above: outline.filter(({ number }) => number < mark.line),
    here: outline.find(({ number }) => number === mark.line),
    lines,
    numberOf: (number) => positionAt(document.file, document.start + (starts[number] ?? source.length)).line,
  };
}

function unitsOf({ offset, line }: YamlMark, starts: readonly number[]): number {
  return Math.max(offset - (starts[line] ?? offset), 0);
}
