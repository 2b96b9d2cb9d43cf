import { canInsert, fillEdit, insertEntryEdit } from './insert-entry.js';
import { isJavaTrue } from './java-boolean.js';
import { entryOf, valueOf } from './navigate.js';
import { sameSource } from './same-source.js';
import type { Span } from './source.js';
import { scalarEdit, type TextEdit } from './text-edit.js';
import type { FlowNode, MappingNode, ParsedDocument } from './tree.js';
import { nextYamlLine, yamlLineStart } from './yaml-lines.js';

/** Edits of a document, and the places where an edit could mean something else than what is asked for. */
export interface EditResult {
  readonly edits: readonly TextEdit[];
  readonly refusals: readonly { readonly message: string; readonly span: Span }[];
}

const NOTHING: EditResult = { edits: [], refusals: [] };

/** Whether Kestra reads the flow, or the trigger, as disabled. */
export function isDisabled(node: FlowNode | undefined): boolean {
  return isJavaTrue(valueOf(node, 'disabled'));
}

/** `disabled: true` for the flow; every other byte stays. */
export function disableFlowEdits({ root, document }: ParsedDocument): EditResult {
  return root.kind === 'mapping' ? disableEdits(document.source, root, 'flow') : NOTHING;
}

/** `disabled: true` for every trigger of the flow; every other byte stays. */
export function disableTriggersEdits({ root, document }: ParsedDocument): EditResult {
  const triggers = valueOf(root, 'triggers');
  if (triggers === undefined) return NOTHING;
  if (triggers.kind !== 'sequence') {
    return isAlias(triggers) ? refusal('The triggers are', triggers) : NOTHING;
  }
  if (triggers.anchor !== undefined) return refusal('The triggers are', triggers);
  const results = triggers.items.map((trigger) => {
    if (trigger.kind === 'mapping') return disableEdits(document.source, trigger, 'trigger');
    return isAlias(trigger) ? refusal('The trigger is', trigger) : NOTHING;
  });
  return {
    edits: results.flatMap(({ edits }) => edits),
    refusals: results.flatMap(({ refusals }) => refusals),
  };
}

function disableEdits(source: string, mapping: MappingNode, what: 'flow' | 'trigger'): EditResult {
  if (isDisabled(mapping)) return NOTHING;
  if (what === 'trigger' && mapping.anchor !== undefined) return refusal('The trigger is', mapping);
  const entry = entryOf(mapping, 'disabled');
  if (entry === undefined) {
    return canInsert(source, mapping)
      ? { edits: [insertEntryEdit(source, mapping, 'disabled: true')], refusals: [] }
      : problem(`Write the ${what} with braces, or as a block: \`disabled: true\` has no place in it.`, mapping);
  }
  const { value } = entry;
  if (value.anchor !== undefined || isAlias(value)) return refusal('The value of `disabled` is', value);
  if (value.kind !== 'scalar') return problem('The value of `disabled` is neither true nor false.', value);
  const edit = value.style === 'absent' ? fillEdit(source, mapping, entry, 'true') : scalarEdit(source, value, 'true');
  return { edits: [edit], refusals: [] };
}

function isAlias(node: FlowNode): boolean {
  return node.kind === 'scalar' && node.style === 'alias';
}

/** What an anchor names may be used elsewhere: an edit would change more than this place, or less. */
function refusal(subject: string, { span }: FlowNode): EditResult {
  return problem(`${subject} written with an anchor or an alias, so that \`disabled: true\` cannot be put there.`, {
    span,
  });
}

function problem(message: string, { span }: { readonly span: Span }): EditResult {
  return { edits: [], refusals: [{ message, span }] };
}

/**
 * Whether two flows differ in nothing but their top-level `disabled`, as after a switch in Kestra's UI, which
 * puts a line at the end or changes the line that is there (1.3 and 2.0).
 */
export function differOnlyInDisabled(one: ParsedDocument, other: ParsedDocument): boolean {
  return sameSource(withoutDisabled(one), withoutDisabled(other));
}

function withoutDisabled({ root, document: { source } }: ParsedDocument): string {
  const entry = root.kind === 'mapping' && root.style === 'block' ? entryOf(root, 'disabled') : undefined;
  if (entry === undefined) return source.trimEnd();
  const start = yamlLineStart(source, entry.keySpan.start);
  const end = nextYamlLine(source, Math.max(entry.value.span.end - 1, entry.keySpan.end)) ?? source.length;
  return (source.slice(0, start) + source.slice(end)).trimEnd();
}
