import { entryOf, mappingOf, type NodeReader, sequenceOf } from './node-reader.js';
import type { MappingEntry, MappingNode, SequenceNode, YamlNode } from './nodes.js';
import { type YamlMark, YamlReadError } from './problem.js';
import type { Progress } from './progress.js';
import { type Token, TOKEN_NAMES, type TokenKind } from './tokens.js';

/** Behind a key or its colon, and behind a dash: nothing stands there. */
const NO_VALUE: readonly TokenKind[] = ['key', 'value', 'block-end'];
const NO_ITEM: readonly TokenKind[] = ['block-entry', 'block-end'];
const NO_LOOSE_ITEM: readonly TokenKind[] = ['block-entry', 'key', 'value', 'block-end'];

/** Reads a mapping whose keys stand below each other. */
export function readBlockMapping(at: Progress, read: NodeReader, anchor: string | undefined): MappingNode {
  const { start } = at.take();
  at.enter(start);
  const entries: MappingEntry[] = [];
  while (at.is('key')) {
    const { end } = at.take();
    const key = at.isOneOf(NO_VALUE) ? at.absent(end) : read.key('loose');
    entries.push(entryOf(key, readValue(at, read)));
  }
  if (!at.is('block-end')) throw noBlockEnd('mapping', at.peek(), start);
  at.leaveBlock();
  return mappingOf('block', start.offset, entries.at(-1)?.value.span.end ?? start.offset, entries, anchor);
}

function readValue(at: Progress, read: NodeReader): YamlNode {
  const token = at.peek();
  // SnakeYAML takes a scalar behind `? key` for its value, also without a colon.
  if (token.kind === 'scalar') return read.scalar(token);
  if (token.kind !== 'value') return at.absent(token.start);
  const { end } = at.take();
  return at.isOneOf(NO_VALUE) ? at.absent(end) : read.node('loose');
}

/** Reads a sequence whose dashes stand below each other. */
export function readBlockSequence(at: Progress, read: NodeReader, anchor: string | undefined): SequenceNode {
  const { start } = at.take();
  at.enterList(start, start, 'block');
  const items: YamlNode[] = [];
  while (at.is('block-entry')) {
    const { end } = at.take();
    items.push(at.isOneOf(NO_ITEM) ? at.absent(end) : read.node('block'));
  }
  if (!at.is('block-end')) throw noBlockEnd('collection', at.peek(), start);
  at.leaveBlock();
  return sequenceOf('block', start.offset, items.at(-1)?.span.end ?? start.offset, items, anchor);
}

/**
 * Reads a sequence whose dashes stand in the column of its key: it ends with the first line that has none.
 */
export function readLooseSequence(at: Progress, read: NodeReader, anchor: string | undefined): SequenceNode {
  const { start, end: afterDash } = at.peek();
  at.enter(afterDash);
  const items: YamlNode[] = [];
  while (at.is('block-entry')) {
    const { end } = at.take();
    items.push(at.isOneOf(NO_LOOSE_ITEM) ? at.absent(end) : read.node('block'));
  }
  at.leaveOpen();
  return sequenceOf('block', start.offset, items.at(-1)!.span.end, items, anchor);
}

function noBlockEnd(what: string, { kind, start: mark }: Token, start: YamlMark): YamlReadError {
  const problem = `expected <block end>, but found '${TOKEN_NAMES[kind]}'`;
  return new YamlReadError('parser', problem, mark, `while parsing a block ${what}`, start);
}
