import { itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import { type CheckContext, type CheckViolation, violation } from './check.js';
import { allTasks } from './tasks-of-flow.js';

interface Named {
  readonly id: string | undefined;
  /** Where the id is written. */
  readonly at: Read | undefined;
}

/**
 * Ids that must be unique: of the tasks of the whole tree, of triggers, inputs, outputs and (1.3)
 * preconditions.
 */
export function findDuplicateTasks(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const tasks = allTasks(flow, context).map(({ id, task }) => ({ id, at: propOf(task, 'id') ?? task }));
  return duplicates('duplicate-task-id', 'Duplicate task id with name', tasks);
}

/** Ids of triggers that are there twice; triggers without an id do not count. */
export function findDuplicateTriggers(flow: ReadObject): readonly CheckViolation[] {
  const named = itemsOf(flow, 'triggers').map(byId);
  return duplicates('duplicate-trigger-id', 'Duplicate trigger id with name', withId(named));
}

/** Ids of inputs that are there twice. */
export function findDuplicateInputs(flow: ReadObject): readonly CheckViolation[] {
  return duplicates('duplicate-input-id', 'Duplicate input with name', itemsOf(flow, 'inputs').map(byId));
}

/** Ids of outputs that are there twice. */
export function findDuplicateOutputs(flow: ReadObject): readonly CheckViolation[] {
  return duplicates('duplicate-output-id', 'Duplicate output with name', itemsOf(flow, 'outputs').map(byId));
}

/** 1.3: ids of preconditions that several triggers have. */
export function findDuplicatePreconditions(flow: ReadObject): readonly CheckViolation[] {
  const conditions = itemsOf(flow, 'triggers').flatMap((trigger) => {
    const preconditions = propOf(trigger, 'preconditions');
    return preconditions === undefined || preconditions.k === 'null' ? [] : [byId(preconditions)];
  });
  return duplicates('duplicate-preconditions-id', 'Duplicate preconditions with id', conditions);
}

/** One violation that names every id that is there twice, at the second of the first such id. */
export function duplicates(rule: string, what: string, named: readonly Named[]): readonly CheckViolation[] {
  const seen = new Set<string | undefined>();
  const twice = new Map<string | undefined, Read | undefined>();
  for (const { id, at } of named) {
    if (seen.has(id) && !twice.has(id)) twice.set(id, at);
    seen.add(id);
  }
  if (twice.size === 0) return [];
  // The server lists them in the order of their first occurrence.
  const ids = [...seen].filter((id) => twice.has(id));
  return [violation(rule, `${what} [${ids.map((id) => id ?? 'null').join(', ')}]`, twice.get(ids[0]))];
}

function byId(item: Read): Named {
  const id = propOf(item, 'id');
  return { id: textOf(id), at: id ?? item };
}

function withId(named: readonly Named[]): readonly Named[] {
  return named.filter(({ id }) => id !== undefined);
}
