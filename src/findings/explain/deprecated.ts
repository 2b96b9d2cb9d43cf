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
export function explainDeprecated(covered: CoveredNode | undefined, rules: RuleSetName): Partial<Explanation> {
  if (covered?.entry === undefined || covered.parent === undefined) return {};
  const { key } = covered.entry;
  const type = textOf(covered.parent, 'type');
  if (key === 'type' && type !== undefined) return withHint(`The type ${type} is deprecated.`, typeHint(type, rules));
  const owner = type === undefined ? undefined : classNameOf(rules, type);
  const on = type === undefined ? '' : ` of ${type}`;
  return withHint(`The property \`${key}\`${on} is deprecated.`, propertyHint(key, owner ?? FLOW, rules));
}

/** A property without a type beside it is one of the flow. */
const FLOW = 'io.kestra.core.models.flows.FlowWithSource';

function withHint(message: string, hint: string | undefined): Partial<Explanation> {
  return { message, ...(hint === undefined ? {} : { hint }) };
}
