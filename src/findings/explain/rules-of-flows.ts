import { readDuplicate } from '../kestra-texts.js';
import type { Explainer } from './explanation.js';
import { listed, sentence } from './words.js';

/** "Duplicate task id with name [a, b]" and the like. */
export const explainDuplicate: Explainer = (text) => {
  const found = readDuplicate(text);
  if (found === undefined) return undefined;
  const { kind, names } = found;
  const isPath = kind === 'input path';
  const one = names.length === 1;
  const subject = isPath ? `The ${kind}${one ? '' : 's'}` : `The ${kind} id${one ? '' : 's'}`;
  return {
    rule: `duplicate-${kind.replaceAll(' ', '-')}`,
    message: `${subject} ${listed(names)} ${one ? 'is' : 'are'} used twice.`,
  };
};

/** Sentences that a person understands as they are; each with the name of its rule. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^The subflow [^]* not found/, 'unknown-subflow'],
  [/^The subflow [^]* is disabled/, 'disabled-subflow'],
  [/^Recursive call/, 'recursive-call'],
  [/^Flow id is a reserved/, 'reserved-flow-id'],
  [/^System labels/, 'system-label'],
  [/^Invalid (?:input|output) reference/, 'dashed-reference'],
  [/^Input with id '[^']*' depends on a non-existent input|^Cycle dependency/, 'input-dependency'],
  [/^Input path /, 'duplicate-input-path'],
  [/^This flow will be triggered for EVERY/, 'triggered-by-everything'],
  [/^The task '[^']*' cannot use the '\w+' property/, 'property-without-effect'],
  [/^Task '[^']*' can't have any `\w+`/, 'enterprise-only'],
  [/^\S+ is replaced by \S+$/, 'replaced-type'],
  [/^pluginDefaultsRef: /, 'unknown-plugin-defaults'],
];

/** Kestra's own rules about the flow as a whole. */
export const explainFlowRule: Explainer = (text) => {
  const rule = SENTENCES.find(([pattern]) => pattern.test(text))?.[1];
  return rule === undefined ? undefined : { rule, message: sentence(text.replace(/^pluginDefaultsRef: /, '')) };
};
