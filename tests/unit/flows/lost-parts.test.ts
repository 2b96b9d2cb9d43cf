import { describe, expect, test } from '@jest/globals';
import { marked, recover } from './recovering.js';

describe('what is lost of a flow, no more and no less', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'the item before, whose bracket misses its next value',
      ['tasks:', '~  - id: x', '~    m: [1,', '~  - id: y', '  - id: z'],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'the item before at the margin, whose bracket is open',
      ['tasks:', '~- id: x', '~  m: [1, 2', '~- id: y', '- id: z'],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'the item whose brace takes in the next property, and never ends',
      ['tasks:', '~  - id: x', '~    m: {a: b,', 'labels: c'],
      ['tasks.0'],
    ],
    [
      'the last item, whose bracket misses its next value at the end',
      ['tasks:', '  - id: x', '~  - id: y', '~    m: [1,'],
      ['tasks.1'],
    ],
    [
      'only the item with a key at its place that cannot begin so',
      ['tasks:', '~  - id: x', '~    @m:', '~      a: 1', '  - id: y'],
      ['tasks.0'],
    ],
    [
      'all items behind a key of the flow that is indented below text with an apostrophe',
      ['tasks:', '~  - id: x', "~    m: it's", '~       triggers:', '~  - id: y', 'namespace: n'],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'all items behind one that is indented less',
      ['tasks:', '~    - id: x', '~  - id: y', '~    - id: z', 'namespace: n'],
      ['tasks.0', 'tasks.1'],
    ],
    [
      'the property whose entries are followed by a dash',
      ['id: a', '~labels:', '~  a: 1', '~  - b: @x', '~  - c: 1', 'namespace: n'],
      ['labels'],
    ],
    [
      'the property whose brace is open where a dash follows',
      ['id: a', '~labels:', '~  {a: 1,', '~  - b: x}', 'namespace: n'],
      ['labels'],
    ],
    [
      'the property whose bracket is open before its first dash',
      ['id: a', '~tasks: [', '~  - id: x', '~  - id: y', 'namespace: n'],
      ['tasks'],
    ],
    ['the same at the margin', ['id: a', '~tasks: [', '~- id: x', '~- id: y', 'namespace: n'], ['tasks']],
    [
      'the property with a dash in text in quotes',
      ['id: a', '~labels:', '~  k: "a', '~  - b"', '~  m: @x', 'namespace: n'],
      ['labels'],
    ],
    [
      'the property with a dash within its text',
      ['id: a', '~labels:', '~  a: b - c', '~  d: @x', 'namespace: n'],
      ['labels'],
    ],
    ['a property behind an empty item', ['id: a', 'tasks:', '  -', '~labels: @x', 'namespace: n'], ['labels']],
    [
      'only the item with the problem below a key that no flow has',
      ['tasks:', '  - id: x', 'inputz:', '~  - id: @y', '  - id: z'],
      ['inputz.0'],
    ],
  ])('%s', (_what, lines, gaps) => {
    for (const [end, last] of [['\n'], ['\r\n'], ['\n', '']] as const) {
      const { text, lost } = marked(lines, end, last);
      expect(recover(text)).toMatchObject({ lost, gaps, hidesKeys: false });
    }
  });

  test('also a property without a value, at the end of a text without a line end', () => {
    const text = 'id: a\nlabels: {a: b\ntasks:';
    expect(recover(text)).toMatchObject({ lost: ['labels: {a: b\ntasks:'], gaps: ['labels', 'tasks'] });
  });

  test('where lines end with CR, all of the item', () => {
    expect(recover('tasks:\n  - id: @x\r    m: 1\n  - id: y\n')).toMatchObject({
      read: { tasks: ['', { id: 'y' }] },
      gaps: ['tasks.0'],
    });
  });
});

test.each(['\f', '\uFEFF'])('the character %j on a line of its own is lost with its item', (character) => {
  const text = `tasks:\n  - id: x\n${character}\n    m: \`y\n  - id: z\n`;
  expect(recover(text)).toMatchObject({ gaps: ['tasks.0'], problems: [] });
});

test('nothing is recovered where a dash that is left would be part of a text', () => {
  expect(recover('labels: a\n  -\nother:\n  m: {a: b\n  - x\n')).toBeUndefined();
});
