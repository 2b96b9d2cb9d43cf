import type { YamlNode } from './nodes.js';
import { Parser } from './parser.js';
import { type YamlMark, type YamlProblem, YamlReadError } from './problem.js';
import { Progress } from './progress.js';

/** What a text turned out to be. */
export type YamlReading =
  | { readonly kind: 'document'; readonly root: YamlNode }
  /** Nothing, or nothing but comments. */
  | { readonly kind: 'empty'; readonly end: YamlMark }
  | { readonly kind: 'problem'; readonly problem: YamlProblem };

/**
 * Reads the first document of a text as Kestra's parser does: accepts, refuses and types what SnakeYAML 2 with Jackson's YAML parser does, and
 * stops at the same place. What follows the document is not looked at. Of a list not even the items count: a flow is a mapping.
 * @param maxTokens more tokens are a problem of the kind `tokens`
 */
export function readYaml(text: string, maxTokens: number): YamlReading {
  const progress = new Progress(text, maxTokens);
  try {
    const root = new Parser(progress).document();
    return root === undefined ? { kind: 'empty', end: progress.last } : { kind: 'document', root };
  } catch (error) {
    if (!(error instanceof YamlReadError)) throw error;
    if (progress.list !== undefined && error.kind !== 'tokens') return { kind: 'document', root: progress.list };
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
