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
  const span = { start: Math.min(error.pos[0], source.length), end: Math.min(error.pos[1], source.length) };
  return { kind: 'syntax', message: wording(error, source), span };
}

/** A mapping key that is no scalar; most often an expression without quotes. Kestra 1.2 and 1.3 answer with exactly this. */
export function invalidStructure(source: string, span: Span): SyntaxProblem {
  const line = source.slice(0, span.start).split('\n').length;
  const expression = source.slice(span.start - 1, span.start + 1) === '{{';
  return {
    kind: 'syntax',
    message: expression
      ? 'An expression that begins a value needs quotes: "{{ … }}".'
      : 'A key must be plain text, not a list or a mapping.',
    constraints: `Validation error: Illegal Flow source: YAML syntax error: Invalid structure. Check indentation and ensure all fields are properly formatted. (at line ${line})`,
    span: expression ? { start: span.start - 1, end: span.end } : span,
  };
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
