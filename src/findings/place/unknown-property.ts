import { entryOf, type Visited } from '../../flows/navigate.js';
import type { MappingNode, YamlPath } from '../../flows/tree.js';
import { classOfType } from '../../rules/known-names.js';
import { isFlowClass, readUnknownProperty } from '../kestra-texts.js';
import { objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { keySpans, typeOf } from './spans.js';

/**
 * The key, in the object that the class is about: by its type, its place in the flow, its name, and by what
 * else it holds.
 */
export const placeUnknownProperty: Placer = ({ text, root, rules }) => {
  const found = readUnknownProperty(text);
  if (found === undefined) return [];
  const { key, className, known } = found;
  if (isFlowClass(className) && entryOf(root, key) !== undefined) return keySpans(root, key);
  const holders = objectsIn(root)
    .filter(({ node, path }) => path.length > 0 && entryOf(node, key) !== undefined)
    .map((visited) => ({ visited, rank: rankOf(visited) }))
    .sort((a, b) => a.rank - b.rank);
  return holders.flatMap(({ visited }) => keySpans(visited.node, key));

  function rankOf({ node, path }: Visited<MappingNode>): number {
    const type = typeOf(node);
    if (type !== undefined && (type === className || classOfType(rules, type) === className)) return 0;
    if (type !== undefined && isTyped(className, type)) return 1;
    // A plugin of another class: the least likely, whatever it holds.
    if (type?.includes('.') === true) return 6;
    const isNamed = nameFits(className, path);
    const isShaped = node.entries.every((entry) => entry.key === key || known.includes(entry.key));
    return isNamed && isShaped ? 2 : isNamed ? 3 : isShaped ? 4 : 5;
  }
};

/**
 * Inputs and the like, whose type is no class name: STRING is StringInput, MAX_DURATION is MaxDurationSLA;
 * old types by their last name.
 */
function isTyped(className: string, type: string): boolean {
  const simple = lastName(className);
  if (type.includes('.')) return lastName(type) === simple;
  const plain = type.replaceAll('_', '').toLowerCase();
  return plain !== '' && simple.toLowerCase().startsWith(plain);
}

/**
 * Whether the property that an object stands under speaks of the class: `concurrency`, `checks`, `retry`,
 * `inputs`.
 */
function nameFits(className: string, path: YamlPath): boolean {
  const property = path.findLast((step) => typeof step === 'string')?.toLowerCase() ?? '';
  const single = property.replace(/s$/, '');
  if (single === '') return false;
  const words = className.toLowerCase().split(/[.$]/);
  return words.some((word) => word === single || word === property) || words.at(-1)!.endsWith(single);
}

function lastName(className: string): string {
  return className.slice(Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
}
