import { itemsOf, type Visited, valueOf, walk } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { readInvalidType } from '../kestra-texts.js';
import { likeliestFirst } from './likeliest-first.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { headOfPath, valueSpans } from './spans.js';
import { isNamed } from './types.js';

/** The value of `type`; where it is missing the head of the object. */
export const placeInvalidType: Placer = ({ text, root }) => {
  const type = readInvalidType(text);
  if (type === undefined) return [];
  if (type === '') return typeless(root, text.includes('<null>'));
  const typed = objectsIn(root).filter(({ node }) => isText(valueOf(node, 'type'), type));
  if (typed.length > 0) return typed.flatMap(({ node }) => valueSpans(node, 'type'));
  // A list where an object with a type belongs.
  const items = walk(root).filter(({ node, path }) => typeof path.at(-1) === 'number' && isText(node, type));
  return items.map(({ path }) => headOfPath(root, path.slice(0, -1)));
};

/** Plugins are `<null>` without a type; inputs, retries and the like `null`. */
function typeless(root: MappingNode, isPlugin: boolean): readonly Span[] {
  const objects = objectsIn(root);
  // The items of a Dag hold a task each, they are none.
  const dags = objects.filter(({ node }) => isNamed(node, 'Dag'));
  const dagItems = new Set(dags.flatMap(({ node }) => itemsOf(valueOf(node, 'tasks'))));
  const needsType = ({ node, path }: Visited): boolean => !dagItems.has(node) && isKindWithType(path);
  const fits = ({ path }: Visited): boolean => isPluginPlace(path) === isPlugin;
  const lacking = objects.filter((one) => needsType(one) && lacksType(valueOf(one.node, 'type'), isPlugin));
  const bare = walk(root).filter((one) => isBare(one.node) && needsType(one) && fits(one) && !isOfNames(one.path));
  // An alias is text to Kestra: it surely has no type; a text in a list of this name may be none of it.
  const aliases = bare.filter(({ node }) => node.style === 'alias');
  return [
    ...aliases.map(({ node }) => node.span),
    ...likeliestFirst(lacking, fits).map(({ node, path }) => valueSpans(node, 'type')[0] ?? headOfPath(root, path)),
    ...bare.map(({ node }) => node.span),
  ];
}

/** Text where an object belongs. */
function isBare(node: FlowNode): boolean {
  return node.kind === 'scalar' && node.value !== null;
}

/** Labels, and the inputs that an input depends on, are never objects. */
function isOfNames(path: YamlPath): boolean {
  return path.includes('labels') || path.includes('dependsOn');
}

/** What is no text is no type of a plugin either. */
function lacksType(type: FlowNode | undefined, isPlugin: boolean): boolean {
  if (type?.kind !== 'scalar' || type.value === null || type.value === '') return true;
  return isPlugin && typeof type.value !== 'string';
}

const PLUGINS = new Set(['conditions', 'taskRunner', 'logExporters', 'exporter']);
const UNIONS = new Set(['retry', 'sla']);

function isPluginPlace(path: YamlPath): boolean {
  const kind = kindOf(path);
  return kind === 'task' || kind === 'trigger' || PLUGINS.has(propertyOf(path));
}

function isKindWithType(path: YamlPath): boolean {
  const kind = kindOf(path);
  return (
    (kind !== undefined && kind !== 'preconditions') ||
    PLUGINS.has(propertyOf(path)) ||
    UNIONS.has(propertyOf(path)) ||
    isHttpAuth(path)
  );
}

/** Other plugins have an `auth` of their own. */
function isHttpAuth(path: YamlPath): boolean {
  return path.at(-2) === 'options' && path.at(-1) === 'auth';
}

function propertyOf(path: YamlPath): string {
  const last = path.at(-1);
  return String(typeof last === 'number' ? path.at(-2) : last);
}

function isText(node: FlowNode | undefined, text: string): boolean {
  return node?.kind === 'scalar' && (node.text.trim() === text || String(node.value) === text);
}
