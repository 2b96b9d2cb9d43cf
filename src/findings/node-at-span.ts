import type { Span } from '../flows/source.js';
import type { FlowNode, MappingNode } from '../flows/tree.js';

/** What a span of a document covers. */
export interface CoveredNode {
  readonly node: FlowNode;
  /** Whose key or value it is. */
  readonly property?: { readonly key: string; readonly keySpan: Span; readonly owner: MappingNode };
}

/** The node whose own span, or whose key's span, this is; undefined when it covers something else. */
export function nodeAtSpan(root: FlowNode, span: Span): CoveredNode | undefined {
  return search({ node: root }, span);
}

function search(here: CoveredNode, span: Span): CoveredNode | undefined {
  const { node } = here;
  for (const child of childrenOf(node)) {
    const first = child.property?.keySpan ?? child.node.span;
    if (span.start < first.start || span.start > Math.max(first.end, child.node.span.end)) continue;
    if (isSame(first, span)) return child;
    const found = search(child, span);
    if (found !== undefined) return found;
  }
  return isSame(node.span, span) ? here : undefined;
}

function childrenOf(node: FlowNode): readonly CoveredNode[] {
  if (node.kind === 'mapping')
    return node.entries.map(({ key, keySpan, value }) => ({ node: value, property: { key, keySpan, owner: node } }));
  return node.kind === 'sequence' ? node.items.map((item) => ({ node: item })) : [];
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** A value in words: `empty`, `the text "x"`, `the number 3`, `a list`. */
export function describeNode(node: FlowNode): string {
  if (node.kind === 'mapping') return 'a mapping';
  if (node.kind === 'sequence') return 'a list';
  const { value, text } = node;
  if (value === null || text.trim() === '') return 'empty';
  if (typeof value === 'boolean') return String(value);
  const shown = [...text].length > 60 ? `${[...text].slice(0, 60).join('')}…` : text;
  return typeof value === 'string' ? `the text "${shown}"` : `the number ${shown}`;
}
