import { isMissing, itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import type { CheckContext } from './check.js';

/** A task as Kestra counts it: one of the document, or one that Kestra puts into a ForEachItem. */
export interface CountedTask {
  readonly id: string | undefined;
  readonly task: ReadObject;
  /** Of the parts of a ForEachItem: the properties of it that the part takes over. */
  readonly takes?: readonly string[];
  /** The flow that the task starts. */
  readonly subflow?: { readonly namespace: string | undefined; readonly flowId: string | undefined };
}

/** Every task of a flow and below it, in Kestra's order: parents before their children. */
export function allTasks(flow: ReadObject, context: CheckContext): readonly CountedTask[] {
  let found = counted.get(flow);
  if (found === undefined) {
    found = [];
    for (const task of topLevelTasks(flow)) count(task, context, found);
    counted.set(flow, found);
  }
  return found;
}

/** Several rules ask for the tasks of one flow. */
const counted = new WeakMap<ReadObject, CountedTask[]>();

/** The tasks that stand in the flow itself. */
export function topLevelTasks(flow: ReadObject): readonly ReadObject[] {
  const listeners = itemsOf(flow, 'listeners').flatMap((listener) => itemsOf(listener, 'tasks'));
  const lists = ['tasks', 'errors', 'finally'].flatMap((name) => itemsOf(flow, name));
  return objects([...lists, ...listeners, ...itemsOf(flow, 'afterExecution')]);
}

function count(task: ReadObject, context: CheckContext, found: CountedTask[]): void {
  const id = textOf(propOf(task, 'id'));
  const subflow = { namespace: textOf(propOf(task, 'namespace')), flowId: textOf(propOf(task, 'flowId')) };
  found.push({ id, task, ...(task.className === SUBFLOW ? { subflow } : {}) });
  if (task.className === FOR_EACH_ITEM) {
    found.push({ id: `${id}_split`, task, takes: ['items', 'batch'] });
    found.push({ id: `${id}_items`, task, takes: ['inputs', 'labels'], subflow });
    found.push({ id: `${id}_merge`, task, takes: [] });
  }
  for (const child of childrenOf(task, context)) count(child, context, found);
}

const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow';
const FOR_EACH_ITEM = 'io.kestra.plugin.core.flow.ForEachItem';

function childrenOf(task: ReadObject, context: CheckContext): readonly ReadObject[] {
  if (!context.is(task.className, 'flowable')) return [];
  const last = [...itemsOf(task, 'errors'), ...itemsOf(task, 'finally')];
  switch (task.className) {
    case 'io.kestra.plugin.core.flow.If':
      return objects([...itemsOf(task, 'then'), ...itemsOf(task, 'else'), ...last]);
    case 'io.kestra.plugin.core.flow.Switch': {
      const cases = propOf(task, 'cases');
      const lists = cases?.k === 'map' ? cases.entries.map(([, list]) => list) : [];
      const inCases = lists.flatMap((list) => (list.k === 'list' ? list.items : []));
      return objects([...itemsOf(task, 'defaults'), ...inCases, ...last]);
    }
    case 'io.kestra.plugin.core.flow.Dag':
      return objects([...itemsOf(task, 'tasks').map((item) => propOf(item, 'task')), ...last]);
    case 'io.kestra.plugin.core.flow.Pause': {
      const onPause = propOf(task, 'onPause');
      return objects([...itemsOf(task, 'tasks'), ...(isMissing(onPause) ? [] : [onPause]), ...last]);
    }
    case FOR_EACH_ITEM:
      return objects(last);
    default:
      return objects([...itemsOf(task, 'tasks'), ...last]);
  }
}

function objects(values: readonly (Read | undefined)[]): readonly ReadObject[] {
  return values.flatMap((value) => (value?.k === 'object' ? [value] : []));
}
