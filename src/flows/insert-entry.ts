import { entryOf } from './navigate.js';
import { insertion, lineEndOf, type TextEdit } from './text-edit.js';
import type { MappingEntry, MappingNode } from './tree.js';
import { nextYamlLine, yamlLineStart } from './yaml-lines.js';

/**
 * A new entry in a mapping: on a line of its own below `id`, or before the first key, in the file's own line
 * ends; behind the brace of a mapping in flow style.
 */
export function insertEntryEdit(source: string, mapping: MappingNode, entry: string): TextEdit {
  if (mapping.style === 'flow') {
    // `[id: a]` is a mapping without braces: the entry becomes part of a pair in braces nowhere.
    const brace = mapping.span.start + 1;
    return insertion(brace, entry + (mapping.entries.length === 0 ? '' : ', '));
  }
  const end = lineEndOf(source);
  const { start, indent } = beginOf(source, mapping);
  const below = belowId(source, mapping);
  return below === undefined ? insertion(start, entry + end + indent) : insertion(below, `${indent}${entry}${end}`);
}

/** Whether an entry can be inserted: a mapping in flow style needs braces. */
export function canInsert(source: string, mapping: MappingNode): boolean {
  return mapping.style === 'block' || source[mapping.span.start] === '{';
}

/** A value for a key that has none: right behind the colon, so that a comment on the line stays apart. */
export function fillEdit(source: string, mapping: MappingNode, { keySpan }: MappingEntry, plain: string): TextEdit {
  const colon = /(?:\s|#[^\r\n]*[\r\n])*:/y;
  colon.lastIndex = keySpan.end;
  if (colon.test(source)) return insertion(colon.lastIndex, ` ${plain}`);
  // A key without a colon: `{disabled, id: a}`, or `? disabled` on a line of its own.
  const apart = mapping.style === 'flow' ? '' : lineEndOf(source) + beginOf(source, mapping).indent;
  return insertion(keySpan.end, `${apart}: ${plain}`);
}

/**
 * Where the first key of a block mapping begins, and the blanks that stand before its other keys: behind `- `
 * in a list, before `? key` and `&anchor key` as well.
 */
function beginOf(source: string, mapping: MappingNode): { readonly start: number; readonly indent: string } {
  const line = yamlLineStart(source, mapping.span.start);
  const lead = /^\uFEFF?(?: *-(?=[ \t]))*[ \t]*/.exec(source.slice(line, mapping.span.start))![0];
  return { start: line + lead.length, indent: lead.replace('\uFEFF', '').replace(/[^ ]/g, ' ') };
}

/** Start of the line below a one-line `id`. */
function belowId(source: string, mapping: MappingNode): number | undefined {
  const id = entryOf(mapping, 'id');
  // Where a value is that is absent, the next key may stand: `? id` has no colon.
  if (id?.value.kind !== 'scalar' || /^(literal|folded|absent)$/.test(id.value.style)) return undefined;
  return nextYamlLine(source, id.value.span.end);
}
