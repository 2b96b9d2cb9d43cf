import { nodeAt, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, YamlPath } from '../../flows/tree.js';
import { readDuplicate } from '../kestra-texts.js';
import { kindOf, objectsIn } from './objects.js';
import type { Placer } from './reported.js';
import { headOf, idOf, readText, valueSpans } from './spans.js';

/**
 * The second of the first name, then the seconds of the others; the only one when the other is made by Kestra
 * (`a_split` of ForEachItem).
 */
export const placeDuplicate: Placer = ({ text, root }) => {
  const [conflict, ...names] = /^Input path '([^']*)' conflicts with '([^']*)'/.exec(text) ?? [];
  if (conflict !== undefined) {
    // Two names, one place each: the later of them is the one too many.
    const later = occurrences(root, 'input path').findLast(({ name }) => names.includes(name));
    return later === undefined ? [] : [later.span];
  }
  const found = readDuplicate(text);
  if (found === undefined) return [];
  const places = occurrences(root, found.kind);
  const byName = found.names.map((name) => places.filter((place) => place.name === name).map(({ span }) => span));
  return [...byName.flatMap((spans) => spans.slice(1)), ...byName.flat()];
};

/**
 * Where the first name of a duplicate stands for the first time; undefined for other texts, and when it
 * stands there only once.
 */
export function firstOfDuplicate(root: FlowNode, text: string): Span | undefined {
  const found = readDuplicate(text);
  if (found === undefined) return undefined;
  const [first, second] = occurrences(root, found.kind).filter(({ name }) => name === found.names[0]);
  return second && first!.span;
}

interface Occurrence {
  readonly name: string;
  readonly span: Span;
}

function occurrences(root: FlowNode, kind: string): readonly Occurrence[] {
  const isPath = kind === 'input path';
  const objects = objectsIn(root).filter(({ path }) => kindOf(path) === (isPath ? 'input' : kind));
  return objects.map(({ node, path }) => {
    const key = kind === 'input' && valueOf(node, 'id') === undefined ? 'name' : 'id';
    // For Kestra, tasks without id share the id "null".
    const name = isPath ? formPath(root, path) : (readText(valueOf(node, key)) ?? 'null');
    return { name, span: valueSpans(node, key)[0] ?? headOf(node) };
  });
}

/** The ids of the forms that an input stands in, and its own, with dots between. */
function formPath(root: FlowNode, path: YamlPath): string {
  return path
    .flatMap((step, index) => (typeof step === 'number' ? [idOf(nodeAt(root, path.slice(0, index + 1)))] : []))
    .join('.');
}
