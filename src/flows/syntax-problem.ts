import type { YAMLError } from 'yaml';
import type { Span } from './source.js';
import type { SyntaxProblem } from './tree.js';

/** Ends the building of a tree: the document cannot be read. */
export class SourceLimitError extends Error {
  constructor(readonly problem: SyntaxProblem) {
    super(problem.message);
    this.name = 'SourceLimitError';
  }
}

/** What the library says, in words that tell what to do. */
export function toSyntaxProblem(error: YAMLError, source: string): SyntaxProblem {
  const start = startOf(error, source);
  return { kind: 'syntax', message: wording(error, source), span: { start, end: lineEnd(source, start) } };
}

/** Where SnakeYAML sees the problem: the library often looks at what stands before or behind it. */
function startOf({ code, message, pos }: YAMLError, source: string): number {
  const at = Math.min(pos[0], source.length);
  if (message.startsWith('Missing closing')) return openingQuote(source, at, message.includes('"') ? '"' : "'");
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const colon = /:(?=\s|$)/g;
    colon.lastIndex = at;
    const found = colon.exec(source.slice(0, lineEnd(source, at)));
    return found?.index ?? at;
  }
  if (code === 'TAB_AS_INDENT') return at;
  const text = /[^ ]/g;
  text.lastIndex = at;
  const found = text.exec(source.slice(0, lineEnd(source, at)));
  return found?.index ?? at;
}

/** Text without its closing quote runs to the end: what matters is where it begins. */
function openingQuote(source: string, end: number, quote: string): number {
  let at = source[end] === quote ? end : source.lastIndexOf(quote, end - 1);
  // A quote that the text itself holds is escaped, or doubled.
  while (at > 0 && quote === '"' && source[at - 1] === '\\') at = source.lastIndexOf(quote, at - 1);
  while (at > 0 && quote === "'" && source[at - 1] === quote) at = source.lastIndexOf(quote, at - 2);
  return Math.max(at, 0);
}

function lineEnd(source: string, offset: number): number {
  const newline = source.indexOf('\n', offset);
  const end = newline === -1 ? source.length : newline;
  return end > offset && source[end - 1] === '\r' ? end - 1 : end;
}

/**
 * A mapping key that is no scalar; most often an expression without quotes. Kestra 1.2 and 1.3 answer with
 * exactly this.
 */
export function invalidStructure(source: string, span: Span): SyntaxProblem {
  const line = source.slice(0, span.start).split('\n').length;
  const expression = source.slice(span.start - 1, span.start + 1) === '{{';
  return {
    kind: 'syntax',
    message: expression
      ? 'An expression that begins a value needs quotes: "{{ … }}".'
      : 'A key must be plain text, not a list or a mapping.',
    constraints: `Validation error: Illegal Flow source: YAML syntax error: Invalid structure. Check indentation and ensure all fields are properly formatted. (at line ${line})`,
    span: expression ? { start: span.start - 1, end: span.end + (source[span.end] === '}' ? 1 : 0) } : span,
  };
}

/** @param limit levels that Kestra reads; undefined: deeper than there is room for here */
export function tooDeep(limit: number | undefined): SyntaxProblem {
  const message =
    limit === undefined
      ? 'The document is nested too deeply to be checked.'
      : `The document is nested deeper than Kestra reads (${limit} levels).`;
  return { kind: 'limit', message, span: { start: 0, end: 0 } };
}

export function tooManyTokens(limit: number): SyntaxProblem {
  const message = `This is too much for one flow to be checked: more than ${limit.toLocaleString('en')} YAML tokens.`;
  return { kind: 'limit', message, span: { start: 0, end: 0 } };
}

export function tooLongQuoted(limit: number): SyntaxProblem {
  const message = `A quoted text of more than ${limit.toLocaleString('en')} characters cannot be checked; write it as a block (\`|\`).`;
  return { kind: 'limit', message, span: { start: 0, end: 0 } };
}

export function tooManyDocuments(): SyntaxProblem {
  const message = 'The file holds more documents than can be checked together; spread them over several files.';
  return { kind: 'limit', message, span: { start: 0, end: 0 } };
}

function wording(error: YAMLError, source: string): string {
  const first = error.message
    .split('\n')[0]!
    .replace(/:$/, '')
    .replace(/ at line \d+, column \d+$/, '');
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return 'YAML does not allow tabs for indentation; use spaces.';
    case 'BAD_SCALAR_START':
      return `A value cannot begin with ${JSON.stringify(source[error.pos[0]] ?? '')}; put quotes around it.`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'There is a second ":" on this line: put quotes around the value, or move the nested mapping to its own lines.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This looks like a key, but it goes on over several lines: a ":" is missing, or the indentation is wrong.';
    case 'BAD_INDENT':
    case 'BAD_PROP_ORDER':
      return `The indentation does not fit: ${decapitalise(first)}.`;
    default:
      return `The YAML cannot be read: ${decapitalise(first)}.`;
  }
}

function decapitalise(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
