import type { Span } from '../flows/source.js';
import type { YamlPath } from '../flows/tree.js';

/**
 * The generations of rules that are known. Older 1.x lines are judged by 1.3 with the known differences left
 * out.
 */
export type RuleSetName = '1.3' | '2.0';

/** Where a problem is: a node of the document's tree (its key or its value), or a span of the source. */
export type ProblemTarget =
  | { readonly path: YamlPath; readonly part: 'key' | 'value' }
  /** A span inside the scalar or text: offsets in the document's source. */
  | { readonly span: Span };

/** One problem that a rule found. */
export interface RuleProblem {
  /** Stable name of the rule, kebab case, e.g. "unknown-property". Shown in reports and SARIF. */
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'notice';
  /**
   * Word for word what the server says about it: one line of `constraints` without prefix, or one entry of a
   * list. For lint rules, which the server does not have: the message for people.
   */
  readonly text: string;
  readonly target: ProblemTarget;
  readonly hint?: string;
  /** Whose words the text is in; Kestra's want explaining. Default: Kestra's, unless `answer` is "none". */
  readonly words?: 'kestra' | 'ours';
  /** Which part of the server's answer says the same; "none": the server does not say it. */
  readonly answer: 'constraints' | 'warnings' | 'infos' | 'deprecationPaths' | 'none';
}

/**
 * What `POST /flows/validate` answers about one document, without its index. Absent fields as the server
 * leaves them out.
 */
export interface ServerVerdict {
  readonly namespace?: string;
  readonly flow?: string;
  /** Present exactly when the document is invalid. */
  readonly constraints?: string;
  readonly outdated: boolean;
  readonly deprecationPaths?: readonly string[];
  readonly warnings?: readonly string[];
  readonly infos?: readonly string[];
}

/** The offline rules' answer about one document: what the server would say, and where each of it is. */
export interface RuleVerdict {
  readonly server: ServerVerdict;
  /** Everything in `server` with its place, and what only lint rules say (`answer: 'none'`). */
  readonly problems: readonly RuleProblem[];
  /**
   * Types of plugins outside the core that were not judged, e.g. "io.kestra.plugin.scripts.python.Script".
   */
  readonly unjudgedTypes: readonly string[];
}
