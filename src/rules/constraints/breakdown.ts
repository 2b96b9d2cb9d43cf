import type { MappingNode } from '../../flows/tree.js';
import type { CheckContext } from '../checks/check.js';
import { allTasks } from '../checks/tasks-of-flow.js';
import type { Breakdown } from '../reading/before-reading.js';
import { fits } from '../reading/plugin-kinds.js';
import {
  insideOf,
  isMissing,
  isUnread,
  itemsOf,
  propOf,
  type Read,
  type ReadObject,
  textOf,
  valueOf,
} from '../reading/values.js';
import type { Catalogue } from '../catalogue/catalogue.js';

/**
 * What breaks the server when it goes through all tasks for its warnings, before validation; it ends with the
 * first of them. What it does not reach breaks nothing.
 */
export function* earlyBreakdowns(catalogue: Catalogue, flow: ReadObject, context: CheckContext): Generator<Breakdown> {
  const listeners = itemsOf(flow, 'listeners').filter((item) => item.k === 'object');
  const reached = [flow, ...listeners, ...allTasks(flow, context).map(({ task }) => task)];
  for (const object of reached) {
    yield* wrongKindsIn(catalogue, object);
    const broken = brokenTask(catalogue, object);
    if (broken !== undefined) yield broken;
  }
  const bare = findBareListener(flow);
  if (bare !== undefined) yield bare;
}

/** Plugins of another kind in a list, e.g. a trigger among the tasks. */
function* wrongKindsIn(catalogue: Catalogue, object: ReadObject): Generator<Breakdown> {
  for (const [name, value] of object.props) {
    const index = object.entry.props[name];
    const spec = index === undefined ? undefined : catalogue.shape(index).t;
    const list = spec?.k === 'map' ? spec.of : spec;
    if (list?.k !== 'list' || list.of.k !== 'plugin') continue;
    const lists = value.k === 'map' ? value.entries.map(([, item]) => item) : [value];
    yield* wrongKindsAmong(list.of.base, lists);
  }
}

function* wrongKindsAmong(base: string, lists: readonly Read[]): Generator<Breakdown> {
  for (const item of lists.flatMap((list) => (list.k === 'list' ? list.items : []))) {
    if (item.k !== 'object' || fits(item, base)) continue;
    const classes = `${item.className} and ${base} are in unnamed module of loader 'app'`;
    const message = `class ${item.className} cannot be cast to class ${base} (${classes})`;
    yield breakdown('wrong-kind-of-plugin', item, message);
  }
}

function brokenTask(catalogue: Catalogue, object: ReadObject): Breakdown | undefined {
  switch (object.className) {
    case 'io.kestra.plugin.core.flow.Dag': {
      const gap = itemsOf(object, 'tasks').find((item) => item.k === 'null');
      return gap === undefined ? undefined : breakdown('empty-element', gap, 'null');
    }
    case 'io.kestra.plugin.core.flow.LoopUntil':
      if (catalogue.rules !== '1.3' || !isMissing(object.props.get('tasks'))) return undefined;
      return breakdown(
        'missing-property',
        object,
        'Cannot invoke "java.util.List.stream()" because "this.tasks" is null',
      );
    case 'io.kestra.plugin.core.flow.Template':
      return breakdown('templates-disabled', object, 'Templates are disabled, please check your configuration');
    case 'io.kestra.plugin.core.flow.Template$ExecutorTemplate':
      return breakdown(
        'templates-disabled',
        object,
        'Cannot invoke "io.kestra.core.models.templates.Template.getTasks()" because "template" is null',
      );
    default:
      return undefined;
  }
}

function findBareListener(flow: ReadObject): Breakdown | undefined {
  const bare = itemsOf(flow, 'listeners').find((item) => item.k === 'null' || isMissing(propOf(item, 'tasks')));
  if (bare === undefined) return undefined;
  const listener = 'io.kestra.core.models.listeners.Listener.getTasks()';
  const message =
    bare.k === 'null'
      ? `Cannot invoke "${listener}" because "listener" is null`
      : `Cannot invoke "java.util.List.stream()" because the return value of "${listener}" is null`;
  return breakdown('missing-property', bare, message);
}

/**
 * What makes the validation of the flow as a whole break, so that the server answers with Java internals; it
 * ends with the first of them.
 */
