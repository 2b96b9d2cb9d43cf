import { isMissing, itemsOf, propOf, type Read, textOf } from '../reading/values.js';
import { type ConstraintCheck, violation } from './check.js';

/** `Switch` needs something to switch to. */
export const checkSwitch: ConstraintCheck = (task) => {
  const cases = propOf(task, 'cases');
  if ((cases?.k === 'map' && cases.entries.length > 0) || itemsOf(task, 'defaults').length > 0) return [];
  const message = 'No task defined, neither cases or default have any tasks';
  return [violation('no-tasks', message, cases ?? propOf(task, 'defaults') ?? task)];
};

/** `WorkingDirectory` runs its tasks on one worker, one after the other. */
export const checkWorkingDirectory: ConstraintCheck = (task, context) => {
  const tasks = propOf(task, 'tasks');
  const children = itemsOf(task, 'tasks');
  if (children.length === 0) {
    return [violation('no-tasks', "The 'tasks' property cannot be empty", tasks ?? task)];
  }
  // A type that nobody could judge may well be runnable.
  const other = children.find((child) =>
    child.k === 'object'
      ? isKnown(child.className, context) && !context.is(child.className, 'runnable')
      : child.k === 'null',
  );
  if (other !== undefined) {
    const message = 'Only runnable tasks are allowed as children of a WorkingDirectory task';
    return [violation('not-runnable', message, propOf(other, 'type') ?? other)];
  }
  const [property, message] = ROUTING[context.rules];
  const routed = children.map((child) => propOf(child, property)).find((value) => !isMissing(value));
  return routed === undefined ? [] : [violation('worker-of-subtask', message, routed)];
};

function isKnown(className: string, context: Parameters<ConstraintCheck>[1]): boolean {
  return context.propertiesOf(className) !== undefined;
}

const ROUTING = {
  '1.3': [
    'workerGroup',
    'Cannot set a Worker Group in any WorkingDirectory sub-tasks, it is only supported at the WorkingDirectory level',
  ],
  '2.0': [
    'workerSelector',
    'Cannot set routing requirements (workerSelector) on WorkingDirectory sub-tasks, only the WorkingDirectory itself can carry them',
  ],
} as const;

/** `Dag`: what its tasks depend on is there, and leads to no circle. */
export const checkDag: ConstraintCheck = (dag) => {
  const items = itemsOf(dag, 'tasks');
  if (items.length === 0) return [violation('no-tasks', 'invalid Dag task', propOf(dag, 'tasks') ?? dag)];
  const idOf = (item: Read): string | undefined => textOf(propOf(propOf(item, 'task'), 'id'));
  const graph = new Map<string | undefined, readonly string[]>();
  for (const item of items) {
    const id = idOf(item);
    if (!graph.has(id))
      graph.set(
        id,
        itemsOf(item, 'dependsOn').map((needed) => textOf(needed) ?? 'null'),
      );
  }
  const unknown = items.flatMap((item) => itemsOf(item, 'dependsOn')).filter((at) => !graph.has(textOf(at)));
  if (unknown.length > 0) {
    const names = unknown.map((at) => textOf(at) ?? 'null').join(', ');
    return [violation('unknown-dag-dependency', `Not existing task id in dependency: ${names}`, unknown[0])];
  }
  const circular = items.filter((item) => !isMissing(propOf(item, 'dependsOn')) && reaches(idOf(item), graph));
  if (circular.length === 0) return [];
  const names = circular.map((item) => idOf(item) ?? 'null').join(', ');
  const message = `Cyclic dependency detected: ${names}`;
  return [violation('cyclic-dag-dependency', message, propOf(circular[0], 'dependsOn'))];
};

/** Whether the way along the dependencies leads back to its start. */
function reaches(start: string | undefined, graph: ReadonlyMap<string | undefined, readonly string[]>): boolean {
  const seen = new Set<string>();
  const open = [...(graph.get(start) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === start) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(graph.get(next) ?? []));
  }
  return false;
}
