import type { FlowNode, MappingEntry, MappingNode, YamlPath } from './tree.js';

/** From here on, looking through all entries for each of them would take minutes. */
const MANY_ENTRIES = 50;
const indexes = new WeakMap<MappingNode, ReadonlyMap<string, MappingEntry>>();

/** The entry that counts for a key: of duplicates the last, as Kestra reads it. */
export function entryOf(node: FlowNode | undefined, key: string): MappingEntry | undefined {
  if (node?.kind !== 'mapping') return undefined;
  if (node.entries.length < MANY_ENTRIES) return node.entries.findLast((entry) => entry.key === key);
  let index = indexes.get(node);
  if (index === undefined) {
    index = new Map(node.entries.map((entry) => [entry.key, entry]));
    indexes.set(node, index);
  }
  return index.get(key);
}

/** Whether a key stands in a mapping more than once. */
export function hasRepeatedKey({ entries }: MappingNode): boolean {
  if (entries.length >= MANY_ENTRIES) return new Set(entries.map(({ key }) => key)).size < entries.length;
  for (let index = 1; index < entries.length; index++) {
    const { key } = entries[index]!;
    for (let earlier = 0; earlier < index; earlier++) if (entries[earlier]!.key === key) return true;
  }
  return false;
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

/** The items of a list; none when the node is none. */
export function itemsOf(node: FlowNode | undefined): readonly FlowNode[] {
  return node?.kind === 'sequence' ? node.items : [];
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
  /** Put together each time that it is asked for. */
  readonly path: YamlPath;
}

/** Knows its path by its parents: a copy for each of many nodes deep down would fill the memory. */
class Visit implements Visited {
  constructor(
    readonly node: FlowNode,
    private readonly parent?: Visit,
    private readonly step?: string | number,
  ) {}

  get path(): YamlPath {
    const path: (string | number)[] = [];
    for (let visit = this as Visit; visit.parent !== undefined; visit = visit.parent) path.push(visit.step!);
    return path.reverse();
  }
}

/** Every node with its path, parents first, in the order of the document. */
export function walk(root: FlowNode): readonly Visited[] {
  return visitsOf(root).all;
}

interface Visits {
  readonly root: FlowNode;
  readonly all: readonly Visited[];
  readonly mappings: readonly Visited<MappingNode>[];
}

/** A dozen rules look at every node of a document, before the next document has its turn. */
let latest: Visits | undefined;

function visitsOf(root: FlowNode): Visits {
  if (latest?.root !== root) {
    const all = visitAll(root);
    latest = { root, all, mappings: all.filter(isOfMapping) };
  }
  return latest;
}

function visitAll(root: FlowNode): readonly Visited[] {
  const visits: Visit[] = [];
  const open = [new Visit(root)];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    visits.push(visit);
    const { node } = visit;
    if (node.kind === 'mapping') {
      for (let index = node.entries.length - 1; index >= 0; index--) {
        const { key, value } = node.entries[index]!;
        open.push(new Visit(value, visit, key));
      }
    } else if (node.kind === 'sequence') {
      for (let index = node.items.length - 1; index >= 0; index--) {
        open.push(new Visit(node.items[index]!, visit, index));
      }
    }
  }
  return visits;
}

/** Every mapping with its path, parents first. */
export function mappingsIn(root: FlowNode): readonly Visited<MappingNode>[] {
  return visitsOf(root).mappings;
}

function isOfMapping(visit: Visited): visit is Visited<MappingNode> {
  return visit.node.kind === 'mapping';
}
