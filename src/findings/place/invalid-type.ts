import { nodeAt, type Visited, valueOf, walk } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { readInvalidType } from '../kestra-texts.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { headOfPath, valueSpans } from './spans.js';

/** The value of `type`; where it is missing the head of the object. */
export const placeInvalidType: Placer = ({ text, root }) => {
  const type = readInvalidType(text);
  if (type === undefined) return [];
  const objects = objectsIn(root);
  if (type === '') return typeless(root, objects, text.includes('<null>'));
  const typed = objects.filter(({ node }) => isText(valueOf(node, 'type'), type));
  if (typed.length > 0) return typed.flatMap(({ node }) => valueSpans(node, 'type'));
  // A list where an object with a type belongs.
  const items = walk(root).filter(({ node, path }) => typeof path.at(-1) === 'number' && isText(node, type));
  return items.map(({ path }) => headOfPath(root, path.slice(0, -1)));
};

/** Plugins are `<null>` without a type; inputs, retries and the like `null`. */
function typeless(root: MappingNode, objects: readonly Visited<MappingNode>[], isPlugin: boolean): readonly Span[] {
  const lacking = objects.filter(
    ({ node, path }) => isKindWithType(root, path) && lacksType(valueOf(node, 'type'), isPlugin),
  );
  const fits = ({ path }: Visited<FlowNode>): boolean => isPluginPlace(path) === isPlugin;
  const bare = walk(root).filter(
    ({ node, path }) => isBare(node) && isKindWithType(root, path) && fits({ node, path }) && !isOfNames(path),
  );
  // An alias is text to Kestra: it surely has no type; a text in a list of this name may be none of it.
  const aliases = bare.filter(({ node }) => isAlias(node));
  const objectSpans = [...lacking.filter(fits), ...lacking.filter((one) => !fits(one))].flatMap(({ node, path }) => {
    const given = valueSpans(node, 'type');
    return given.length > 0 ? given : [headOfPath(root, path)];
  });
  return [
    ...aliases.map(({ node }) => node.span),
    ...objectSpans,
    ...bare.filter(({ node }) => !isAlias(node)).map(({ node }) => node.span),
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

function isAlias(node: FlowNode): boolean {
  return node.kind === 'scalar' && node.style === 'alias';
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

function isKindWithType(root: MappingNode, path: YamlPath): boolean {
  if (isItemOfDag(root, path)) return false;
  const kind = kindOf(path);
  return (
    (kind !== undefined && kind !== 'preconditions') ||
    PLUGINS.has(propertyOf(path)) ||
    UNIONS.has(propertyOf(path)) ||
    isHttpAuth(path)
  );
}

/** The items of a Dag hold a task each, they are none. */
function isItemOfDag(root: MappingNode, path: YamlPath): boolean {
  if (kindOf(path) !== 'task') return false;
  if (valueOf(nodeAt(root, path), 'task') !== undefined) return true;
  const type = valueOf(nodeAt(root, path.slice(0, -2)), 'type');
  return path.at(-2) === 'tasks' && type?.kind === 'scalar' && /\.Dag$/.test(type.text);
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
