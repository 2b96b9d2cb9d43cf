import { textOf, valueOf, walk } from '../flows/navigate.js';
import { type FlowReference, referencesOf } from '../flows/references.js';
import type { MappingNode, YamlPath } from '../flows/tree.js';
import type { LintContext } from '../rules/checks/check.js';
import type { RuleProblem } from '../rules/verdict.js';

/**
 * Flows that this one names and that do not exist: at any depth, in ForEachItem, and in triggers on other
 * flows. What the server reports itself is left to it.
 */
export function findUnknownFlows({ root, knownFlow, reported }: LintContext): readonly RuleProblem[] {
  if (knownFlow === undefined) return [];
  const reportedPaths = new Set(reported.map(({ target }) => JSON.stringify('path' in target ? target.path : [])));
  return [...referencesOf(root), ...conditionsOf(root)].flatMap(({ kind, namespace, id, path }) => {
    if (reportedPaths.has(JSON.stringify(path)) || knownFlow(namespace, id) !== 'missing') return [];
    const text =
      kind === 'subflow'
        ? `The subflow '${id}' is not found in namespace '${namespace}'.`
        : `No flow '${id}' is known in namespace '${namespace}': this would wait for it in vain.`;
    const rule = kind === 'subflow' ? 'unknown-subflow' : 'unknown-flow';
    return [{ rule, severity: 'warning', text, target: { path, part: 'value' }, answer: 'none' } as const];
  });
}

const EXECUTION_FLOW = /\.(ExecutionFlow|ExecutionFlowCondition)$/;

/** Conditions of triggers that wait for one flow; 2.0 has none. */
function conditionsOf(root: MappingNode): readonly FlowReference[] {
  const found: FlowReference[] = [];
  const triggers = valueOf(root, 'triggers');
  if (triggers === undefined) return [];
  for (const { node, path } of walk(triggers)) {
    const [type, namespace, id] = [textOf(node, 'type'), textOf(node, 'namespace'), textOf(node, 'flowId')];
    if (type === undefined || !EXECUTION_FLOW.test(type) || !namespace || !id) continue;
    if (`${namespace}${id}`.includes('{{')) continue;
    const at: YamlPath = ['triggers', ...path, 'flowId'];
    found.push({ kind: 'trigger', namespace, id, path: at });
  }
  return found;
}
