import { itemsOf, textOf, valueOf, walk } from '../../flows/navigate.js';
import type { FlowNode, MappingNode } from '../../flows/tree.js';
import type { CheckContext } from '../../rules/checks/check.js';
import type { TasksOfFlow } from './tasks.js';

/** What a flow defines that its expressions can name. "any" where nobody knows all of it. */
export interface FlowNames {
  /** Ids of inputs; `a.b` is a value inside of `a`. */
  readonly inputs: ReadonlySet<string> | 'any';
  readonly vars: ReadonlySet<string> | 'any';
  readonly labels: ReadonlySet<string>;
  /** Ids of tasks, with those that Kestra puts into a ForEachItem. */
  readonly tasks: ReadonlySet<string> | 'any';
  /** Values that the flow's triggers give to the executions that they start. */
  readonly trigger: ReadonlySet<string> | 'any';
  /** Values that a flow gives which calls this one. */
  readonly caller: ReadonlySet<string>;
  readonly hasTriggers: boolean;
}

export function flowNames({ root, resolveType }: CheckContext, tasks: TasksOfFlow): FlowNames {
  const triggers = itemsOf(valueOf(root, 'triggers'));
  return {
    inputs: inputIds(valueOf(root, 'inputs')),
    vars: variables(root, resolveType),
    labels: labelKeys(valueOf(root, 'labels')),
    tasks: taskIds(tasks),
    trigger: triggerValues(triggers, resolveType),
    caller: OF_CALLER,
    hasTriggers: triggers.length > 0,
  };
}

function inputIds(node: FlowNode | undefined, prefix = ''): ReadonlySet<string> | 'any' {
  if (node !== undefined && node.kind !== 'sequence') return 'any';
  const ids = new Set<string>();
  for (const input of itemsOf(node)) {
    const id = textOf(input, 'id') ?? textOf(input, 'name');
    // Inputs that are written elsewhere are put in its place.
    if (id === undefined || textOf(input, 'type') === 'REUSABLE_INPUTS') return 'any';
    if (textOf(input, 'type') !== 'FORM') {
      ids.add(`${prefix}${id}`);
      continue;
    }
    const inner = inputIds(valueOf(input, 'inputs'), `${prefix}${id}.`);
    if (inner === 'any') return 'any';
    for (const one of inner) ids.add(one);
  }
  return ids;
}

/** Those of the flow, and those that a task sets while it runs. */
function variables(root: MappingNode, resolveType: CheckContext['resolveType']): ReadonlySet<string> | 'any' {
  const lists = [valueOf(root, 'variables')];
  for (const { node } of walk(root)) {
    const type = textOf(node, 'type');
    if (type !== undefined && resolveType(type) === SET_VARIABLES) lists.push(valueOf(node, 'variables'));
  }
  const names = new Set<string>();
  for (const list of lists) {
    if (list === undefined) continue;
    if (list.kind !== 'mapping') return 'any';
    for (const { key } of list.entries) names.add(key);
  }
  return names;
}

const SET_VARIABLES = 'io.kestra.plugin.core.execution.SetVariables';

function labelKeys(labels: FlowNode | undefined): ReadonlySet<string> {
  if (labels?.kind === 'mapping') return new Set(labels.entries.map(({ key }) => key));
  return new Set(itemsOf(labels).flatMap((label) => textOf(label, 'key') ?? []));
}

function taskIds({ all }: TasksOfFlow): ReadonlySet<string> | 'any' {
  const ids = new Set<string>();
  for (const { id, node } of all) {
    const type = textOf(node, 'type') ?? '';
    // Templates and projects of dbt bring tasks that the flow does not show.
    if (id === undefined || type.endsWith('.Template') || type.includes('.dbt.')) return 'any';
    ids.add(id);
    if (type.endsWith('.ForEachItem')) for (const part of ['split', 'items', 'merge']) ids.add(`${id}_${part}`);
  }
  return ids;
}

function triggerValues(
  triggers: readonly FlowNode[],
  resolveType: CheckContext['resolveType'],
): ReadonlySet<string> | 'any' {
  const values = new Set<string>();
  for (const trigger of triggers) {
    const className = resolveType(textOf(trigger, 'type') ?? '') ?? '';
    const known = OF_TRIGGERS.get(className.replace('io.kestra.plugin.core.', ''));
    if (known === undefined) return 'any';
    for (const name of known) values.add(name);
  }
  return values;
}

const OF_CALLER: ReadonlySet<string> = new Set([
  ...['executionId', 'namespace', 'flowId', 'flowRevision', 'taskRunId', 'taskId', 'taskRunOutputs'],
  ...['taskRunValue', 'taskRunIteration', '_context', 'id', 'type'],
]);
/** By type, without the package. */
const OF_TRIGGERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['trigger.Schedule', ['date', 'next', 'previous']],
  ['trigger.ScheduleOnDates', ['date']],
  ['trigger.Webhook', ['body', 'headers', 'parameters']],
  ['http.Trigger', ['uri', 'code', 'headers', 'body', 'encryptedBody', 'formData']],
  [
    'trigger.Flow',
    [
      ...['executionId', 'executionLabels', 'state', 'startDate', 'endDate', 'namespace', 'flowId', 'flowRevision'],
      ...['firstFailedTaskId', 'lastTaskId', 'outputs'],
    ],
  ],
]);
