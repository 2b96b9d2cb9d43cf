import type { MappingNode } from '../../flows/tree.js';
import type { Read } from '../reading/values.js';
import type { KnownFlow } from '../subflows.js';
import type { ProblemTarget, RuleProblem, RuleSetName } from '../verdict.js';

/** What a check may know beside the value that it judges. */
export interface CheckContext {
  readonly rules: RuleSetName;
  /** The whole flow, plugin defaults not filled in. */
  readonly root: MappingNode;
  /** The document's source, which the spans of the tree are offsets in. */
  readonly source: string;
  /** Class of a plugin type as written (aliases resolved), undefined when the catalogue does not know it. */
  readonly resolveType: (type: string) => string | undefined;
  /** What the class is in a flow; false for unknown classes. */
  readonly is: (className: string, what: 'runnable' | 'flowable' | 'executable' | 'task' | 'trigger') => boolean;
  /** Names of the properties of a class, undefined for unknown classes. */
  readonly propertiesOf: (className: string) => readonly string[] | undefined;
}

/**
 * One of Kestra's own bean constraints ("DagTaskValidation", "TimezoneId", "ScheduleValidation" …), by name
 * in the catalogue. It is asked about values that are there and not null, as the server reads them: plugin
 * defaults are filled in. Returns the messages of its violations, each with its place; the mapper puts the
 * violation path in front.
 */
export type ConstraintCheck = (
  value: Read,
  context: CheckContext,
  params: Readonly<Record<string, string | number | boolean>>,
) => readonly CheckViolation[];

export interface CheckViolation {
  readonly rule: string;
  /** Without the path in front, e.g. "No task defined". */
  readonly message: string;
  /** The most telling place; default the value itself. */
  readonly target?: ProblemTarget;
}

/** What a lint rule may know: also whether other flows exist, and what is reported already. */
export interface LintContext extends CheckContext {
  readonly knownFlow?: KnownFlow | undefined;
  /** What Kestra itself would report about this flow. */
  readonly reported: readonly RuleProblem[];
}

/**
 * A rule of ours about a flow as it is written: what Kestra accepts without a word and what is surely not
 * meant.
 */
export type LintRule = (context: LintContext) => readonly RuleProblem[];

/** A violation at a value, or without one at the object that lacks it. */
export function violation(rule: string, message: string, at?: Read): CheckViolation {
  return { rule, message, ...(at === undefined ? {} : { target: { path: at.path, part: 'value' } }) };
}
