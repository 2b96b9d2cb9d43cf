import { describe, expect, test } from '@jest/globals';
import { countChangedLines, renderYamlDiff } from '../../../src/report/yaml-diff.js';

const diffOf = (before: readonly string[], after: readonly string[]) =>
  renderYamlDiff(`${before.join('\n')}\n`, `${after.join('\n')}\n`).split('\n');
const headingsOf = (before: readonly string[], after: readonly string[]) =>
  diffOf(before, after).filter((line) => line.startsWith('@@'));
/** Lines that both flows have, so that a difference is in a hunk of its own. */
const apart = (property: string) => [1, 2, 3, 4, 5, 6, 7].map((number) => `${property}${number}: x`);

describe('a difference', () => {
  test.each([
    ['a line', 'id: a\nx: 1\n', 'id: a\nx: 2\n', '@@ -1,2 +1,2 @@ x\n id: a\n-x: 1\n+x: 2'],
    ['no line end at the end', 'id: a\nx: 1', 'id: a\nx: 2', '@@ -1,2 +1,2 @@ x\n id: a\n-x: 1\n+x: 2'],
    ['a line end that comes', 'x: 1', 'x: 1\ny: 2\n', '@@ -1,1 +1,2 @@ x, y\n-x: 1\n+x: 1\n+y: 2'],
    ['a line that ends in a backslash', 'x: \\\n', 'x: y\n', '@@ -1,1 +1,1 @@ x\n-x: \\\n+x: y'],
    ['line ends only', 'id: a\r\n', 'id: a\n', 'Only line ends or a byte order mark differ.'],
    ['a byte order mark only', 'id: a\n', '\uFEFFid: a\n', 'Only line ends or a byte order mark differ.'],
    ['the same mark inside', 'x: a\uFEFF\n', 'x: a\n', '@@ -1,1 +1,1 @@ x\n-x: a\uFEFF\n+x: a'],
    ['enormous flows', 'a'.repeat(600_000), 'b'.repeat(600_000), 'The flow is too long to show the difference.'],
    ['the longest', 'a'.repeat(500_000), 'a'.repeat(500_000), 'Only line ends or a byte order mark differ.'],
    ['very many lines', 'a: 1\n'.repeat(1500), 'b: 1\n'.repeat(1500), 'The difference is too large to show.'],
  ])('%s', (_name, before, after, expected) => {
    expect(renderYamlDiff(before, after)).toBe(expected);
  });

  test.each([
    ['@@ -1,2 +1,3 @@ x\n id: a\n-x: 1\n+x: 2\n+y: 3', 3],
    ['Only line ends or a byte order mark differ.', 0],
  ])('%j has as many changed lines', (diff, lines) => {
    expect(countChangedLines(diff)).toBe(lines);
  });
});

