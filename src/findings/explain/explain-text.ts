import type { RuleSetName } from '../../rules/verdict.js';
import type { Explainer, Explanation } from './explanation.js';
import { explainInternal } from './internals.js';
import { explainDuplicate, explainFlowRule } from './rules-of-flows.js';
import { explainUnknownProperty, explainUnknownType } from './unknown-names.js';
import { explainViolation } from './violations.js';
import { sentence } from './words.js';
import { explainWrongValue } from './wrong-value.js';
import { explainSyntax } from './yaml-syntax.js';

/** By family; the first that knows the text decides. */
const EXPLAINERS: readonly Explainer[] = [
  explainUnknownProperty,
  explainUnknownType,
  explainWrongValue,
  explainInternal,
  explainSyntax,
  explainDuplicate,
  explainFlowRule,
  explainViolation,
];

/**
 * What one problem of Kestra means, without its Java: the same words, from the server or from the offline
 * rules, give the same explanation. Texts that are not known pass whole.
 * @param answer the part of the server's answer that says it
 */
export function explain(text: string, answer: string, rules: RuleSetName): Explanation {
  if (answer === 'deprecationPaths') return { rule: 'deprecated', message: `\`${text}\` is deprecated.` };
  if (answer === 'outdated') {
    return {
      rule: 'outdated-revision',
      message: 'The `revision` written here does not follow the newest one on the server.',
      hint: 'Remove `revision`: Kestra counts by itself.',
    };
  }
  for (const explainer of EXPLAINERS) {
    const found = explainer(text, rules);
    if (found !== undefined) return found;
  }
  return { rule: answer === 'infos' ? 'info' : 'kestra', message: sentence(text) };
}
