import { splitDocuments } from '../../../src/flows/documents.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import type { FlowNode, ParsedDocument, ParsedFlow } from '../../../src/flows/tree.js';

/** The only document of a text. */
export function parseText(text: string): ParsedFlow {
  return parseFlow(splitDocuments({ path: 'flow.yml', text })[0]!);
}

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