export function* flowBreakdowns(catalogue: Catalogue, flow: ReadObject): Generator<Breakdown> {
  const inputs = itemsOf(flow, 'inputs');
  for (const item of [...inputs, ...inputs.flatMap((input) => itemsOf(input, 'inputs')), ...itemsOf(flow, 'outputs')]) {
    if (item.k === 'null') yield breakdown('empty-element', item, IS_VALID);
  }
  for (const input of inputs) {
    if (isMissing(propOf(input, 'id'))) yield breakdown('missing-property', input, IS_VALID);
  }
  const emptyTrigger = itemsOf(flow, 'triggers').find((trigger) => trigger.k === 'null');
  if (catalogue.rules === '2.0' && emptyTrigger !== undefined && inputs.length > 0) {
    yield breakdown('empty-element', emptyTrigger, IS_VALID);
  }
  for (const object of objectsIn(flow)) {
    if (object.className === EXECUTABLE && isMissing(propOf(object, 'subflowId'))) {
      yield breakdown('missing-property', object, IS_VALID);
    }
    const broken = SUBFLOWS.has(object.className) ? brokenRecursionCheck(object, flow) : undefined;
    if (broken !== undefined) yield broken;
  }
}

/** A part of ForEachItem that is of no use alone. */
const EXECUTABLE = 'io.kestra.plugin.core.flow.ForEachItem$ForEachItemExecutable';
const SUBFLOWS = new Set(['io.kestra.plugin.core.flow.Subflow', 'io.kestra.plugin.core.flow.ForEachItem']);
const IS_VALID = 'HV000028: Unexpected exception during isValid call.';

/** The same for one object, when validation comes to it. */
export function brokenObject(object: ReadObject, root: MappingNode): Breakdown | undefined {
  switch (object.className) {
    case 'io.kestra.plugin.core.flow.Dag':
      return brokenDag(object);
    case 'io.kestra.plugin.core.trigger.Flow$Filter':
      return isMissing(object.props.get('type')) ? breakdown('missing-property', object, IS_VALID) : undefined;
    case 'io.kestra.core.models.flows.PluginDefault':
      return brokenDefault(object, root);
    default:
      return undefined;
  }
}

/** Plugin defaults need a type. The older list is only validated when the newer one is there as well. */
function brokenDefault(one: ReadObject, root: MappingNode): Breakdown | undefined {
  const type = propOf(one, 'type');
  if (!isMissing(type) && textOf(type)?.trim() !== '') return undefined;
  const rule = isMissing(type) ? 'missing-property' : 'empty-value';
  if (one.path[0] === 'taskDefaults' && valueOf(root, 'pluginDefaults') !== undefined) {
    return breakdown(rule, one, IS_VALID);
  }
  return isMissing(type)
    ? breakdown(rule, one, 'Cannot found plugin for null identifier')
    : breakdown(rule, one, 'Cannot create plugin identifier from null or empty string');
}

/** Whether labels may be set cannot be known of one without a key. */
export function brokenLabel(label: Read): Breakdown | undefined {
  return !isUnread(label) && isMissing(propOf(label, 'key'))
    ? breakdown('missing-property', label, IS_VALID)
    : undefined;
}

function brokenDag(dag: ReadObject): Breakdown | undefined {
  const items = itemsOf(dag, 'tasks');
  const without = items.find((item) => isMissing(propOf(item, 'task')));
  if (without !== undefined) return breakdown('missing-property', without, IS_VALID);
  const ids = items.map((item) => textOf(propOf(propOf(item, 'task'), 'id')));
  const needed = items.flatMap((item) => itemsOf(item, 'dependsOn')).map(textOf);
  if (needed.some((id) => id === undefined || !ids.includes(id))) return undefined;
  const nameless = items.find((item, index) => ids[index] === undefined && !isMissing(propOf(item, 'dependsOn')));
  return nameless === undefined ? undefined : breakdown('missing-property', nameless, IS_VALID);
}

/**
 * Whether a flow calls itself cannot be known without its id; without its namespace only when the ids are the
 * same.
 */
function brokenRecursionCheck(task: ReadObject, flow: ReadObject): Breakdown | undefined {
  const id = textOf(propOf(flow, 'id'));
  const same = id !== undefined && id === textOf(propOf(task, 'flowId'));
  const isBroken = id === undefined || (same && isMissing(propOf(flow, 'namespace')));
  return isBroken ? breakdown('missing-property', flow, IS_VALID) : undefined;
}

function breakdown(rule: string, value: Read, message: string): Breakdown {
  const constraints = `Unable to validate the flow: ${message}`;
  const target = { path: value.path, part: 'value' } as const;
  return { rule, constraints, target, ...(value.k === 'object' ? { of: value } : {}) };
}

/** Every object of a flow, an object before what it holds. Not generated: each flow is gone through. */
function objectsIn(value: Read, found: ReadObject[] = []): readonly ReadObject[] {
  if (value.k === 'object') found.push(value);
  for (const item of insideOf(value)) objectsIn(item, found);
  return found;
}
