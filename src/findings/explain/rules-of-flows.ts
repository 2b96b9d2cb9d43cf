import type { RuleId } from '../rules/all-rules.js';
import { readDuplicate } from '../kestra-texts.js';
import type { Explainer, Explanation } from './explanation.js';
import { listed, quoted, sentence } from './words.js';

/** "Duplicate task id with name [a, b]" and the like. */
export const explainDuplicate: Explainer = (text) => {
  const found = readDuplicate(text);
  if (found === undefined) return undefined;
  const { kind, names } = found;
  const isPath = kind === 'input path';
  const one = names.length === 1;
  const subject = isPath ? `The ${kind}${one ? '' : 's'}` : `The ${kind} id${one ? '' : 's'}`;
  return {
    rule: kind === 'input path' ? 'duplicate-input-path' : `duplicate-${kind}`,
    message: `${subject} ${listed(names)} ${one ? 'is' : 'are'} used twice.`,
  };
};

/** Sentences that a person understands as they are; each with the name of its rule. */
const SENTENCES: readonly (readonly [RegExp, RuleId])[] = [
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
  const missing = /^Missing inputs for (\w+) Trigger '([^]*)', missing inputs: '([^]*)'/.exec(text);
  if (missing !== null) return explainMissingInputs(missing[1]!, missing[2]!, missing[3]!.split(' | '));
  const rule = SENTENCES.find(([pattern]) => pattern.test(text))?.[1];
  return rule === undefined ? undefined : { rule, message: sentence(text.replace(/^pluginDefaultsRef: /, '')) };
};

/** A trigger starts the flow without somebody to ask. */
function explainMissingInputs(kind: string, trigger: string, inputs: readonly string[]): Explanation {
  const [are, them] = inputs.length === 1 ? ['input', 'it'] : ['inputs', 'them'];
  return {
    rule: 'missing-trigger-input',
    message: `The ${kind} trigger ${quoted(trigger)} gives no value for the required ${are} ${listed(inputs)}.`,
    hint: `Give ${them} in the \`inputs\` of the trigger, or \`defaults\` or \`required: false\` in the flow's.`,
  };
}
