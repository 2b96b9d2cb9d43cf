import type { FlowNode } from '../../flows/tree.js';
import { itemsOf, propOf, type Read, type ReadObject, textOf } from '../reading/values.js';
import { type CheckContext, type CheckViolation, violation } from './check.js';
import { allTasks, type CountedTask } from './tasks-of-flow.js';

/** `{{ inputs.my-input }}` where only `inputs['my-input']` is understood. */
export function findDashedInputs(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const ids = dashed(itemsOf(flow, 'inputs').map((input) => textOf(propOf(input, 'id'))));
  if (ids.size === 0) return [];
  const mentions = (text: string): boolean => [...text.matchAll(INPUT)].some(([, id]) => ids.has(id!));
  return offending('input', 'tasks', tasksWith(flow, context, mentions));
}

/** The same for outputs of tasks, wherever a task … */
export function findDashedTaskOutputs(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const mentions = mentionsOutput(flow, context);
  return mentions === undefined ? [] : offending('output', 'tasks', tasksWith(flow, context, mentions));
}

/** … or an output of the flow speaks of them. */
export function findDashedFlowOutputs(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const mentions = mentionsOutput(flow, context);
  if (mentions === undefined) return [];
  const found = itemsOf(flow, 'outputs').flatMap((output) => {
    const at = scalarsIn(output).find(({ text }) => mentions(text))?.at;
    return at === undefined ? [] : [{ id: textOf(propOf(output, 'id')), at }];
  });
  return offending('output', 'outputs', found);
}

type Mentions = (text: string) => boolean;

// Blanks as Java counts them.
const INPUT = /\{\{[ \t\n\v\f\r]*inputs.([\w.-]+)[ \t\n\v\f\r]*\}\}/g;
const OUTPUT = /\{\{[ \t\n\v\f\r]*outputs\.([^}]+)\}\}/g;

function mentionsOutput(flow: ReadObject, context: CheckContext): Mentions | undefined {
  const ids = dashed(allTasks(flow, context).map(({ id }) => id));
  if (ids.size === 0) return undefined;
  return (text) => [...text.matchAll(OUTPUT)].some(([, rest]) => startsWithOneOf(ids, rest!));
}

/** `<id>.` and something behind it. */
function startsWithOneOf(ids: ReadonlySet<string>, rest: string): boolean {
  for (let dot = rest.indexOf('.'); dot >= 0 && dot + 1 < rest.length; dot = rest.indexOf('.', dot + 1)) {
    if (ids.has(rest.slice(0, dot))) return true;
  }
  return false;
}

/**
 * Ids with a dash; one that is no id of Kestra would be a pattern, and the server breaks on most of those.
 */
function dashed(ids: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(ids.filter((id): id is string => id !== undefined && /^[\w.-]*-[\w.-]*$/.test(id)));
}

interface Offender {
  readonly id: string | undefined;
  readonly at: Read;
}

function offending(what: 'input' | 'output', where: string, found: readonly Offender[]): readonly CheckViolation[] {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id ?? 'null').join(', ');
  const message = `Invalid ${what} reference: use ${what}s[key-name] instead of ${what}s.key-name — keys with dashes require bracket notation, offending ${where}: [${ids}]`;
  return [violation('dashed-reference', message, found[0]!.at)];
}

function tasksWith(flow: ReadObject, context: CheckContext, mentions: Mentions): readonly Offender[] {
  return allTasks(flow, context).flatMap((counted) => {
    const hit = textsOf(counted, context).find(({ text }) => mentions(text));
    return hit === undefined ? [] : [{ id: counted.id, at: hit.at }];
  });
}

interface Text {
  readonly text: string;
  readonly at: Read;
}

/** What the server searches: the fields that the class of a task itself declares, as Java prints them. */
function textsOf({ task, takes }: CountedTask, context: CheckContext): readonly Text[] {
  return declared(task, context)
    .filter((name) => takes === undefined || takes.includes(name))
    .flatMap((name) => printed(propOf(task, name), context));
}

/** Properties that a task inherits are not searched. */
function declared(task: ReadObject, context: CheckContext): readonly string[] {
  const own = [...task.props.keys()].filter((name) => !OF_EVERY_TASK.has(name));
  const name = task.className.replace('io.kestra.plugin.core.', '');
  if (name.startsWith('http.')) return own.filter((property) => !OF_HTTP.has(property));
  if (name.startsWith('state.')) return own.filter((property) => !OF_STATE.has(property));
  const branches = context.rules === '1.3' ? OWN_BRANCHES_1_3 : OWN_BRANCHES_2_0;
  return branches.has(name) ? own : own.filter((property) => !BRANCHES.has(property));
}

const OF_EVERY_TASK = new Set([
  ...['allowFailure', 'allowWarning', 'assets', 'description', 'disabled', 'id', 'logLevel', 'logToFile'],
  ...['pluginDefaultsRef', 'policyRefs', 'retry', 'runIf', 'taskCache', 'timeout', 'type', 'version', 'workerGroup'],
  'workerSelector',
]);
const OF_HTTP = new Set([
  ...['allowFailed', 'body', 'contentType', 'formData', 'headers', 'method', 'options', 'params', 'sslOptions', 'uri'],
]);
const OF_STATE = new Set(['name', 'namespace', 'taskrunValue']);
const BRANCHES = new Set(['tasks', 'errors', 'finally']);
const ALWAYS_OWN = ['flow.If', 'flow.Switch', 'flow.Dag', 'flow.Pause'];
const OWN_BRANCHES_1_3 = new Set([
  ...ALWAYS_OWN,
  'flow.Sequential',
  'flow.Parallel',
  'flow.LoopUntil',
  'flow.ForEachItem',
]);
const OWN_BRANCHES_2_0 = new Set(ALWAYS_OWN);

/** The scalars of a value that Java's `toString` shows: of objects without one it shows nothing. */
function printed(value: Read | undefined, context: CheckContext): readonly Text[] {
  switch (value?.k) {
    case 'scalar':
      return [{ text: String(value.value), at: value }];
    case 'list':
      return value.items.flatMap((item) => printed(item, context));
    case 'map':
      return value.entries.flatMap(([key, item]) => [{ text: key, at: item }, ...printed(item, context)]);
    case 'other':
      return value.unjudged === undefined ? scalarsOf(value.node, value) : [];
    case 'object':
      if (value.entry.kind === 'task') {
        return SILENT_TASKS.test(value.className) || context.propertiesOf(value.className) === undefined
          ? []
          : textsOf({ id: undefined, task: value }, context);
      }
      return PRINTED_MODELS.test(value.className)
        ? [...value.props.values()].flatMap((item) => printed(item, context))
        : [];
    default:
      return [];
  }
}

const SILENT_TASKS = /\.plugin\.core\.(kv\.|namespace\.(Delete|Download|Purge|Upload)Files$|flow\.PurgeFlows$)/;
const PRINTED_MODELS = /\$DagTask$|\$Batch$|WorkingDirectory\$Cache$|\.models\.Label$/;

function scalarsIn(value: Read): readonly Text[] {
  return value.k === 'object' ? [...value.props.values()].flatMap((item) => scalarsOf(item.node, item)) : [];
}

function scalarsOf(node: FlowNode, at: Read): readonly Text[] {
  if (node.kind === 'scalar') return [{ text: node.text, at }];
  if (node.kind === 'sequence') return node.items.flatMap((item) => scalarsOf(item, at));
  return node.entries.flatMap(({ key, value }) => [{ text: key, at }, ...scalarsOf(value, at)]);
}
