import { entryAt, entryOf, nodeAt, valueOf } from '../../flows/navigate.js';
import type { Span } from '../../flows/source.js';
import type { FlowNode, YamlPath } from '../../flows/tree.js';

/**
 * A scalar itself; of a mapping or list, and of nothing at all, the key it stands under; of one in a list its
 * head.
 */
export function spanOfPath(root: FlowNode, path: YamlPath): Span {
  const node = nodeAt(root, path);
  if (node?.kind === 'scalar' && node.span.end > node.span.start) return node.span;
  return headOfPath(root, path);
}

/**
 * Where an object is seen: the key that it stands under, of one in a list its first key. What it lacks is
 * shown there.
 */
export function headOfPath(root: FlowNode, path: YamlPath): Span {
  const entry = entryAt(root, path);
  if (entry !== undefined) return entry.keySpan;
  const node = nodeAt(root, path);
  if (node !== undefined) return headOf(node);
  return headOfPath(root, path.slice(0, -1));
}

/** The beginning of a node: of an object its first key, which is on the line a person looks at. */
export function headOf(node: FlowNode): Span {
  if (node.kind === 'mapping') return node.entries[0]?.keySpan ?? node.span;
  if (node.kind === 'sequence') return node.items[0] === undefined ? node.span : headOf(node.items[0]);
  return node.span;
}

/** The value under a key of an object as `spanOfPath` shows it; nothing when the object has no such key. */
export function valueSpans(node: FlowNode | undefined, key: string): readonly Span[] {
  const entry = entryOf(node, key);
  if (entry === undefined) return [];
  const { value, keySpan } = entry;
  return [value.kind === 'scalar' && value.span.end > value.span.start ? value.span : keySpan];
}

/** The key of an object; nothing when the object does not have it. */
export function keySpans(node: FlowNode | undefined, key: string): readonly Span[] {
  const entry = entryOf(node, key);
  return entry === undefined ? [] : [entry.keySpan];
}

/** A text as Kestra reads it: `12` is "12"; undefined for null and for what is no scalar. */
export function readText(node: FlowNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? String(node.value) : undefined;
}

/** The `id` of an object as Kestra reads it. */
export function idOf(node: FlowNode | undefined): string | undefined {
  return readText(valueOf(node, 'id'));
}
