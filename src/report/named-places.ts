import { textOf } from '../flows/navigate.js';
import { rangeOf } from '../flows/positions.js';
import type { FlowNode, ParsedDocument } from '../flows/tree.js';
import { oneLine } from './escape.js';
import { shortened } from '../shortened.js';

/** A part of a flow that people know by a name, and the lines it is on: 1-based, the last one included. */
export interface NamedPlace {
  /** "task load", "task each / send", "trigger daily", "labels". */
  readonly name: string;
  readonly startLine: number;
  readonly endLine: number;
}

const WORDS: Readonly<Record<string, string>> = {
  tasks: 'task',
  errors: 'task',
  finally: 'task',
  afterExecution: 'task',
  triggers: 'trigger',
  inputs: 'input',
  outputs: 'output',
};
/** Deeper ones go by the name of the one around them. */
const MAX_DEPTH = 50;

/** The named parts of a flow, outer ones before those in them. */
export function placesIn({ root, document }: ParsedDocument): readonly NamedPlace[] {
  if (root.kind !== 'mapping') return [];
  const places: NamedPlace[] = [];
  const add = (name: string, start: number, end: number) => {
    const { startLine, endLine, endColumn } = rangeOf(document, { start, end });
    // A block ends where the next line begins.
    places.push({ name, startLine, endLine: endColumn === 1 ? endLine - 1 : endLine });
  };
  const visit = (node: FlowNode, word: string, names: readonly string[], depth: number) => {
    if (depth > MAX_DEPTH || node.kind === 'scalar') return;
    if (node.kind === 'sequence') {
      for (const item of node.items) visit(item, word, names, depth + 1);
      return;
    }
    const id = textOf(node, 'id');
    const isNamed = id !== undefined && id !== '';
    const known = isNamed ? [...names, shortened(oneLine(id), 60)] : names;
    if (isNamed) add(`${word} ${known.join(' / ')}`, node.span.start, node.span.end);
    for (const { value } of node.entries) visit(value, word, known, depth + 1);
  };
  for (const { key, keySpan, value } of root.entries) {
    const word = WORDS[key];
    add(shortened(oneLine(key), 60), keySpan.start, value.span.end);
    if (word !== undefined) visit(value, word, [], 0);
  }
  return places;
}
