import { namespaceEdits } from '../src/flows/edit-namespace.js';
import { applyEdits } from '../src/flows/text-edit.js';
import type { ParsedDocument } from '../src/flows/tree.js';

/** The source of a flow with another namespace; undefined when the value cannot be replaced. */
export function forceNamespace(parsed: ParsedDocument, namespace: string): string | undefined {
  const edits = namespaceEdits(parsed, namespace);
  return edits && applyEdits(parsed.document.source, edits);
}
