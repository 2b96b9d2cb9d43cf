import { nodeAt, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { MappingNode, YamlPath } from '../../flows/tree.js';
import { isDeprecatedType } from '../../rules/known-names.js';
import type { RuleSetName } from '../../rules/verdict.js';
import { objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { headOfPath, typeOf, valueSpans } from './spans.js';

/**
 * A path of `deprecationPaths`. It forgets where its object is nested: every object that has such a path,
 * those of a deprecated type first.
 */
export const placeDeprecation: Placer = ({ text, root, rules }) => {
  const steps = [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? name!.replace(/^_/, '') : Number(index),
  );
  if (steps.length === 0) return [];
  const found = objectsIn(root).flatMap(({ node, path }) => {
    const target = nodeAt(node, steps);
    return target === undefined ? [] : [{ target, path: [...path, ...steps] }];
  });
  const isObject = typeof steps.at(-1) === 'number';
  const truly = found.filter(({ target }) => !isObject || (target.kind === 'mapping' && isOld(target, rules)));
  const rest = found.filter((one) => !truly.includes(one));
  return [...truly, ...rest].map(({ path }) => placeOf(root, path, isObject));
};

function isOld(node: MappingNode, rules: RuleSetName): boolean {
  const type = typeOf(node);
  return type !== undefined && isDeprecatedType(rules, type);
}

function placeOf(root: MappingNode, path: YamlPath, isObject: boolean): Span {
  const node = nodeAt(root, path);
  const type =
    isObject && node !== undefined && valueOf(node, 'type') !== undefined ? valueSpans(node, 'type')[0] : undefined;
  return type ?? headOfPath(root, path);
}
