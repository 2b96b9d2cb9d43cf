import { readPlainScalar } from '../yaml/scalars.js';
import { fillEdit, insertEntryEdit } from './insert-entry.js';
import { entryOf } from './navigate.js';
import { scalarEdit, type TextEdit } from './text-edit.js';
import type { ParsedDocument, ScalarNode } from './tree.js';

/**
 * The edit that gives the document another namespace: only the value of the top-level `namespace` changes,
 * every other byte stays. A missing key is added below `id`. Of duplicate keys the last, which counts, is
 * changed. No edit when the namespace is that one already.
 * @returns undefined when the document is no mapping, or the value stands where it cannot be replaced (a
 * list, a mapping)
 */
export function namespaceEdits(parsed: ParsedDocument, namespace: string): readonly TextEdit[] | undefined {
  const { root, document } = parsed;
  const { source } = document;
  if (root.kind !== 'mapping') return undefined;
  const entry = entryOf(root, 'namespace');
  if (entry === undefined) return [insertEntryEdit(source, root, `namespace: ${plainNamespace(namespace)}`)];
  const { value } = entry;
  if (value.kind !== 'scalar') return undefined;
  if (value.value === namespace) return [];
  if (value.style === 'absent' && value.anchor === undefined) {
    return [fillEdit(source, root, entry, plainNamespace(namespace))];
  }
  const edit = namespaceScalarEdit(source, value, namespace);
  return [root.style === 'flow' ? onAsManyLines(source, edit) : edit];
}

/**
 * The edit with the line ends that it replaces. On one line `{id: a}b: c` is a mapping whose key is a
 * mapping, which Kestra refuses; over several lines the document ends at the brace, and the rest is not read.
 */
function onAsManyLines(source: string, edit: TextEdit): TextEdit {
  const lineEnds = source.slice(edit.start, edit.end).match(/\r\n|[\r\n\u0085\u2028\u2029]/g) ?? [];
  return { ...edit, text: edit.text + lineEnds.join('') };
}

/** Another namespace for a scalar that holds one. */
export function namespaceScalarEdit(source: string, node: ScalarNode, namespace: string): TextEdit {
  return scalarEdit(source, node, plainNamespace(namespace), namespace);
}

/** Quoted where YAML 1.1 would read something else than text. */
function plainNamespace(namespace: string): string {
  return readPlainScalar(namespace).value === namespace ? namespace : `"${namespace}"`;
}
