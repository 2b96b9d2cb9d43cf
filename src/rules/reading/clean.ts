import { hasRepeatedKey, mappingsIn } from '../../flows/navigate.js';
import type { FlowNode, MappingEntry, MappingNode } from '../../flows/tree.js';

/**
 * The document as the maps and lists that Kestra makes of it: entries whose value is null are dropped, and of
 * a duplicate key the first place and the last value stay.
 */
export function cleanMapping(root: MappingNode): MappingNode {
  return mappingsIn(root).some(({ node }) => isUnclean(node)) ? cleaned(root) : root;
}

function isUnclean(node: MappingNode): boolean {
  return node.entries.some(({ value }) => isNull(value)) || hasRepeatedKey(node);
}

/** Nodes without either are the same in both trees. */
function cleaned(node: MappingNode): MappingNode {
  const last = new Map<string, MappingEntry>();
  for (const entry of node.entries) last.set(entry.key, entry);
  const entries = [...last.values()].flatMap((entry) => {
    if (isNull(entry.value)) return [];
    const value = cleanTree(entry.value);
    return [value === entry.value ? entry : { ...entry, value }];
  });
  return isSame(entries, node.entries) ? node : { ...node, entries };
}

function cleanTree(node: FlowNode): FlowNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'mapping') return cleaned(node);
  const items = node.items.map(cleanTree);
  return isSame(items, node.items) ? node : { ...node, items };
}

function isSame<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}

/** Whether a node is null as a value; nothing behind a key is the empty string. */
export function isNull(node: FlowNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.style !== 'absent';
}
