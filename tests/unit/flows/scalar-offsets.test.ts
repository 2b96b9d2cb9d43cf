import { describe, expect, test } from '@jest/globals';
import { nodeAt } from '../../../src/flows/navigate.js';
import { spanInScalar } from '../../../src/flows/scalar-offsets.js';
import { parsed } from './parsing.js';

/** The value of `x` in a text, and where a part of it stands there. */
function placed(source: string) {
  const node = nodeAt(parsed(source).root, ['x']);
  if (node?.kind !== 'scalar') throw new Error('no scalar');
  const written = (part: string, from = node.text.indexOf(part)) => {
    const { start, end } = spanInScalar(source, node, from, from + part.length);
    return source.slice(start, end);
  };
  return { node, written };
}

describe('a part of a scalar is found as it is written', () => {
  test.each<[string, string, string, string]>([
    ['plain', 'x: one two\n', 'two', 'two'],
    ['plain, from its start', 'x: one two\n', 'one', 'one'],
    ['plain over lines', 'x: one\n\n   two three\ny: 1\n', 'two three', 'two three'],
    ['plain, over the end of a line', 'x: one\n   two\ny: 1\n', 'one two', 'one\n   two'],
    ['double quotes', 'x: "one two"\n', 'two', 'two'],
    ['double quotes, the whole', 'x: "one two"\n', 'one two', 'one two'],
    ['double quotes with quotes', 'x: "a \\"b\\" c"\n', '"b"', '\\"b\\"'],
    ['double quotes with a backslash', 'x: "a\\\\b c"\n', 'b', 'b'],
    ['double quotes with a line break', 'x: "a\\nb c"\n', 'b c', 'b c'],
    ['double quotes with a character by number', 'x: "\\x41b c"\n', 'Ab', '\\x41b'],
    ['double quotes with one by four digits', 'x: "a\\u0041b c"\n', 'Ab', '\\u0041b'],
    ['double quotes with one by eight digits', 'x: "a\\U0001F600b c"\n', '😀b', '\\U0001F600b'],
    ['double quotes with the same before it', 'x: "A\\u0041 c"\n', 'c', 'c'],
    ['double quotes over lines', 'x: "one\n   two three"\n', 'three', 'three'],
    ['double quotes over lines that are joined', 'x: "one\\\n   two three"\n', 'onetwo', 'one\\\n   two'],
    ['double quotes over lines with CR', 'x: "one\\\r\n   two three"\r\n', 'two', 'two'],
    ['double quotes with a blank by number', 'x: "a\\x20b"\n', 'b', 'b'],
    ['single quotes', "x: 'one two'\n", 'two', 'two'],
    ['single quotes, the whole', "x: 'one two'\n", 'one two', 'one two'],
    ['single quotes, doubled', "x: 'it''s so'\n", "it's", "it''s"],
    ['single quotes behind doubled ones', "x: 'it''s so'\n", 'so', 'so'],
    ['single quotes with a backslash', "x: 'a\\n b'\n", '\\n', '\\n'],
    ['single quotes with double ones', `x: 'a "b" c'\n`, '"b"', '"b"'],
    ['a block', 'x: |\n  one\n  two three\ny: 1\n', 'two', 'two'],
    ['a block with indicators', 'x: |2-\n   one 2-\n  two\n', '2-', '2-'],
    ['a block with a quote', "x: |\n  it's so\n  it's\n", 'so', 'so'],
    ['a folded block', 'x: >\n  one\n  two\n\n  three\n', 'two', 'two'],
    ['a folded block, over the end of a line', 'x: >-\n  one\n  two\n', 'one two', 'one\n  two'],
    ['a folded block with indicators', 'x: >2-\n   one 2-\n', '2-', '2-'],
  ])('%s', (_what, source, part, expected) => {
    const { node, written } = placed(source);
    expect(node.text).toContain(part);
    expect(written(part)).toBe(expected);
  });

  test('a character beside others of its kind is that one', () => {
    const { node } = placed('x: "aaa a"\n');
    const at = (start: number) => spanInScalar('x: "aaa a"\n', node, start, start + 1);
    expect([at(0), at(2), at(4)]).toEqual([
      { start: 4, end: 5 },
      { start: 6, end: 7 },
      { start: 8, end: 9 },
    ]);
  });

  test('a blank is right before what follows it, or at the end', () => {
    const source = 'x: |\n  a  b\n';
    const { node } = placed(source);
    expect(spanInScalar(source, node, 1, 2)).toEqual({ start: 10, end: 10 });
    expect(spanInScalar(source, node, 4, 5)).toEqual({ start: node.span.end, end: node.span.end });
    expect(spanInScalar(source, node, 0, 2)).toEqual({ start: 7, end: 10 });
  });

  test.each(['x: "a "\n', "x: 'a '\n"])('a blank before the last quote of %j is at the end', (source) => {
    const { node } = placed(source);
    expect(spanInScalar(source, node, 1, 2)).toEqual({ start: node.span.end, end: node.span.end });
  });
});

test.each([
  ['a value by an alias', 'y: &a one two\nx: *a\n', 0, 3],
  ['a value by an alias of one letter', 'y: &a one\nx: *a\n', 0, 1],
  ['a part that lies outside', 'x: one two\n', 20, 23],
  ['a part whose end lies outside', 'x: one two\n', 4, 23],
])('of %s the whole scalar is taken', (_what, source, start, end) => {
  const { node } = placed(source);
  expect(spanInScalar(source, node, start, end)).toEqual(node.span);
});
