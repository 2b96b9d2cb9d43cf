import type { Visited } from '../../flows/navigate.js';
import type { MappingNode, YamlPath } from '../../flows/tree.js';
import { isFlowClass, readUnknownProperty } from '../kestra-texts.js';
import { objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { keySpans } from './spans.js';
import { isOfClass, simpleName, typeOf } from './types.js';

/**
 * The key, in the object that the class is about: by its type, its place in the flow, its name, and by what
 * else it holds.
 */
export const placeUnknownProperty: Placer = ({ text, root, rules }) => {
  const found = readUnknownProperty(text);
  if (found === undefined) return [];
  const { key, className, known } = found;
  if (isFlowClass(className)) return keySpans(root, key);
  const [, ...inside] = objectsIn(root);
  const keys = inside.flatMap((object) => keySpans(object.node, key).map((span) => ({ span, rank: rankOf(object) })));
  return keys.sort((a, b) => a.rank - b.rank).map(({ span }) => span);

  function rankOf({ node, path }: Visited<MappingNode>): number {
    if (isOfClass(node, className, rules)) return 0;
    const type = typeOf(node);
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
  const simple = simpleName(className);
  if (type.includes('.')) return simpleName(type) === simple;
  return simple.toLowerCase().startsWith(type.replaceAll('_', '').toLowerCase());
}

/**
 * Whether the property that an object stands under speaks of the class: `concurrency`, `checks`, `retry`,
 * `inputs`.
 */
function nameFits(className: string, path: YamlPath): boolean {
  const property = singular(String(path.findLast((step) => typeof step === 'string')).toLowerCase());
  const words = className.toLowerCase().split(/[.$]/);
  return words.some((word) => singular(word) === property) || words.at(-1)!.endsWith(property);
}

function singular(word: string): string {
  return word.replace(/s$/, '');
}
