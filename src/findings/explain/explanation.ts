import type { RuleSetName } from '../../rules/verdict.js';

/** A problem in words for people. */
export interface Explanation {
  /** Stable name of the rule. */
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
}

/** Explains the texts of one family; undefined for all others. */
export type Explainer = (text: string, rules: RuleSetName) => Explanation | undefined;
