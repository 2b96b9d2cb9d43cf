import { describe, expect, test } from '@jest/globals';
import { marked, recover } from './recovering.js';

const TASKS = ['id: a', 'tasks:', '  - id: x'];

describe('what is lost of a flow', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'the item with the problem',
      [...TASKS, '~  - id: "y" z', '~', '~    more: 1', '  - id: w', 'labels: {}'],
      ['tasks.1'],
    ],
    ['the first item', ['id: a', 'tasks:', '~  - id: @x', '~    k: 1', '  - id: w'], ['tasks.0']],
    ['the last item', [...TASKS, '~  - id: {{ y', 'namespace: n'], ['tasks.1']],
    ['an item at the margin', ['tasks:', '~- id: x', '~  m: @x', '- id: y', 'namespace: n'], ['tasks.0']],
    ['an item below its dash', ['tasks:', '~  -', '~    id: x', '~    m: @x', '  -', '    id: y'], ['tasks.0']],
    [
      'an item among comments',
      ['tasks:', '  # one', '  - id: x', '  # two', '', '~  - id: @y', '~    # three', '  - id: z'],
      ['tasks.1'],
    ],
    ['a property', ['id: a', '~description: @x', 'namespace: n'], ['description']],
    ['the first property', ['~id: @a', 'namespace: n'], ['id']],
    ['the only property', ['~id: @a'], ['id']],
    ['a property whose list has a tab', ['id: a', '~tasks:', '~\t- id: x', 'namespace: n'], ['tasks']],
    ['an item below a key in quotes', ['"id": a', "'tasks' :", '~  - id: @x', '  - id: y'], ['tasks.0']],
    [
      'the item before, whose bracket is open',
      ['id: a', 'tasks:', '~  - id: x', '~    m: [1, 2', '~  - id: y', '  - id: z'],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'the property before, whose brace is open',
      ['id: a', '~labels: {a: b', '~tasks:', '~  - id: x'],
      ['labels', 'tasks'],
    ],
    [
      'the item whose quotes are open, not the one where the next quotes begin',
      ['id: a', 'tasks:', '~  - id: x', '~    m: "open', '  - id: y', '    m: "closed"', 'labels: {}'],
      ['tasks.0'],
    ],
    [
      'the item whose quotes are never closed',
      [...TASKS, '~  - id: y', '~    m: "open', '  - id: z', 'labels: {}'],
      ['tasks.1'],
    ],
    [
      'the item with quotes over two lines and text behind them',
      ['tasks:', '~  - id: x', '~    m: "one', '~    two" three', '  - id: y'],
      ['tasks.0'],
    ],
    [
      'an item with a wrong indentation',
      ['tasks:', '~  - id: x', '~   type: y', '  - id: z', 'namespace: n'],
      ['tasks.0'],
    ],
    [
      'an item and the one below it that is indented too far',
      ['tasks:', '~  - id: x', '~    type: y', '~   - id: z', '  - id: w'],
      ['tasks.0'],
    ],
    [
      'all items behind a line without its dash',
      ['tasks:', '~  - id: x', '~  id: y', '~  - id: z', 'namespace: n'],
      ['tasks.0', 'tasks.1'],
    ],
    ['all items behind a tab', [...TASKS.slice(0, 2), '~  - id: x', '~\tm: 1', '~  - id: y'], ['tasks.0', 'tasks.1']],
    [
      'all items behind a key of the flow that is indented',
      ['tasks:', '~  - id: x', '~    m: 1', '~ triggers:', '~  - id: t', '~    type: y', 'namespace: n'],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'all items behind a key of the flow that is indented too far',
      [
        ...TASKS.slice(0, 2),
        '~  - id: x',
        '~    m: 1',
        '~     triggers:',
        '~    - id: t',
        '~  - id: y',
        'namespace: n',
      ],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'only the item with another key that is indented too far',
      ['tasks:', '~  - id: x', '~    m: 1', '~     other:', '~    - id: t', '  - id: y', 'namespace: n'],
      ['tasks.0'],
    ],
    [
      'only the item with a key that is indented too little and holds a value',
      ['tasks:', '~  - id: x', '~    m: 1', '~   other: 1', '  - id: y', 'namespace: n'],
      ['tasks.0'],
    ],
    [
      'all items behind a key that is indented too little on the second line of an item',
      ['tasks:', '~  -   id: x', '~    other:', '~    - id: t', '~  - id: y', 'namespace: n'],
      ['tasks.0', 'tasks.1'],
    ],
    ...[
      ['behind blanks', ['~  -   id: x']],
      ['below its dash', ['~  -', '~', '~      # one', '~      id: x']],
      ['below comments', ['  # one', '', '~  -   id: x']],
    ].map(([where, first]): [string, readonly string[], readonly string[]] => [
      `all items behind a key that is indented too little in an item ${where as string}`,
      ['tasks:', ...first!, '~      m: 1', '~    other:', '~    - id: t', '~  - id: y', 'namespace: n'],
      ['tasks.0', 'tasks.1'],
    ]),
    ['two items', ['tasks:', '~  - id: @x', '  - id: y', '~  - id: `z', 'namespace: n'], ['tasks.0', 'tasks.2']],
  ])('%s', (_what, lines, gaps) => {
    for (const end of ['\n', '\r\n']) {
      const { text, lost } = marked(lines, end);
      expect(recover(text)).toMatchObject({ lost, gaps, hidesKeys: false });
    }
  });

  test('may be a key that no flow has, in the first of two parts', () => {
    const text = 'tasks:\n  - id: @x\nfoo: 1\ntriggers:\n  - id: @t\nnamespace: n\n';
    expect(recover(text)).toMatchObject({ lost: ['  - id: @x\nfoo: 1\n', '  - id: @t\n'], hidesKeys: true });
  });

  test.each([
    [
      'a key that no flow has, with what is below it',
      ['tasks:', '~  - id: x', '~    m: @x', '~inputz:', '~  - id: y', '~  - id: z', 'namespace: n'],
      ['tasks.0', 'tasks.1', 'tasks.2'],
    ],
    ['text at the margin', [...TASKS, '~  - id: y', '~other stuff', 'namespace: n'], ['tasks.1']],
  ])('may be %s', (_what, lines, gaps) => {
    const { text, lost } = marked(lines, '\n');
    expect(recover(text)).toMatchObject({ lost, gaps, hidesKeys: true });
  });
});

