import { disableTriggersEdits } from '../flows/edit-disabled.js';
import { parseFlow } from '../flows/parse-flow.js';
import { findReferences } from '../flows/references.js';
import { sameSource } from '../flows/same-source.js';
import type { FlowDocument } from '../flows/source.js';
import { parseStoredSource } from '../flows/stored-source.js';
import { applyEdits } from '../flows/text-edit.js';
import type { ParsedFlow } from '../flows/tree.js';
import { type EditOptions, ownNamespaceEdits, type Rename, renameOf } from './edits.js';

/**
 * Whether what the server holds is this document of the history, as it stands there or after the edits of
 * this run. Which references were rewritten depended on the flows of that day: each may be or not. Line ends,
 * which a checkout may change, and blank lines around the text do not count.
 */
export function wasHeld(stored: string, document: FlowDocument, options: EditOptions): boolean {
  if (sameText(stored, document.source)) return true;
  const rename = renameOf(options);
  if (rename === undefined && options.disableTriggers !== true) return false;
  const held = parseFlow(document);
  if (!held.ok) return false;
  const edits = [
    ...ownNamespaceEdits(held, rename),
    ...(options.disableTriggers === true ? disableTriggersEdits(held).edits : []),
  ];
  const edited = parseStoredSource(applyEdits(document.source, edits));
  return sameButReferences(parseStoredSource(stored), edited, rename);
}

function sameText(one: string, other: string): boolean {
  return sameSource(normalised(one), normalised(other));
}

function normalised(source: string): string {
  return source
    .replaceAll('\r\n', '\n')
    .replace(/^\uFEFF/, '')
    .trim();
}

function sameButReferences(stored: ParsedFlow, held: ParsedFlow, rename: Rename): boolean {
  const [one, other] = [pieces(stored), pieces(held)];
  if (!sameText(one.rest, other.rest) || one.names.length !== other.names.length) return false;
  return one.names.every((name, index) => name === other.names[index] || name === rename?.(other.names[index]!));
}

/** A source with its references' namespaces taken out, and these. */
function pieces(flow: ParsedFlow): { readonly rest: string; readonly names: readonly string[] } {
  const { source } = flow.document;
  if (!flow.ok) return { rest: source, names: [] };
  const nodes = findReferences(flow.root).literal.flatMap(({ namespaceNode }) => namespaceNode ?? []);
  const unique = [...new Set(nodes)];
  const cuts = unique.map(({ span }) => ({ ...span, text: '\0' }));
  return { rest: applyEdits(source, cuts), names: unique.map(({ text }) => text) };
}
