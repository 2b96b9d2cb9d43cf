import { textOf, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode } from '../../flows/tree.js';
import { likeliestFirst } from './likeliest-first.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer, Reported } from './reported.js';
import { headOf, headOfPath, valueSpans } from './spans.js';
import { isNamed, isOfClass, simpleName } from './types.js';

/** Java that broke: no path and no line, but what it stumbled over can be found. */
export const placeInternal: Placer = (reported) => {
  const { root } = reported;
  const prefix = 'Unable to validate the flow: ';
  if (!reported.text.startsWith(prefix)) return [];
  const text = reported.text.slice(prefix.length);
  if (text.includes('PluginDefault.getValues()')) return itemsOf(root, lacks('values'), DEFAULTS);
  if (TYPELESS.includes(text)) return itemsOf(root, isTypeless, DEFAULTS);
  if (text.includes('Listener.getTasks()')) return itemsOf(root, lacks('tasks'), ['listeners']);
  if (text.includes('"this.tasks" is null')) return loopsWithoutTasks(reported);
  if (text.includes('Templates are disabled')) return placeClass('io.kestra.plugin.core.flow.Template', reported);
  const cast = /class (\S+) cannot be cast to class (\S+)/.exec(text);
  if (cast !== null) return placeCast(cast[1]!, cast[2]!, reported);
  return text === 'null' || text.includes('isValid') ? gaps(reported) : [];
};

const DEFAULTS = ['pluginDefaults', 'taskDefaults'];
const TYPELESS = [
  'Cannot found plugin for null identifier',
  'Cannot create plugin identifier from null or empty string',
];

/**
 * A value that Java wanted to be of another class: `namespace`, `revision`, or a plugin among plugins of
 * another kind.
 */
function placeCast(from: string, to: string, { root, rules }: Reported): readonly Span[] {
  if (to === 'java.lang.String') return valueSpans(root, 'namespace');
  if (to === 'java.lang.Integer') return valueSpans(root, 'revision');
  const wanted = TASKS.has(simpleName(to)) ? 'task' : 'trigger';
  const plugins = objectsIn(root).filter(({ node }) => isOfClass(node, from, rules));
  return likeliestFirst(plugins, ({ path }) => kindOf(path) === wanted).flatMap(({ node }) => valueSpans(node, 'type'));
}

const TASKS = new Set(['Task', 'TaskInterface', 'RunnableTask']);

/**
 * "Unexpected exception during isValid call": an empty element, or an object without what the check looks at.
 */
function gaps({ root }: Reported): readonly Span[] {
  const objects = objectsIn(root).map(({ node }) => node);
  const inputs = objects.flatMap((node) => itemsOf(node, isNull, ['inputs']));
  const others = itemsOf(root, isNull, ['outputs', 'triggers']);
  const nameless = itemsOf(root, (node) => lacks('id')(node) && lacks('name')(node), ['inputs']);
  const dags = objects.filter((node) => isNamed(node, 'Dag'));
  const taskless = dags.flatMap((dag) => itemsOf(dag, lacks('task'), ['tasks']));
  // The labels of other systems may be texts.
  const unkeyed = objects.flatMap((node) =>
    itemsOf(node, (label) => label.kind === 'mapping' && lacks('key')(label), ['labels']),
  );
  const untyped = itemsOf(root, lacks('type'), DEFAULTS);
  return [...inputs, ...others, ...nameless, ...taskless, ...unkeyed, ...untyped];
}

function loopsWithoutTasks({ root }: Reported): readonly Span[] {
  const loops = objectsIn(root).filter(
    ({ node, path }) => kindOf(path) === 'task' && isNamed(node, 'LoopUntil', 'WaitFor') && lacks('tasks')(node),
  );
  return loops.map(({ path }) => headOfPath(root, path));
}

function placeClass(className: string, { root, rules }: Reported): readonly Span[] {
  const found = objectsIn(root).filter(({ node }) => isOfClass(node, className, rules));
  return found.flatMap(({ node }) => valueSpans(node, 'type'));
}

/** The items of some lists of an object for which something holds, at their heads. */
function itemsOf(owner: FlowNode, holds: (item: FlowNode) => boolean, lists: readonly string[]): readonly Span[] {
  return lists.flatMap((list) => {
    const node = valueOf(owner, list);
    return node?.kind === 'sequence' ? node.items.filter(holds).map(headOf) : [];
  });
}

/** For items that have no value under a key, or are none themselves. */
function lacks(key: string): (node: FlowNode) => boolean {
  return (node) => {
    const value = valueOf(node, key);
    return value === undefined || isNull(value);
  };
}

function isTypeless(node: FlowNode): boolean {
  return lacks('type')(node) || String(textOf(node, 'type')).trim() === '';
}

function isNull(node: FlowNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}
