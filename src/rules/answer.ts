import type { MappingNode } from '../flows/tree.js';
import type { Violation } from './constraints/violation.js';
import type { Breakdown } from './reading/before-reading.js';
import { scalarText } from './reading/refusal.js';
import { type ReadObject, valueOf } from './reading/values.js';
import type { RuleProblem, RuleVerdict, ServerVerdict } from './verdict.js';

/** `namespace` and `flow` of the answer: what was read, as text. */
export function identityOf(root: MappingNode): Pick<ServerVerdict, 'namespace' | 'flow'> {
  const text = (key: string): string | undefined => {
    const node = valueOf(root, key);
    return node?.kind === 'scalar' ? scalarText(node) : undefined;
  };
  const [namespace, flow] = [text('namespace'), text('id')];
  return { ...(namespace === undefined ? {} : { namespace }), ...(flow === undefined ? {} : { flow }) };
}

/**
 * The lines of all violations behind one prefix; what a server says once about an object stands there once.
 */
export function constraintsOf(violations: readonly Violation[]): string | undefined {
  if (violations.length === 0) return undefined;
  const linesByObject = new Map<ReadObject, Set<string>>();
  const lines = violations.filter(({ of, line }) => {
    const own = linesByObject.get(of) ?? new Set();
    linesByObject.set(of, own);
    return own.size < own.add(line).size;
  });
  return `Validation error: ${lines
    .map(({ line }) => `${line}\n`)
    .join('')
    .replace(/^:/, '')}`;
}

/** A violation as a problem of its own. */
export function errorOf({ rule, line, message, target }: Violation): RuleProblem {
  // The rules about the whole flow share a line; each of them is shown alone.
  const text = line.startsWith(': Invalid Flow: ') ? message : line;
  return { rule, severity: 'error', text, target, answer: 'constraints' };
}

/** The texts of the problems that stand in one part of the answer. */
export function texts(problems: readonly RuleProblem[], answer: RuleProblem['answer']): readonly string[] {
  return problems.filter((problem) => problem.answer === answer).map(({ text }) => text);
}

/** A breakdown as a problem. */
export function problemOf({ rule, constraints, target }: Breakdown): RuleProblem {
  return {
    rule,
    severity: 'error',
    text: constraints.replace(/^Validation error: /, ''),
    target,
    answer: 'constraints',
  };
}

/** The verdict on a document at which the server breaks before it validates. */
export function refusedBy(breakdown: Breakdown): RuleVerdict {
  return refusedWhole(breakdown.constraints, breakdown.rule, breakdown.target);
}

/** A document that did not get as far as validation: nothing but `constraints`. */
export function refusedWhole(constraints: string, rule: string, target: RuleProblem['target']): RuleVerdict {
  const problems = [problemOf({ rule, constraints, target })];
  return { server: { constraints, outdated: false }, problems, unjudgedTypes: [] };
}
