import { mappingsIn, type Visited } from '../../flows/navigate.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';

/** Properties whose mappings hold what their author likes, not objects of Kestra. */
const FREE = new Set(['variables', 'values', 'inputs', 'outputs', 'labels', 'env', 'headers', 'body', 'metadata']);

/** Every mapping with its path in the order of the document; those in free-form values after all others. */
export function objectsIn(root: FlowNode): readonly Visited<MappingNode>[] {
  const all = mappingsIn(root);
  return [...all.filter(({ path }) => !isFree(path)), ...all.filter(({ path }) => isFree(path))];
}

function isFree(path: YamlPath): boolean {
  return path.some(
    (step, index) =>
      typeof step === 'string' && FREE.has(step) && (typeof path[index + 1] === 'string' || step === 'variables'),
  );
}

const TASK_LISTS = new Set(['tasks', 'errors', 'finally', 'afterExecution', 'then', 'else', 'defaults']);
const LISTS: Readonly<Record<string, string>> = {
  triggers: 'trigger',
  inputs: 'input',
  onResume: 'input',
  outputs: 'output',
};

/** What an object is by its place in the flow; undefined for everything that is no item of its own. */
export function kindOf(path: YamlPath): string | undefined {
  const [parent, last] = [path.at(-2), path.at(-1)];
  if (last === 'preconditions') return 'preconditions';
  if (last === 'task' || last === 'onPause') return 'task';
  if (typeof last !== 'number' || typeof parent !== 'string') return undefined;
  if (TASK_LISTS.has(parent) || path.at(-3) === 'cases') return 'task';
  return Object.hasOwn(LISTS, parent) ? LISTS[parent] : undefined;
}
