import { referencesOf } from '../flows/references.js';
import type { LintContext } from '../rules/checks/check.js';
import type { RuleProblem } from '../rules/verdict.js';

/**
 * Flows that this one names and that do not exist: at any depth, in ForEachItem, and in triggers on other
 * flows. What the server reports itself is left to it.
 */
export function findUnknownFlows({ root, knownFlow, reported }: LintContext): readonly RuleProblem[] {
  if (knownFlow === undefined) return [];
  const reportedPaths = new Set(reported.map(({ target }) => JSON.stringify('path' in target ? target.path : [])));
  return referencesOf(root).flatMap(({ kind, namespace, id, path }) => {
    if (reportedPaths.has(JSON.stringify(path)) || knownFlow(namespace, id) !== 'missing') return [];
    const text =
      kind === 'subflow'
        ? `The subflow '${id}' is not found in namespace '${namespace}'.`
        : `No flow '${id}' is known in namespace '${namespace}': the trigger would never start.`;
    const rule = kind === 'subflow' ? 'unknown-subflow' : 'unknown-flow';
    return [{ rule, severity: 'warning', text, target: { path, part: 'value' }, answer: 'none' } as const];
  });
}
