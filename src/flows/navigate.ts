import type { FlowNode, MappingEntry, MappingNode, YamlPath } from './tree.js';

/** The entry that counts for a key: of duplicates the last, as Kestra reads it. */
export function entryOf(node: FlowNode | undefined, key: string): MappingEntry | undefined {
  return node?.kind === 'mapping' ? node.entries.findLast((entry) => entry.key === key) : undefined;
}

/** The value of a key; undefined when the node is no mapping or has no such key. */
export function valueOf(node: FlowNode | undefined, key: string): FlowNode | undefined {
  return entryOf(node, key)?.value;
}

/** The text of a scalar under a key. */
export function textOf(node: FlowNode | undefined, key: string): string | undefined {
  const value = valueOf(node, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The node a path leads to. */
export function nodeAt(root: FlowNode, path: YamlPath): FlowNode | undefined {
  let node: FlowNode | undefined = root;
  for (const step of path) {
    if (typeof step === 'number') node = node?.kind === 'sequence' ? node.items[step] : undefined;
    else node = valueOf(node, step);
    if (node === undefined) return undefined;
  }
  return node;
}

/** The entry a path ends with, when its last step is a key. */
export function entryAt(root: FlowNode, path: YamlPath): MappingEntry | undefined {
  const last = path.at(-1);
  return typeof last === 'string' ? entryOf(nodeAt(root, path.slice(0, -1)), last) : undefined;
}

export interface Visited<T extends FlowNode = FlowNode> {
  readonly node: T;
  readonly path: YamlPath;
}

/** Every node with its path, parents first, in the order of the document. */
export function* walk(root: FlowNode): Generator<Visited> {
  const open: Visited[] = [{ node: root, path: [] }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    yield visit;
    const { node, path } = visit;
    if (node.kind === 'mapping') {
      for (const entry of node.entries.toReversed()) open.push({ node: entry.value, path: [...path, entry.key] });
    } else if (node.kind === 'sequence') {
      for (let index = node.items.length - 1; index >= 0; index--) {
        open.push({ node: node.items[index]!, path: [...path, index] });
      }
    }
  }
}

/** Every mapping with its path, parents first. */
export function* mappingsIn(root: FlowNode): Generator<Visited<MappingNode>> {
  for (const { node, path } of walk(root)) if (node.kind === 'mapping') yield { node, path };
}
