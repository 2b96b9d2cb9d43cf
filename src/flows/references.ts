import { identityOf } from './identity.js';
import { itemsOf, mappingsIn, textOf, valueOf } from './navigate.js';
import type { FlowNode, ScalarNode, YamlPath } from './tree.js';

/** One flow names another. */
export interface FlowReference {
  /** subflow: starts it as part of its execution. trigger: is started after it. */
  readonly kind: 'subflow' | 'trigger';
  readonly namespace: string;
  readonly id: string;
  /** Of the value that names the flow. */
  readonly path: YamlPath;
  /** Where the namespace is written; absent when it is `{{ flow.namespace }}`, which follows the flow. */
  readonly namespaceNode?: ScalarNode;
}

/** A reference that only an execution can resolve. */
export interface TemplatedReference {
  readonly kind: FlowReference['kind'];
  readonly path: YamlPath;
  /** "company.{{ vars.stage }}/load" */
  readonly text: string;
}

export interface References {
  readonly literal: readonly FlowReference[];
  readonly templated: readonly TemplatedReference[];
}

const SUBFLOW = /\.(Subflow|ForEachItem|flow\.Flow)$/;
const FLOW_TRIGGER = /\.trigger\.Flow$/;
/** Conditions of a trigger that wait for one flow; 2.0 has none. */
const FLOW_CONDITION = /\.(ExecutionFlow|ExecutionFlowCondition)$/;
const OWN_NAMESPACE = /^\{\{-?\s*flow\.namespace\s*-?\}\}$/;

/** The flows that this one names, at any depth. */
export function findReferences(root: FlowNode): References {
  const literal: FlowReference[] = [];
  const templated: TemplatedReference[] = [];
  const own = identityOf(root).namespace;
  const add = (kind: FlowReference['kind'], at: Place) => {
    const { namespace, id, path } = at;
    if (namespace === undefined || id === undefined || namespace.text === '' || id.text === '') return;
    const isOwn = own !== undefined && OWN_NAMESPACE.test(namespace.text);
    const known = isOwn ? own : namespace.text;
    if (known.includes('{{') || id.text.includes('{{')) {
      templated.push({ kind, path, text: `${namespace.text}/${id.text}` });
    } else {
      literal.push({ kind, namespace: known, id: id.text, path, ...(isOwn ? {} : { namespaceNode: namespace }) });
    }
  };
  for (const visit of mappingsIn(root)) {
    const { node } = visit;
    const type = textOf(node, 'type') ?? '';
    if (FLOW_TRIGGER.test(type)) for (const place of placesOfTrigger(node, visit.path)) add('trigger', place);
    else if (SUBFLOW.test(type)) add('subflow', placeOf(node, visit.path));
    else if (FLOW_CONDITION.test(type) && visit.path[0] === 'triggers') add('trigger', placeOf(node, visit.path));
  }
  return { literal, templated };
}

/** The flows that this one names literally; values with expressions are left out. */
export function referencesOf(root: FlowNode): readonly FlowReference[] {
  return findReferences(root).literal.filter(({ namespaceNode }) => namespaceNode !== undefined);
}

/** Where a reference stands: its two values, and the path of the one that names the flow. */
interface Place {
  readonly namespace: ScalarNode | undefined;
  readonly id: ScalarNode | undefined;
  readonly path: YamlPath;
}

function placeOf(node: FlowNode, path: YamlPath): Place {
  return { namespace: scalarOf(node, 'namespace'), id: scalarOf(node, 'flowId'), path: [...path, 'flowId'] };
}

function* placesOfTrigger(trigger: FlowNode, path: YamlPath): Generator<Place> {
  const preconditions = valueOf(trigger, 'preconditions');
  for (const [list, base] of [
    [valueOf(preconditions, 'flows'), [...path, 'preconditions', 'flows']],
    [valueOf(trigger, 'dependsOn'), [...path, 'dependsOn']],
  ] as const) {
    for (const [index, item] of itemsOf(list).entries()) yield placeOf(item, [...base, index]);
  }
  for (const [index, where] of itemsOf(valueOf(preconditions, 'where')).entries()) {
    const filters = itemsOf(valueOf(where, 'filters'));
    const equal = (field: string) =>
      filters.findIndex((filter) => textOf(filter, 'field') === field && textOf(filter, 'type') === 'EQUAL_TO');
    const [namespace, id] = [equal('NAMESPACE'), equal('FLOW_ID')];
    yield {
      namespace: scalarOf(filters[namespace], 'value'),
      id: scalarOf(filters[id], 'value'),
      path: [...path, 'preconditions', 'where', index, 'filters', id, 'value'],
    };
  }
}

function scalarOf(node: FlowNode | undefined, key: string): ScalarNode | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? value : undefined;
}
