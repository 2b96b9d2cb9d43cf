import { textOf } from '../../flows/navigate.js';
import { propertyHint, typeHint } from '../../rules/replacements.js';
import { classNameOf } from '../../rules/known-names.js';
import type { RuleSetName } from '../../rules/verdict.js';
import type { CoveredNode } from '../node-at-span.js';
import type { Explanation } from './explanation.js';

/**
 * Kestra only says where something deprecated stands, as a path that forgets half of it: what it is, and what
 * to write instead.
 */
export function explainDeprecated(
  path: string,
  covered: CoveredNode | undefined,
  rules: RuleSetName,
): Partial<Explanation> {
  if (covered?.property === undefined) return {};
  const { key, owner } = covered.property;
  // A path that leads nowhere is placed at the head of the flow, which is not what is deprecated.
  if (key !== (path.endsWith(']') ? 'type' : path.slice(path.lastIndexOf('.') + 1).replace(/^_/, ''))) return {};
  const type = textOf(owner, 'type');
  if (type === undefined) return withHint(`The property \`${key}\` is deprecated.`, propertyHint(key, FLOW, rules));
  if (key === 'type') return withHint(`The type ${type} is deprecated.`, typeHint(type, rules));
  const hint = propertyHint(key, classNameOf(rules, type) ?? type, rules);
  return withHint(`The property \`${key}\` of ${type} is deprecated.`, hint);
}

/** A property without a type beside it is one of the flow. */
const FLOW = 'io.kestra.core.models.flows.FlowWithSource';

function withHint(message: string, hint: string | undefined): Partial<Explanation> {
  return { message, ...(hint === undefined ? {} : { hint }) };
}
