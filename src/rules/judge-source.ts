import { parseFlow } from '../flows/parse-flow.js';
import { judgeDocument, type JudgeOptions } from './judge.js';
import { javaTrim } from './reading/java-text.js';
import type { RuleVerdict } from './verdict.js';

/** Judges a source as `POST /flows/validate` answers about one document: the server trims it first. */
export function judgeSource(source: string, options: JudgeOptions): RuleVerdict {
  const text = javaTrim(source);
  const file = { path: 'flow.yaml', text };
  return judgeDocument(parseFlow({ file, index: 0, count: 1, start: 0, source: text }), options);
}
