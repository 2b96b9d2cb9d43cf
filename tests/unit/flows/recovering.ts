import { expect } from '@jest/globals';
import { walk } from '../../../src/flows/navigate.js';
import { recoverDocument } from '../../../src/flows/recover-document.js';
import { parseText } from '../../flow-source.js';
import { plain } from './parsing.js';

const PROPERTIES = new Set(['id', 'namespace', 'tasks', 'triggers', 'labels', 'description']);

/** What is recovered of a flow with problems of its syntax; undefined: nothing. */
export function recover(text: string) {
  const flow = parseText(text);
  if (flow.ok) throw new Error('The whole of it can be read.');
  const recovered = recoverDocument(flow, (key) => PROPERTIES.has(key));
  if (recovered === undefined) return undefined;
  const { parsed, problems, isUnreadable, hidesKeys, unreadable } = recovered;
  for (const { node } of walk(parsed.root)) {
    // What is left must be where the flow has it.
    if (node.kind === 'scalar' && node.style === 'plain')
      expect(text.slice(node.span.start, node.span.end)).toBe(node.text);
  }
  return {
    lost: unreadable.map(({ start, end }) => text.slice(start, end)),
    read: plain(parsed.root),
    gaps: [...walk(parsed.root)].filter(({ node }) => isUnreadable(node)).map(({ path }) => path.join('.')),
    problems: problems.map(({ span }) => text.slice(span.start, span.end)),
    hidesKeys,
  };
}

/** Lines of a flow; "~" stands before those that are lost, which is one part where they are together. */
export function marked(lines: readonly string[], end: string, last = end) {
  const clean = lines.map((line, index) => line.replace(/^~/, '') + (index === lines.length - 1 ? last : end));
  const lost: string[] = [];
  for (const [index, line] of clean.entries()) {
    if (!lines[index]!.startsWith('~')) continue;
    if (index > 0 && lines[index - 1]!.startsWith('~')) lost.push(lost.pop()! + line);
    else lost.push(line);
  }
  return { text: clean.join(''), lost };
}