test('what is left is read, at its place, and an empty value of it is no gap', () => {
  const text = 'id: a\nlabels:\ntasks:\n  - id: x\n  - id: "y" z\n    more: 1\n  - id:\nnamespace: n\n';
  expect(recover(text)).toEqual({
    lost: ['  - id: "y" z\n    more: 1\n'],
    read: { id: 'a', labels: '', tasks: [{ id: 'x' }, '', { id: '' }], namespace: 'n' },
    gaps: ['tasks.1'],
    problems: [],
    hidesKeys: false,
  });
});

test('problems behind the first one are told apart', () => {
  const text = 'id: a\nlabels: @x\ntasks:\n  - id: @y\n  - id: y\n  - id: `z\nnamespace: n\n';
  expect(recover(text)).toMatchObject({
    lost: ['labels: @x\n', '  - id: @y\n', '  - id: `z\n'],
    problems: ['@y', '`z'],
  });
});

test('a problem that is noticed later is told in its turn, though it stands before the first one', () => {
  const text = 'tasks:\n  - id: @x\n  - id: "\x07"\n  - id: z\n';
  expect(recover(text)).toMatchObject({ lost: ['  - id: "\x07"\n', '  - id: @x\n'], problems: ['@x'] });
});

test('problems behind the first one are told though all of them are noticed at the end', () => {
  const text = 'tasks:\n  - id: "x\n  - id: y\ntriggers:\n  - id: \'t\n';
  expect(recover(text)).toMatchObject({ lost: ['  - id: "x\n', "  - id: 't\n"], problems: ["'t"] });
});

describe('nothing is recovered', () => {
  const pairs = (count: number) => `id: a\ntasks:\n${'  - id: @x\n  - id: y\n'.repeat(count)}`;
  const long = (length: number) => {
    const text = 'id: a\ntasks:\n  - id: @x\n  - id: y\n#';
    return text.padEnd(length, 'x');
  };

  test.each([
    ['before the first property', '@x\nid: a\n'],
    ['before the first property, where it is noticed', '{a: b\nid: c\n'],
    ['of both sides of a merge', 'id: a\n<<<<<<< ours\nnamespace: n\n=======\nnamespace: m\n>>>>>>> theirs\n'],
    ['of a mark of a merge alone', `${pairs(1)}=======\n`],
    ['where no property is known', 'x: @a\ny: 1\n'],
    ['of more than six parts', pairs(7)],
    ['of a long text', long(300_001)],
    ['of what is nested too deeply', `id: a\nlabels: ${'['.repeat(1001)}\ntasks: []\n`],
  ])('%s', (_what, text) => {
    expect(recover(text)).toBeUndefined();
  });

  test('but of six parts, and of a text that is just not too long', () => {
    expect(recover(pairs(6))?.lost).toHaveLength(6);
    expect(recover(long(300_000))?.lost).toHaveLength(1);
  });
});
