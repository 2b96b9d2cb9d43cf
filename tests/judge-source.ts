import { parseFlow } from '../src/flows/parse-flow.js';
import { judgeDocument, type JudgeOptions } from '../src/rules/judge.js';
import { javaTrim } from '../src/rules/reading/java-text.js';
import type { RuleVerdict } from '../src/rules/verdict.js';

/** Judges a source as `POST /flows/validate` answers about one document: the server trims it first. */
export function judgeSource(source: string, options: JudgeOptions): RuleVerdict {
  const text = javaTrim(source);
  const file = { path: 'flow.yaml', text };
  return judgeDocument(parseFlow({ file, index: 0, count: 1, start: 0, source: text }), options);
}
