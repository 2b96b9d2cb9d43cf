import { mappingsIn, type Visited } from '../../flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { likeliestFirst } from './likeliest-first.js';

/** Properties whose mappings hold what their author likes, not objects of Kestra. */
const FREE: ReadonlySet<string | number> = new Set([
  'variables',
  'values',
  'inputs',
  'outputs',
  'labels',
  'env',
  'headers',
  'body',
  'metadata',
]);

/** Every mapping with its path in the order of the document; those in free-form values after all others. */
export function objectsIn(root: FlowNode): readonly Visited<MappingNode>[] {
  return likeliestFirst(mappingsIn(root), ({ path }) => !isFree(path));
}

function isFree(path: YamlPath): boolean {
  // The items of a list of such a name are objects: the inputs of a flow, its labels.
  return path.some((step, index) => FREE.has(step) && typeof path[index + 1] !== 'number');
}

const TASK_LISTS: ReadonlySet<string | number | undefined> = new Set([
  'tasks',
  'errors',
  'finally',
  'afterExecution',
  'then',
  'else',
  'defaults',
]);
const LISTS: ReadonlyMap<string | number | undefined, string> = new Map([
  ['triggers', 'trigger'],
  ['inputs', 'input'],
  ['onResume', 'input'],
  ['outputs', 'output'],
]);

/** What an object is by its place in the flow; undefined for everything that is no item of its own. */
export function kindOf(path: YamlPath): string | undefined {
  const [parent, last] = [path.at(-2), path.at(-1)];
  if (last === 'preconditions') return 'preconditions';
  if (last === 'task' || last === 'onPause') return 'task';
  if (typeof last !== 'number') return undefined;
  return TASK_LISTS.has(parent) || path.at(-3) === 'cases' ? 'task' : LISTS.get(parent);
}
