import { parserText } from '../yaml/parser-text.js';
import type { YamlMark, YamlProblem } from '../yaml/problem.js';
import type { LimitProblem, NoDocument, SyntaxProblem } from './tree.js';
import type { Span } from './source.js';

const SOURCE = 'Validation error: Illegal Flow source:';
const PARSING = `${SOURCE} YAML parsing error:`;

/** A problem of the YAML reader as one of the document. */
export function problemOf(yaml: YamlProblem, source: string): SyntaxProblem {
  const constraints = constraintsOf(yaml, source);
  switch (yaml.kind) {
    case 'depth':
      return limit('The document is nested deeper than Kestra reads (1000 levels).', constraints);
    case 'size':
      return limit('The document is larger than Kestra reads: 3,145,728 characters.', constraints);
    case 'tokens':
      return limit(`This is too much for one flow to be checked: ${yaml.problem}.`, constraints);
    default:
      return { kind: 'syntax', yaml, constraints, span: spanOf(yaml, source) };
  }
}

/** The whole of what Kestra answers; the marks count from the start of the source. */
function constraintsOf(yaml: YamlProblem, source: string): string {
  const line = yaml.last.line + 1;
  switch (yaml.kind) {
    case 'structure':
      return `${SOURCE} YAML syntax error: Invalid structure. Check indentation and ensure all fields are properly formatted. (at line ${line})`;
    case 'depth':
      return `${PARSING} ${yaml.problem}`;
    default:
      return `${PARSING} ${parserText(yaml, source)}${locationOf(yaml.last)}`;
  }
}

function locationOf({ line, column }: YamlMark): string {
  return `\n at [Source: (StringReader); line: ${line + 1}, column: ${column + 1}] (at line ${line + 1})`;
}

/**
 * From the place that the parser names to the end of the line. Text that never ends is placed where it
 * begins, an expression without quotes with both its braces, what is missed at the end behind the last line:
 * validating, a server does not see the blank lines behind it.
 */
function spanOf({ problem, mark, contextMark }: YamlProblem, source: string): Span {
  const isOpen = problem.includes('unexpected end of stream') && contextMark !== undefined;
  const isAtEnd = mark.offset >= source.length;
  const at = isOpen ? contextMark.offset : isAtEnd ? source.trimEnd().length : mark.offset;
  const start = Math.min(at, source.length);
  const isExpression = source[start] === '{' && source[start - 1] === '{';
  if (!isExpression) return { start, end: lineEnd(source, start) };
  const line = source.slice(start, lineEnd(source, start));
  const close = line.indexOf('}}');
  return { start: start - 1, end: start + (close === -1 ? line.length : close + 2) };
}

function lineEnd(source: string, offset: number): number {
  return offset + source.slice(offset).search(/\r?(?:\n|$)/);
}

/** @param holds a marker (`---`) makes a document of nothing */
export function emptyDocument(end: YamlMark, holds: 'nothing' | 'marker' = 'nothing'): NoDocument {
  const what =
    holds === 'nothing'
      ? 'No content to map due to end-of-input'
      : 'Cannot coerce empty String ("") to element of `java.util.LinkedHashMap` (but could if coercion was enabled using `CoercionConfig`)';
  return { kind: 'empty', constraints: `${PARSING} ${what}${locationOf(end)}`, span: { start: 0, end: 0 } };
}

/** The problem of a document that is nested deeper than this process can follow. */
export function stackUsedUp(): LimitProblem {
  return limit('The document is nested too deeply to be checked.');
}

/** The problem of a file with more documents than are read. */
export function tooManyDocuments(): LimitProblem {
  return limit('The file holds more documents than can be checked together; spread them over several files.');
}

function limit(message: string, constraints = `${PARSING} ${message}`): LimitProblem {
  return { kind: 'limit', message, constraints, span: { start: 0, end: 0 } };
}
