import { textOf, valueOf, walk } from './navigate.js';
import type { FlowNode, YamlPath } from './tree.js';

/** One flow names another. */
export interface FlowReference {
  /** subflow: starts it as part of its execution. trigger: is started after it. */
  readonly kind: 'subflow' | 'trigger';
  readonly namespace: string;
  readonly id: string;
  /** Of the value that names the flow. */
  readonly path: YamlPath;
}

const SUBFLOW = /\.(Subflow|ForEachItem|flow\.Flow)$/;
const FLOW_TRIGGER = /\.trigger\.Flow$/;

/** The flows that this one names literally; values with expressions are left out. */
export function referencesOf(root: FlowNode): readonly FlowReference[] {
  const found: FlowReference[] = [];
  for (const { node, path } of walk(root)) {
    const type = textOf(node, 'type');
    if (type === undefined) continue;
    if (SUBFLOW.test(type) && !FLOW_TRIGGER.test(type)) add(found, 'subflow', node, path);
    if (FLOW_TRIGGER.test(type)) {
      const preconditions = valueOf(node, 'preconditions');
      for (const [list, base] of [
        [valueOf(preconditions, 'flows'), [...path, 'preconditions', 'flows']],
        [valueOf(node, 'dependsOn'), [...path, 'dependsOn']],
      ] as const) {
        if (list?.kind !== 'sequence') continue;
        list.items.forEach((item, index) => add(found, 'trigger', item, [...base, index]));
      }
    }
  }
  return found;
}

function add(found: FlowReference[], kind: FlowReference['kind'], node: FlowNode, path: YamlPath): void {
  const namespace = textOf(node, 'namespace');
  const id = textOf(node, 'flowId');
  if (!namespace || !id || `${namespace}${id}`.includes('{{')) return;
  found.push({ kind, namespace, id, path: [...path, 'flowId'] });
}
