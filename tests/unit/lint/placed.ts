import { entryAt, nodeAt } from '../../../src/flows/navigate.js';
import { rangeOf } from '../../../src/flows/positions.js';
import { catalogueOf } from '../../../src/rules/catalogue/catalogue.js';
import type { LintRule } from '../../../src/rules/checks/check.js';
import { contextFor } from '../../../src/rules/kestra-checks.js';
import { parseSource } from '../../flow-source.js';
import type { RuleProblem, RuleSetName } from '../../../src/rules/verdict.js';

/** A document of its own, parsed; it must be a mapping. */
export function parsed(source: string) {
  const flow = parseSource(source);
  if (!flow.ok || flow.root.kind !== 'mapping') throw new Error('The fixture is no mapping.');
  return { ...flow, root: flow.root };
}

/** What a check finds in a flow. */
export function check(find: LintRule, source: string, rules: RuleSetName = '1.3'): readonly RuleProblem[] {
  return find({ ...contextFor(catalogueOf(rules), parsed(source).root, source), reported: [] });
}

/** Problems as "line:column-line:column rule what stands there". */
export function places(source: string, problems: readonly RuleProblem[]): readonly string[] {
  const { root, document } = parsed(source);
  return problems.map(({ rule, target }) => {
    const path = 'path' in target ? target.path : [];
    const span =
      'span' in target
        ? target.span
        : ((target.part === 'key' ? entryAt(root, path)?.keySpan : nodeAt(root, path)?.span) ?? root.span);
    const range = rangeOf(document, span);
    const place = `${range.startLine}:${range.startColumn}-${range.endLine}:${range.endColumn}`;
    return `${place} ${rule} ${source.slice(span.start, span.end)}`;
  });
}
