import { valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { readDuplicate } from '../kestra-texts.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { headOf, idOf, valueSpans } from './spans.js';

/**
 * The second of the first name, then the seconds of the others; the only one when the other is made by Kestra
 * (`a_split` of ForEachItem).
 */
export const placeDuplicate: Placer = ({ text, root }) => {
  const conflict = /^Input path '([^']*)' conflicts with '([^']*)'/.exec(text);
  const found = conflict === null ? readDuplicate(text) : { kind: 'input path', names: [conflict[1]!, conflict[2]!] };
  if (found === undefined) return [];
  const places = occurrences(root, found.kind);
  if (conflict !== null) {
    // Two names, one place each: the later of them is the one too many.
    const both = places.filter(({ name }) => found.names.includes(name));
    return both.length === 0 ? [] : [both.at(-1)!.span];
  }
  const byName = found.names.map((name) => places.filter((place) => place.name === name).map(({ span }) => span));
  return [...byName.flatMap((spans) => spans.slice(1)), ...byName.flatMap((spans) => spans.slice(0, 1))];
};

/**
 * Where the first name of a duplicate stands for the first time; undefined for other texts, and when it
 * stands there only once.
 */
export function firstOfDuplicate(root: FlowNode, text: string): Span | undefined {
  const found = readDuplicate(text);
  if (found === undefined || root.kind !== 'mapping') return undefined;
  const places = occurrences(root, found.kind).filter(({ name }) => name === found.names[0]);
  return places.length > 1 ? places[0]!.span : undefined;
}

interface Occurrence {
  readonly name: string;
  readonly span: Span;
}

function occurrences(root: MappingNode, kind: string): readonly Occurrence[] {
  const isPath = kind === 'input path';
  return objectsIn(root).flatMap(({ node, path }) => {
    if (kindOf(path) !== (isPath ? 'input' : kind)) return [];
    const key = valueOf(node, 'id') === undefined && kind.startsWith('input') ? 'name' : 'id';
    const [span] = valueSpans(node, key);
    const name = isPath ? formPath(root, path) : nameOf(node, key);
    // For Kestra, tasks without id share the id "null".
    if (span === undefined || name === undefined) return kind === 'task' ? [{ name: 'null', span: headOf(node) }] : [];
    return [{ name, span }];
  });
}

function nameOf(node: MappingNode, key: string): string | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? String(value.value) : undefined;
}

/** The ids of the forms that an input stands in, and its own, with dots between. */
function formPath(root: MappingNode, path: YamlPath): string {
  const ids: string[] = [];
  let node: FlowNode | undefined = root;
  for (const step of path) {
    if (typeof step === 'string') node = valueOf(node, step);
    else {
      node = node?.kind === 'sequence' ? node.items[step] : undefined;
      if (node !== undefined) ids.push(idOf(node) ?? '');
    }
  }
  return ids.join('.');
}
