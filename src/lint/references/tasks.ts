import { itemsOf, mappingsIn, textOf, valueOf } from '../../flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import type { CheckContext } from '../../rules/checks/check.js';

/** A task of a flow, with what it is in. */
export interface Task {
  readonly id: string | undefined;
  /** Its class, undefined when the catalogue does not know its type. */
  readonly className: string | undefined;
  readonly node: MappingNode;
  readonly path: YamlPath;
  /** The task that it is in; undefined in the flow itself. */
  readonly parent: Task | undefined;
  /** Which list of the parent or the flow: "tasks", "errors", "then", "cases.a", "?" when nobody knows. */
  readonly list: string;
  readonly index: number;
}

export interface TasksOfFlow {
  readonly all: readonly Task[];
  /** The task that a path leads into. */
  readonly at: (path: YamlPath) => Task | undefined;
}

/** Every task of a flow, parents first, also those that plugins outside the core hold. */
export function tasksOf({ root, resolveType }: CheckContext): TasksOfFlow {
  const all: Task[] = [];
  const byPath = new Map<string, Task>();
  const list = (name: string, node: FlowNode | undefined, path: YamlPath, parent?: Task): void => {
    itemsOf(node).forEach((item, index) => task(item, [...path, index], { parent, list: name, index }));
  };
  const task = (node: FlowNode, path: YamlPath, where: Pick<Task, 'parent' | 'list' | 'index'>): void => {
    if (node.kind !== 'mapping') return;
    const type = textOf(node, 'type');
    const className = type === undefined ? undefined : resolveType(type);
    const one: Task = { id: textOf(node, 'id'), className, node, path, ...where };
    all.push(one);
    byPath.set(JSON.stringify(path), one);
    children(one);
  };
  const children = (one: Task): void => {
    const { node, path, className = '' } = one;
    const lists = LISTS.get(className.replace('io.kestra.plugin.core.flow.', ''));
    if (lists === undefined) return unknownChildren(one);
    for (const name of [...lists, 'errors', 'finally']) {
      const value = valueOf(node, name);
      const at = [...path, name];
      if (name === 'cases' && value?.kind === 'mapping') {
        for (const { key, value: tasks } of value.entries) list(`cases.${key}`, tasks, [...at, key], one);
      } else if (name === 'onPause' && value !== undefined) task(value, at, { parent: one, list: name, index: 0 });
      else if (className.endsWith('.Dag') && name === 'tasks') {
        itemsOf(value).forEach((item, index) => {
          const inner = valueOf(item, 'task');
          if (inner !== undefined) task(inner, [...at, index, 'task'], { parent: one, list: name, index });
        });
      } else list(name, value, at, one);
    }
  };
  /** Of other plugins nobody knows when what they hold is run. */
  const unknownChildren = (parent: Task): void => {
    if (parent.node.entries.every(({ value }) => value.kind === 'scalar')) return;
    for (const { node, path } of mappingsIn(parent.node)) {
      if (path.length === 0 || textOf(node, 'id') === undefined || textOf(node, 'type') === undefined) continue;
      const at = [...parent.path, ...path];
      const one = { id: textOf(node, 'id'), className: undefined, node, path: at, parent, list: '?', index: 0 };
      all.push(one);
      byPath.set(JSON.stringify(at), one);
    }
  };
  for (const name of FLOW_LISTS) list(name, valueOf(root, name), [name]);
  itemsOf(valueOf(root, 'listeners')).forEach((item, index) =>
    list('listeners', valueOf(item, 'tasks'), ['listeners', index, 'tasks']),
  );
  return {
    all,
    at: (path) => {
      for (let length = path.length; length > 1; length--) {
        const found = byPath.get(JSON.stringify(path.slice(0, length)));
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

const FLOW_LISTS = ['tasks', 'errors', 'finally', 'afterExecution'];

/** What the core's tasks hold, beside `errors` and `finally`. */
const LISTS: ReadonlyMap<string, readonly string[]> = new Map([
  ...['AllowFailure', 'Dag', 'EachParallel', 'EachSequential', 'ForEach', 'Loop', 'LoopUntil'].map(inTasks),
  ...['Parallel', 'Sequential', 'WorkingDirectory'].map(inTasks),
  ['If', ['then', 'else']],
  ['Switch', ['cases', 'defaults']],
  ['Pause', ['tasks', 'onPause']],
]);

function inTasks(name: string): readonly [string, readonly string[]] {
  return [name, ['tasks']];
}

/** Whether a task is this one of the core's `flow` package. */
export function isFlowTask({ className }: Task, ...names: readonly string[]): boolean {
  return names.some((name) => className === `io.kestra.plugin.core.flow.${name}`);
}

/** A task and all that it is in, innermost first. */
export function* ancestry(task: Task): Generator<Task> {
  for (let one: Task | undefined = task; one !== undefined; one = one.parent) yield one;
}
