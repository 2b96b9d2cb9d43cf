import { entryOf, mappingOf, type NodeReader, sequenceOf } from './node-reader.js';
import type { MappingEntry, MappingNode, SequenceNode, YamlNode } from './nodes.js';
import { type YamlMark, YamlReadError } from './problem.js';
import type { Progress } from './progress.js';
import { TOKEN_NAMES, type TokenKind } from './tokens.js';

/** Reads `{a: b, c}`. */
export function readFlowMapping(at: Progress, read: NodeReader, anchor: string | undefined): MappingNode {
  const { start, end } = at.take();
  at.enter(end);
  const entries: MappingEntry[] = [];
  for (let isFirst = true; !at.is('flow-mapping-end'); isFirst = false) {
    if (!isFirst) {
      takeComma(at, 'mapping', '}', start);
      if (at.is('flow-mapping-end')) break;
    }
    if (at.is('key')) entries.push(readPair(at, read, 'flow-mapping-end'));
    else {
      const key = read.key('flow');
      entries.push(entryOf(key, at.absent(at.peek().start)));
    }
  }
  return mappingOf('flow', start.offset, at.leaveFlow().offset, entries, anchor);
}

/** Reads `[a, b: c]`. */
export function readFlowSequence(at: Progress, read: NodeReader, anchor: string | undefined): SequenceNode {
  const { start, end } = at.take();
  at.enterList(start, end, 'flow');
  const items: YamlNode[] = [];
  for (let isFirst = true; !at.is('flow-sequence-end'); isFirst = false) {
    if (!isFirst) {
      takeComma(at, 'sequence', ']', start);
      if (at.is('flow-sequence-end')) break;
    }
    items.push(at.is('key') ? readSinglePair(at, read) : read.node('flow'));
  }
  return sequenceOf('flow', start.offset, at.leaveFlow().offset, items, anchor);
}

function takeComma(at: Progress, what: string, end: string, start: YamlMark): void {
  const token = at.peek();
  if (token.kind !== 'flow-entry') {
    const problem = `expected ',' or '${end}', but got ${TOKEN_NAMES[token.kind]}`;
    throw new YamlReadError('parser', problem, token.start, `while parsing a flow ${what}`, start);
  }
  at.take();
}

/** `[a: b]`: a mapping of one entry. */
function readSinglePair(at: Progress, read: NodeReader): MappingNode {
  const { start, end } = at.peek();
  at.enter(end);
  const pair = readPair(at, read, 'flow-sequence-end');
  at.leaveOpen();
  return mappingOf('flow', start.offset, pair.value.span.end, [pair], undefined);
}

function isEnd(at: Progress, close: TokenKind): boolean {
  return at.is('flow-entry') || at.is(close);
}

function readPair(at: Progress, read: NodeReader, close: TokenKind): MappingEntry {
  const { end } = at.take();
  const key = at.is('value') || isEnd(at, close) ? at.absent(end) : read.key('flow');
  if (!at.is('value')) return entryOf(key, at.absent(at.peek().start));
  const { end: afterColon } = at.take();
  return entryOf(key, isEnd(at, close) ? at.absent(afterColon) : read.node('flow'));
}
