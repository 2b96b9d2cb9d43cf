import { nodeAt } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { isDeprecatedType } from '../../rules/known-names.js';
import type { RuleSetName } from '../../rules/verdict.js';
import { likeliestFirst } from './likeliest-first.js';
import { objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { headOfPath, valueSpans } from './spans.js';
import { typeOf } from './types.js';

/**
 * A path of `deprecationPaths`. It forgets where its object is nested: every object that has such a path,
 * those of a deprecated type first.
 */
export const placeDeprecation: Placer = ({ text, root, rules }) => {
  const steps = [...text.matchAll(/\[(\d+)\]|([^.[\]]+)/g)].map(([, index, name]) =>
    index === undefined ? name!.replace(/^_/, '') : Number(index),
  );
  const found = objectsIn(root).flatMap(({ node, path }) => {
    const target = nodeAt(node, steps);
    return target === undefined ? [] : [{ target, path: [...path, ...steps] }];
  });
  return likeliestFirst(found, ({ target }) => isOld(target, rules)).map(({ path }) => placeOf(root, path));
};

function isOld(node: FlowNode, rules: RuleSetName): boolean {
  const type = typeOf(node);
  return type !== undefined && isDeprecatedType(rules, type);
}

/** Of an object its type, which is what is deprecated; of a property its key. */
function placeOf(root: MappingNode, path: YamlPath): Span {
  const isObject = typeof path.at(-1) === 'number';
  return (isObject ? valueSpans(nodeAt(root, path), 'type')[0] : undefined) ?? headOfPath(root, path);
}
