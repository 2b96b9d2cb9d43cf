import { itemsOf, textOf, valueOf } from '../../flows/navigate.js';
import type { YamlPath } from '../../flows/tree.js';
import type { CheckContext } from '../../rules/checks/check.js';
import { isFlowTask, type Task, type TasksOfFlow } from './tasks.js';

/** Where in a flow an expression stands: what decides what it can name. */
export type Place =
  /** A property of a task. */
  | { readonly kind: 'task'; readonly task: Task; readonly property: string }
  /** A trigger of this flow, before there is an execution. */
  | { readonly kind: 'trigger' }
  /** Inputs, outputs, defaults of plugins …: of the flow, and of no task. */
  | { readonly kind: 'flow' }
  /** It is rendered among the values of another flow. */
  | { readonly kind: 'foreign' };

export function placeOf(path: YamlPath, { root, resolveType }: CheckContext, tasks: TasksOfFlow): Place {
  if (path[0] === 'triggers') {
    const trigger = itemsOf(valueOf(root, 'triggers'))[Number(path[1])];
    const isOfFlows = resolveType(textOf(trigger, 'type') ?? '') === 'io.kestra.plugin.core.trigger.Flow';
    return { kind: isOfFlows ? 'foreign' : 'trigger' };
  }
  const task = tasks.at(path);
  if (task === undefined) return { kind: 'flow' };
  const property = String(path[task.path.length] ?? '');
  if (property === 'outputs' && isFlowTask(task, 'Subflow')) return { kind: 'foreign' };
  return { kind: 'task', task, property };
}
