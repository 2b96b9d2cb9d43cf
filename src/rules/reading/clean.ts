import type { FlowNode, MappingEntry, MappingNode } from '../../flows/tree.js';

/**
 * The document as the maps and lists that Kestra makes of it: entries whose value is null are dropped, and of
 * a duplicate key the first place and the last value stay. Nodes without either are kept as they are.
 */
function cleanTree(node: FlowNode): FlowNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') {
    let changed = false;
    const items = node.items.map((item) => {
      const clean = cleanTree(item);
      changed ||= clean !== item;
      return clean;
    });
    return changed ? { ...node, items } : node;
  }
  return cleanMapping(node);
}

/** The same for a mapping. */
export function cleanMapping(node: MappingNode): MappingNode {
  const last = new Map<string, MappingEntry>();
  for (const entry of node.entries) last.set(entry.key, entry);
  const entries: MappingEntry[] = [];
  let changed = last.size !== node.entries.length;
  for (const entry of last.values()) {
    if (isNull(entry.value)) {
      changed = true;
      continue;
    }
    const value = cleanTree(entry.value);
    if (value === entry.value) entries.push(entry);
    else {
      changed = true;
      entries.push({ ...entry, value });
    }
  }
  return changed ? { ...node, entries } : node;
}

/** Whether a node is null as a value; nothing behind a key is the empty string. */
export function isNull(node: FlowNode): boolean {
  return node.kind === 'scalar' && node.value === null && node.style !== 'absent';
}
