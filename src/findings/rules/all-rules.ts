import { RULES_ABOUT_EXPRESSIONS } from './about-expressions.js';
import { RULES_ABOUT_FILES } from './about-files.js';
import { RULES_ABOUT_FLOWS } from './about-flows.js';
import { RULES_ABOUT_VALUES } from './about-values.js';
import type { Rule } from './rule.js';

/** Every rule, by the groups in which docs/rules.md shows them. */
export const RULE_GROUPS = {
  'Files and YAML': RULES_ABOUT_FILES,
  'Properties and values': RULES_ABOUT_VALUES,
  'The flow as a whole': RULES_ABOUT_FLOWS,
  'Expressions and versions': RULES_ABOUT_EXPRESSIONS,
} as const;

/** The name of a rule. */
export type RuleId =
  | keyof typeof RULES_ABOUT_FILES
  | keyof typeof RULES_ABOUT_VALUES
  | keyof typeof RULES_ABOUT_FLOWS
  | keyof typeof RULES_ABOUT_EXPRESSIONS;

const ALL: ReadonlyMap<string, Rule> = new Map(Object.values(RULE_GROUPS).flatMap((group) => Object.entries(group)));

/** A rule by its name; what a newer Kestra will find is explained by the same rule. */
export function ruleOf(id: string): Rule | undefined {
  return ALL.get(withoutUpgrade(id));
}

/** Where the document explains a rule. */
export function anchorOf(id: string): string {
  return withoutUpgrade(id);
}

/** The names of all rules. */
export function ruleIds(): Iterable<string> {
  return ALL.keys();
}

function withoutUpgrade(id: string): string {
  return id.replace(/^upgrade-/, '');
}