describe('the heading of a part names what it is in', () => {
  const task = (id: string, ...lines: readonly string[]) => [`  - id: ${id}`, ...lines.map((line) => `    ${line}`)];
  const flow = ['tasks:', ...task('one', 'type: x'), ...task('two', 'type: y')];

  test('the innermost task or trigger', () => {
    const source = (message: string, cron: string) => [
      'id: a',
      'tasks:',
      ...task('one', 'type: x'),
      ...task('each', 'type: y', 'tasks:'),
      ...task('send', 'type: z', `message: ${message}`, 'a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5').map(
        (line) => `    ${line}`,
      ),
      'triggers:',
      ...task('daily', `cron: ${cron}`),
    ];
    expect(headingsOf(source('hi', '1'), source('ho', '2'))).toEqual([
      '@@ -7,7 +7,7 @@ task each / send',
      '@@ -15,4 +15,4 @@ trigger daily',
    ]);
  });

  test.each([
    ['what comes', flow, [...flow, ...task('three', 'type: z')], 'task three'],
    ['a blank line before it aside', flow, [...flow, '', ...task('three', 'type: z')], 'task three'],
    [
      'of several lines each',
      flow,
      [...flow.slice(0, 2), '    type: z', ...flow.slice(3, 4), '    type: z'],
      'task one, task two',
    ],
    ['lines of blanks aside', flow, [...flow, '   ', ...task('three', 'type: z')], 'task three'],
    ['for more lines than come', ['a: 1', 'b: 1', 'c: 1', 'd: 1', 'e: 1'], ['a: 1', 'n: 1', 'e: 1'], 'n'],
    ['where nothing comes what goes', [...flow, ...task('three', 'type: z')], flow, 'task three'],
    ['where nothing but a blank line comes', flow, [...flow.slice(0, 4), ''], 'task two'],
    ['of what is replaced only what comes', flow, [...flow.slice(0, 3), ...task('new', 'type: y')], 'task new'],
    ['what goes after what has come', ['a: 1', 'b: 1', 'c: 1', 'd: 1'], ['n: 1', 'a: 1', 'b: 1', 'd: 1'], 'n, c'],
    [
      'in one flow further down than in the other',
      ['id: a', 'x: |', '  1', '  2', 'y: 1', 'z: 1'],
      ['id: a', 'y: 1', 'z: 2'],
      'x, z',
    ],
    ['at most three', apart('a').slice(0, 4), apart('b').slice(0, 4), 'b1, b2, b3'],
    ['each once', ['x: |', '  1', '  2', '  3'], ['x: |', '  a', '  2', '  b'], 'x'],
    ['of no task a property', [...flow, 'labels:', '  a: 1'], [...flow, 'labels:', '  a: 2'], 'labels'],
    ['of no task an id', [...flow, 'variables:', '  id: 1'], [...flow, 'variables:', '  id: 2'], 'variables'],
    ['without an id the one around', ['tasks:', '  - type: x'], ['tasks:', '  - type: y'], 'tasks'],
    [
      'with an empty id the one around',
      ['tasks:', '  - id: ""', '    a: 1'],
      ['tasks:', '  - id: ""', '    a: 2'],
      'tasks',
    ],
    [
      'around what has no id',
      ['tasks:', ...task('a', 'b:', '  c: 1')],
      ['tasks:', ...task('a', 'b:', '  c: 2')],
      'task a',
    ],
    ['of errors', ['errors:', ...task('a', 'b: 1')], ['errors:', ...task('a', 'b: 2')], 'task a'],
    ['of inputs', ['inputs:', ...task('a', 'b: 1')], ['inputs:', ...task('a', 'b: 2')], 'input a'],
    ['nothing of a comment', ['x: 1', '# a', 'y: 1'], ['x: 1', '# b', 'y: 1'], ''],
    ['nothing of one below a text', ['x: |', '  a', '', '# a'], ['x: |', '  a', '', '# b'], ''],
    ['nothing of one above all', ['# a', 'x: 1'], ['# b', 'x: 1'], ''],
    ['nothing of a list', ['- a: 1'], ['- a: 2'], ''],
    ['nothing of what is no YAML', ['x: [1'], ['x: [2'], ''],
  ])('%s', (_name, before, after, names) => {
    expect(headingsOf(before, after).map((line) => line.replace(/^@@.*@@/, ''))).toEqual([
      names === '' ? '' : ` ${names}`,
    ]);
  });

  test.each([
    ['', 51],
    ['- ', 25],
  ])('what is nested very deeply goes by the name of one around it, each behind %j', (item, named) => {
    const levels = Array.from({ length: 60 }, (_, level) => {
      const blanks = ' '.repeat(2 * level);
      return [`${blanks}tasks:`, `${blanks}${item.padStart(2)}id: t${level}`];
    });
    const nested = (value: string) => [...levels.flat(), `${' '.repeat(120)}x: ${value}`];
    const names = levels.slice(0, named).map((_, level) => `t${level}`);
    expect(headingsOf(nested('1'), nested('2'))).toEqual([`@@ -118,4 +118,4 @@ task ${names.join(' / ')}`]);
  });

  test('in separate parts', () => {
    const lines = (value: string) => [`x: ${value}`, ...apart('a'), `y: ${value}`];
    expect(diffOf(lines('1'), lines('2'))).toEqual([
      '@@ -1,4 +1,4 @@ x',
      '-x: 1',
      '+x: 2',
      ' a1: x',
      ' a2: x',
      ' a3: x',
      '@@ -6,4 +6,4 @@ y',
      ' a5: x',
      ' a6: x',
      ' a7: x',
      '-y: 1',
      '+y: 2',
    ]);
  });
});
