import type { PebbleReference } from '../../pebble/parser.js';
import type { RuleSetName } from '../../rules/verdict.js';
import type { Mistake } from './mistake.js';
import type { Place } from './places.js';
import { ancestry, isFlowTask, type Task } from './tasks.js';

const RULE = 'value-outside-loop';

/** `taskrun.value`, `parent.…` and `item.…` where there is no such iteration. */
export function loopMistake(reference: PebbleReference, place: Place, rules: RuleSetName): Mistake | undefined {
  if (place.kind !== 'task') return undefined;
  const { path } = reference;
  const { task, property } = place;
  const names = path.map(({ name }) => name).join('.');
  const at = path.at(-1)!;
  if (/^taskrun\.value$/.test(names)) return hasValue(task) === false ? ofTaskrun(task, at) : undefined;
  if (/^(parent|parents\.\d+)\.taskrun\.value$/.test(names)) {
    return hasParentValue(task) ? undefined : ofParent(task, at);
  }
  if (names.startsWith('parent.') && task.parent === undefined) {
    const text = 'This task is in no other task: there is no `parent`.';
    return { rule: RULE, text, at: path[0]! };
  }
  if (path[0]!.name === 'item' && rules === '2.0') return ofItem(task, property, path[0]!);
  return undefined;
}

/** Whether the run of a task has a value; undefined when nobody knows. */
function hasValue(task: Task): boolean | undefined {
  for (const one of ancestry(task)) {
    const { parent, list } = one;
    if (parent === undefined) return false;
    if (parent.className === undefined) return undefined;
    if (isEach(parent) && list === 'tasks') return true;
    // What is in a WorkingDirectory has the value of that.
    if (!isFlowTask(parent, 'WorkingDirectory')) return false;
  }
  return false;
}

function hasParentValue(task: Task): boolean {
  const { parent } = task;
  return (
    parent !== undefined && [...ancestry(parent)].some((one) => one.className === undefined || hasValue(one) !== false)
  );
}

const isEach = (task: Task): boolean => isFlowTask(task, 'EachParallel', 'EachSequential', 'ForEach');

function ofTaskrun(task: Task, at: Mistake['at']): Mistake {
  const { parent } = task;
  if (parent !== undefined && [...ancestry(parent)].some((one) => isFlowTask(one, 'Loop'))) {
    const text = 'A Loop gives its values as `item`: `taskrun` has none.';
    return { rule: RULE, text, hint: 'Use `item.value`.', at };
  }
  if (parent === undefined || ![...ancestry(parent)].some(isEach)) {
    return { rule: RULE, text: 'This task is in no loop: its `taskrun` has no `value`.', at };
  }
  const depth = [...ancestry(parent)].findIndex((one) => hasValue(one) !== false);
  const text = 'Only the tasks right below a loop have a `taskrun.value`: this one is deeper.';
  if (depth === -1) return { rule: RULE, text, at };
  return { rule: RULE, text, hint: `Use \`${depth === 0 ? 'parent' : `parents[${depth}]`}.taskrun.value\`.`, at };
}

function ofParent(task: Task, at: Mistake['at']): Mistake {
  const text = 'No task that this one is in has a value of a loop.';
  const hint = hasValue(task) === true ? { hint: 'Use `taskrun.value`: the loop is right above this task.' } : {};
  return { rule: RULE, text, ...hint, at };
}

function ofItem(task: Task, property: string, at: Mistake['at']): Mistake | undefined {
  if (isFlowTask(task, 'Loop') && property === 'outputs') return undefined;
  const { parent } = task;
  const above = parent === undefined ? [] : [...ancestry(parent)];
  if (above.some((one) => isFlowTask(one, 'Loop') || one.className === undefined)) return undefined;
  return { rule: RULE, text: 'This task is in no Loop: there is no `item`.', at };
}
