import { findWrongReferences } from '../../../../src/lint/references/find-references.js';
import type { LintContext } from '../../../../src/rules/checks/check.js';
import type { RuleProblem } from '../../../../src/rules/verdict.js';
import { check } from '../placed.js';

/** A task that holds others, without them. */
export const holding = (id: string, type: string, lines = '', indent = '  '): string =>
  `${indent}- id: ${id}\n${indent}  type: io.kestra.plugin.core.flow.${type}\n${lines}`;

/** What is wrong with the references of a flow: rule, marked text, hint. */
export function found(source: string, rules: '1.3' | '2.0' = '1.3'): readonly string[] {
  return problems(source, rules).map(({ rule, target, hint = '' }) => {
    const marked = 'span' in target ? source.slice(target.span.start, target.span.end) : '?';
    return `${rule} ${marked} | ${hint}`.replace(/ \| $/, '');
  });
}

export function problems(source: string, rules: '1.3' | '2.0' = '1.3'): readonly RuleProblem[] {
  const lint = (context: Omit<LintContext, 'reported'>) => findWrongReferences({ ...context, reported: [] });
  return check(lint, source, rules);
}
