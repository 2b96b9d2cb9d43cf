import { describe, expect, test } from '@jest/globals';
import { readFlows } from '../../../src/validation/check-flows.js';
import { ignoreCommentsOf } from '../../../src/validation/ignore-comments.js';

/** The comments of a flow whose lines from the third on are given. */
function commentsOf(...lines: readonly string[]) {
  const text = ['id: a', 'namespace: b', ...lines, ''].join('\n');
  const [flow] = readFlows([{ path: 'a.yml', text }]).flows;
  if (flow?.ok !== true) throw new Error('This is no flow.');
  return ignoreCommentsOf(flow);
}

describe('where a comment stands', () => {
  test('behind a value, to the end of its text', () => {
    expect(commentsOf('x: 1  # kestra-ignore: one ,\ttwo until May  ')).toEqual([
      {
        file: 'a.yml',
        rules: ['one', 'two'],
        line: 3,
        column: 7,
        endColumn: 43,
        about: 3,
        lastLine: 3,
      },
    ]);
  });

  test('on a line of its own, of the first line too', () => {
    const place = commentsOf('', '  # kestra-ignore: one', '', '# more', 'x: 1', 'y: 2');
    expect(place).toMatchObject([{ line: 4, column: 3, endColumn: 23, about: 7, lastLine: 7 }]);
    const text = '# kestra-ignore: one\nid: a\nnamespace: b\n';
    const [flow] = readFlows([{ path: 'a.yml', text }]).flows;
    expect(flow?.ok === true && ignoreCommentsOf(flow)).toMatchObject([{ line: 1, column: 1, about: 2, lastLine: 2 }]);
  });

  test('at the end of the file it is about itself', () => {
    expect(commentsOf('x: 1', '# kestra-ignore: one', '# more')).toMatchObject([{ line: 4, about: 4, lastLine: 4 }]);
  });

  test('in the second document of a file it counts from the start of the file', () => {
    const text = 'id: a\nnamespace: b\n---\nid: c\nnamespace: d # kestra-ignore: one\n';
    const flows = readFlows([{ path: 'a.yml', text }]).flows;
    expect(flows.map((flow) => (flow.ok ? ignoreCommentsOf(flow) : []))).toMatchObject([
      [],
      [{ line: 5, column: 14, about: 5, lastLine: 5 }],
    ]);
  });

  test.each([
    ['x: "# kestra-ignore: one"'],
    ["x: ' # kestra-ignore: one'"],
    ['x: |', '  # kestra-ignore: one'],
    ['# kestra-ignore'],
    ['#', 'kestra-ignore: one'],
  ])('%j holds none', (...lines) => {
    expect(commentsOf(...lines)).toEqual([]);
  });

  test.each([
    ['x: "a"# kestra-ignore: one', 0],
    ['x: "a" # kestra-ignore: one', 1],
    ['x:   # kestra-ignore: one', 1],
    ['x: |\n  a\n# kestra-ignore: one\ny: 1', 1],
  ])('%j holds %i', (line, count) => {
    expect(commentsOf(line)).toHaveLength(count);
  });
});

describe('the lines that a comment is about', () => {
  test.each([
    ['|', 6],
    ['>', 6],
    ['|-', 6],
    ['>+', 6],
    ['|2', 6],
    ['|2-  ', 6],
    ['| # as it is', 6],
  ])('a block after "%s" with its key', (indicator, lastLine) => {
    expect(commentsOf('# kestra-ignore: one', `x: ${indicator}`, '  a', '  b', 'y: 1')).toMatchObject([
      { about: 4, lastLine },
    ]);
  });

  test.each([
    [['x:', '  - a', '  - b']],
    [['x: # a | b', '  - a', '  - b']],
    [['x: 1', 'y: 2']],
    [['x: a |', 'y: 2']],
    [['x: 1 # a |', 'y: 2']],
    [['x: 1', 'y:', '  - a']],
  ])('%j: its own line', (lines) => {
    const [first = '', ...others] = lines;
    expect(commentsOf('# kestra-ignore: one', first, ...others)).toMatchObject([{ about: 4, lastLine: 4 }]);
  });

  test('a text in quotes over several lines', () => {
    expect(commentsOf('# kestra-ignore: one', 'x: "a', '  b', '  c"', 'y: 1')).toMatchObject([
      { about: 4, lastLine: 6 },
    ]);
  });
});
