// The notation of the placement tests: a YAML text carries the mark ‸ in front of the place that a message of
// Kestra means, and a second one behind it where its end matters. The marks are taken out before the text is
// parsed; `line:column` of the only finding is compared with `line:column` of the mark.
import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { findingsOfVerdict } from '../../../src/findings/verdict-findings.js';
import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { parseText } from '../../flow-source.js';

/**
 * Stands in a YAML text in front of the place that a message means, and, where the end matters, behind it.
 */
const MARK = '‸';

export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * A text without its marks, and where they stood, counted by hand: lines end with LF, columns are UTF-16
 * units, a byte order mark is none.
 */
function marked(yaml: string): { readonly text: string; readonly start: Place; readonly end?: Place } {
  const [before, ...rest] = yaml.replace(/^\n/, '').split(MARK);
  const places: Place[] = [];
  let text = before!;
  for (const part of rest) {
    const lines = text.replace(/^\uFEFF/, '').split('\n');
    places.push({ line: lines.length, column: lines.at(-1)!.length + 1 });
    text += part;
  }
  if (places.length === 0 || places.length > 2) throw new Error(`One or two marks, please:\n${yaml}`);
  return { text, start: places[0]!, ...(places[1] === undefined ? {} : { end: places[1] }) };
}

export interface Spoken {
  readonly rules?: RuleSetName;
  /** 0-based document of the file that the server speaks of. */
  readonly document?: number;
  /** Lines that the server saw before it: 1 for all but the first of a request. */
  readonly linesBefore?: number;
}

/** What Kestra says about a document, as findings. */
export function findingsOf(text: string, verdict: Partial<ServerVerdict>, spoken: Spoken = {}): readonly Finding[] {
  const parsed = parseText(text, spoken.document);
  return findingsOfVerdict(parsed, { outdated: false, ...verdict }, spoken.rules ?? '1.3', spoken.linesBefore ?? 0);
}

/** An answer with one line of `constraints`; texts that bring a prefix of their own are taken as they are. */
export function refusing(text: string): Partial<ServerVerdict> {
  const isWhole = /^(?:Validation error: |Unable to validate|Illegal flow source|jakarta\.)/.test(text);
  return { constraints: isWhole ? text : `Validation error: ${text}\n` };
}

/** `line:column` of a place. */
function at({ line, column }: Place): string {
  return `${line}:${column}`;
}

function startOf({ range }: Finding): string {
  return `${range?.startLine}:${range?.startColumn}`;
}

function endOf({ range }: Finding): string {
  return `${range?.endLine}:${range?.endColumn}`;
}

/** The text of a range. @throws when it ends before it begins */
function whatStandsThere(text: string, { range }: Finding): string {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const { startLine = 1, startColumn = 1, endLine = 1, endColumn = 1 } = range ?? {};
  const offset = (line: number, column: number) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, column - 1);
  const [start, end] = [offset(startLine, startColumn), offset(endLine, endColumn)];
  if (end < start) throw new Error(`A range that ends before it begins: ${JSON.stringify(range)}`);
  return lines.join('\n').slice(start, end);
}

/** Where the only finding is, and where the marks say that it should be; the end only when it is marked. */
export function placement(yaml: string, verdict: Partial<ServerVerdict>, spoken?: Spoken) {
  const { text, start, end } = marked(yaml);
  const findings = findingsOf(text, verdict, spoken);
  for (const finding of findings) expect(whatStandsThere(text, finding)).not.toMatch(/[ \t]$/);
  return {
    found: findings.map((finding) => (end === undefined ? startOf(finding) : `${startOf(finding)}-${endOf(finding)}`)),
    wanted: [end === undefined ? at(start) : `${at(start)}-${at(end)}`],
  };
}

/** Name, the lines of Kestra (1.3 and 2.0 print paths differently), the document with its mark. */
export type PlacedLines = readonly [name: string, lines: readonly string[], yaml: string];

/** A test for each line: its finding stands where the document has its mark. */
export function linesStandAtTheirMarks(cases: readonly PlacedLines[]): void {
  const each = cases.flatMap(([name, lines, yaml]) => lines.map((line) => [name, line, yaml] as const));
  test.each(each)('%s: %s', (_name, line, yaml) => {
    const { found, wanted } = placement(yaml, refusing(line));
    expect(found).toEqual(wanted);
  });
}

/** A test for each text: the only finding of its verdict stands where the document has its mark. */
export function textsStandAtTheirMarks(
  cases: readonly (readonly [name: string, text: string, yaml: string])[],
  verdict: (text: string) => Partial<ServerVerdict>,
): void {
  test.each(cases)('%s: %s', (_name, text, yaml) => {
    const { found, wanted } = placement(yaml, verdict(text));
    expect(found).toEqual(wanted);
  });
}
