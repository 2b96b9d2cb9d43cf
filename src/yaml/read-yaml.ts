import type { YamlNode } from './nodes.js';
import { Parser } from './parser.js';
import { type YamlMark, type YamlProblem, YamlReadError } from './problem.js';
import { Progress } from './progress.js';
import { Scanner } from './scanner.js';
import type { Span } from './span.js';

/** More tokens than any flow has; each takes some hundred bytes. */
export const MAX_TOKENS = 120_000;

/** What a text turned out to be; `end` is where the reading ended. */
export type YamlReading =
  | { readonly kind: 'document'; readonly root: YamlNode; readonly end: YamlMark }
  /** Nothing, or nothing but comments. */
  | { readonly kind: 'empty'; readonly end: YamlMark }
  | { readonly kind: 'problem'; readonly problem: YamlProblem };

/**
 * Reads the first document of a text as Kestra's parser does: accepts, refuses and types what SnakeYAML 2
 * with Jackson's YAML parser does, and stops at the same place. What follows the document is not looked at.
 * Of a list not even the items count: a flow is a mapping.
 * @param maxTokens more tokens are a problem of the kind `tokens`
 */
export function readYaml(text: string, maxTokens: number): YamlReading {
  const progress = new Progress(text, maxTokens);
  try {
    const root = new Parser(progress).document();
    const { last: end } = progress;
    return root === undefined ? { kind: 'empty', end } : { kind: 'document', root, end };
  } catch (error) {
    if (!(error instanceof YamlReadError)) throw error;
    if (progress.list !== undefined && error.kind !== 'tokens')
      return { kind: 'document', root: progress.list, end: progress.last };
    return { kind: 'problem', problem: problemOf(error, progress) };
  }
}

function problemOf({ kind, problem, mark, context, contextMark }: YamlReadError, { last }: Progress): YamlProblem {
  return {
    kind,
    problem,
    mark,
    last,
    ...(context === undefined ? {} : { context }),
    ...(contextMark === undefined ? {} : { contextMark }),
  };
}

/**
 * How many tokens a text has, up to its first problem and counted no further than to one more than `limit`.
 */
export function countTokens(text: string, limit: number): number {
  const scanner = new Scanner(text, Infinity);
  let count = 0;
  try {
    for (; count <= limit && scanner.peek().kind !== 'stream-end'; count++) scanner.take();
  } catch (error) {
    if (!(error instanceof YamlReadError)) throw error;
  }
  return count;
}

/** The last scalar that a text has before an offset; undefined when there is none. */
export function scalarBefore(text: string, offset: number): Span | undefined {
  const scanner = new Scanner(text, Infinity);
  let found: Span | undefined;
  try {
    for (let token = scanner.peek(); token.kind !== 'stream-end'; token = scanner.peek()) {
      if (token.start.offset >= offset) break;
      if (token.kind === 'scalar') found = { start: token.start.offset, end: token.end.offset };
      scanner.take();
    }
  } catch (error) {
    if (!(error instanceof YamlReadError)) throw error;
  }
  return found;
}
