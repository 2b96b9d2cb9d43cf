import type { RuleId } from '../rules/all-rules.js';
import type { RuleSetName } from '../../rules/verdict.js';

/** A problem in words for people. */
export interface Explanation {
  /** Stable name of the rule. */
  readonly rule: RuleId;
  readonly message: string;
  readonly hint?: string;
  /**
   * For a value of the wrong kind: what it is called and what is expected. With it the message is written
   * again by whoever sees what stands in the document, which the text shows badly or not at all.
   */
  readonly expected?: { readonly name: string; readonly kind: string };
}

/** Explains the texts of one family; undefined for all others. */
export type Explainer = (text: string, rules: RuleSetName) => Explanation | undefined;
