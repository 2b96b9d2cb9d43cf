import { nodeAt, type Visited, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode } from '../../flows/tree.js';
import { classOfType } from '../../rules/known-names.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer, Reported } from './reported.js';
import { headOf, headOfPath, typeOf, valueSpans } from './spans.js';

/** Java that broke: no path and no line, but what it stumbled over can be found. */
export const placeInternal: Placer = (reported) => {
  const { text, root } = reported;
  if (!text.startsWith('Unable to validate the flow')) return [];
  if (text.includes('PluginDefault.getValues()')) {
    return itemsOf(root, text.includes('"defaults" is null') ? isEmpty : lacks('values'), DEFAULTS);
  }
  if (/null identifier$/.test(text)) return itemsOf(root, lacks('type'), DEFAULTS);
  if (/plugin identifier from null or empty string$/.test(text)) {
    return itemsOf(root, (node) => lacks('type')(node) || isBlank(valueOf(node, 'type')), DEFAULTS);
  }
  if (text.includes('Listener.getTasks()')) {
    return itemsOf(root, text.includes('"listener" is null') ? isEmpty : lacks('tasks'), ['listeners']);
  }
  if (text.includes('"this.tasks" is null')) return tasksWithout('tasks', reported);
  if (text.includes('Templates are disabled')) return objectsOfClass('io.kestra.plugin.core.flow.Template', reported);
  if (text.includes(' cannot be cast to class ')) return placeCast(reported);
  return text.includes('isValid') || /: null$/.test(text) ? gaps(reported) : [];
};

const DEFAULTS = ['pluginDefaults', 'taskDefaults'];

/**
 * A value that Java wanted to be of another class: `namespace`, `revision`, or a plugin among plugins of
 * another kind.
 */
function placeCast({ text, root, rules }: Reported): readonly Span[] {
  const match = /class (\S+) cannot be cast to class (\S+)/.exec(text);
  if (match === null) return [];
  const [, from, to] = match;
  if (to === 'java.lang.String') return valueSpans(root, 'namespace');
  if (to === 'java.lang.Integer') return valueSpans(root, 'revision');
  const wanted = /\.(Task|TaskInterface|RunnableTask)$/.test(to!) ? 'task' : 'trigger';
  const plugins = objectsIn(root).filter(({ node }) => {
    const type = typeOf(node);
    return type !== undefined && (type === from || classOfType(rules, type) === from);
  });
  const misplaced = plugins.filter(({ path }) => kindOf(path) === wanted);
  return [...misplaced, ...plugins].flatMap(({ node }) => valueSpans(node, 'type'));
}

/**
 * "Unexpected exception during isValid call": an empty element, or an object without what the check looks at.
 */
function gaps({ root }: Reported): readonly Span[] {
  const empty = itemsOf(root, isEmpty, ['inputs', 'outputs', 'triggers', 'labels']);
  const objects = objectsIn(root);
  const emptyInside = objects.flatMap(({ node, path }) => {
    return ['tasks', 'inputs'].flatMap((list) => (path.length > 0 ? itemsOf(node, isEmpty, [list]) : []));
  });
  const nameless = itemsOf(root, (node) => lacks('id')(node) && lacks('name')(node), ['inputs']);
  const unkeyed = objects.flatMap(({ node }) => itemsOf(node, lacks('key'), ['labels']));
  const untyped = itemsOf(root, lacks('type'), DEFAULTS);
  const taskless = objects.filter(({ node, path }) => isDagItem(root, path) && lacks('task')(node));
  const without = taskless.map(({ path }) => headOfPath(root, path));
  return [...empty, ...emptyInside, ...nameless, ...without, ...unkeyed, ...untyped];
}

function isDagItem(root: MappingNode, path: Visited['path']): boolean {
  if (path.at(-2) !== 'tasks' || typeof path.at(-1) !== 'number') return false;
  const owner = nodeAt(root, path.slice(0, -2));
  return owner?.kind === 'mapping' && /\.Dag$/.test(typeOf(owner) ?? '');
}

function tasksWithout(key: string, { root }: Reported): readonly Span[] {
  const without = objectsIn(root).filter(({ node, path }) => kindOf(path) === 'task' && lacks(key)(node));
  const loops = without.filter(({ node }) => /\.(LoopUntil|WaitFor)$/.test(typeOf(node) ?? ''));
  return loops.map(({ path }) => headOfPath(root, path));
}

function objectsOfClass(className: string, { root, rules }: Reported): readonly Span[] {
  const found = objectsIn(root).filter(({ node }) => classOfType(rules, typeOf(node) ?? '') === className);
  return found.flatMap(({ node }) => valueSpans(node, 'type'));
}

/** The items of some lists of an object for which something holds, at their heads. */
function itemsOf(owner: FlowNode, holds: (item: FlowNode) => boolean, lists: readonly string[]): readonly Span[] {
  return lists.flatMap((list) => {
    const node = valueOf(owner, list);
    return node?.kind === 'sequence' ? node.items.filter(holds).map(headOf) : [];
  });
}

function lacks(key: string): (node: FlowNode) => boolean {
  return (node) => {
    const value = valueOf(node, key);
    return node.kind === 'mapping' && (value === undefined || (value.kind === 'scalar' && value.value === null));
  };
}

function isEmpty(node: FlowNode): boolean {
  return node.kind === 'scalar' && (node.value === null || node.style === 'absent');
}

function isBlank(node: FlowNode | undefined): boolean {
  return node?.kind === 'scalar' && node.text.trim() === '';
}
