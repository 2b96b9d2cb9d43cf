import type { FlowNode, ParsedDocument } from '../../../src/flows/tree.js';
import { parseText } from '../../flow-source.js';

export function parsed(text: string): ParsedDocument {
  const result = parseText(text);
  if (!result.ok) throw new Error(result.problem.constraints);
  return result;
}

/** The plain values of a tree, the last of duplicate keys. */
export function plain(node: FlowNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map((entry) => [entry.key, plain(entry.value)]));
}
