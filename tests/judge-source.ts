import { judgeDocument, type JudgeOptions } from '../src/rules/judge.js';
import { javaTrim } from '../src/rules/reading/java-text.js';
import type { RuleVerdict } from '../src/rules/verdict.js';
import { parseSource } from './flow-source.js';

/** Judges a source as `POST /flows/validate` answers about one document: the server trims it first. */
export function judgeSource(source: string, options: JudgeOptions): RuleVerdict {
  return judgeDocument(parseSource(javaTrim(source)), options);
}
