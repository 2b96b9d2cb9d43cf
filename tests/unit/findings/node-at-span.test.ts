import { describe, expect, test } from '@jest/globals';
import { describeNode, nodeAtSpan, type CoveredNode } from '../../../src/findings/node-at-span.js';
import { valueOf } from '../../../src/flows/navigate.js';
import type { FlowNode } from '../../../src/flows/tree.js';
import { parsed } from '../flows/parsing.js';

const { root } = parsed(`first: text
list:
  - - a
    - key: b
  - {flow: c, inside: [d, e]}
empty:
outer:
  inner:
    innermost: f
`);

/** What each span of a node, and of the key in front of it, covers. */
function covered(node: FlowNode): readonly CoveredNode[] {
  if (node.kind === 'scalar') return [];
  const children: readonly CoveredNode[] =
    node.kind === 'sequence'
      ? node.items.map((item) => ({ node: item }))
      : node.entries.map(({ key, keySpan, value }) => ({ node: value, property: { key, keySpan, owner: node } }));
  return children.flatMap((child) => [child, ...covered(child.node)]);
}

describe('what a span covers', () => {
  test.each(covered(root).map((found) => [JSON.stringify(found.node.span), found] as const))('%s', (_span, found) => {
    expect(nodeAtSpan(root, found.node.span)).toEqual(found);
    if (found.property !== undefined) expect(nodeAtSpan(root, found.property.keySpan)).toEqual(found);
  });

  test('the document as a whole, and nothing where something else begins or ends', () => {
    const { start, end } = root.span;
    expect(nodeAtSpan(root, root.span)).toEqual({ node: root });
    for (const span of [
      { start, end: end - 1 },
      { start: start + 1, end },
      { start: end + 1, end: end + 2 },
    ]) {
      expect(nodeAtSpan(root, span)).toBeUndefined();
    }
  });
});

describe('a value in words', () => {
  const sixty = 'x'.repeat(60);
  test.each([
    ['{a: b}', 'a mapping'],
    ['[a]', 'a list'],
    ['', 'empty'],
    ['~', 'empty'],
    ['" "', 'empty'],
    ['true', 'true'],
    ['hello', 'the text "hello"'],
    ['"3"', 'the text "3"'],
    ['3', 'the number 3'],
    ['0x1F', 'the number 0x1F'],
    [sixty, `the text "${sixty}"`],
    [`${sixty}x`, `the text "${sixty}…"`],
    ['😀'.repeat(61), `the text "${'😀'.repeat(60)}…"`],
  ])('%s: %s', (yaml, words) => {
    expect(describeNode(valueOf(parsed(`key: ${yaml}\n`).root, 'key')!)).toBe(words);
  });
});
