import { describe, expect, test } from '@jest/globals';
import { flowWith, log } from '../../../flow-source.js';
import { found, holding } from './found.js';

const DEEP = '      ';
const DEEPER = '          ';
const VALUE = '"{{ taskrun.value }}"';
const PARENT = '"{{ parent.taskrun.value }}"';
const loop = (tasks: string, type = 'ForEach') =>
  flowWith(`tasks:\n${holding('l', type, `    values: [a]\n    tasks:\n${tasks}`)}`);
const group = (type: string, tasks: string) => holding('g', type, `        tasks:\n${tasks}`, DEEP);

describe('taskrun.value', () => {
  test.each([
    ['outside', flowWith(`tasks:\n${log('t', VALUE)}`), ['value-outside-loop value']],
    ['in a loop', loop(log('t', VALUE, DEEP)), []],
    ['of the loop itself', loop(log('t', 'x', DEEP)).replace('[a]', VALUE), ['value-outside-loop value']],
    [
      'deeper',
      loop(group('Sequential', log('t', VALUE, DEEPER))),
      ['value-outside-loop value | Use `parent.taskrun.value`.'],
    ],
    ['in a WorkingDirectory', loop(group('WorkingDirectory', log('t', VALUE, DEEPER))), []],
    ['in a loop of a plugin', loop(log('t', VALUE, DEEP)).replace('core.flow.ForEach', 'ee.some.Each'), []],
  ])('%s', (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  });

  test('a Loop of 2.0 has items', () => {
    expect(found(loop(log('t', VALUE, DEEP), 'Loop'), '2.0')).toEqual(['value-outside-loop value | Use `item.value`.']);
  });
});

describe('parents', () => {
  test.each([
    ['outside', flowWith(`tasks:\n${log('t', PARENT)}`), ['value-outside-loop value']],
    [
      'right below the loop',
      loop(log('t', PARENT, DEEP)),
      ['value-outside-loop value | Use `taskrun.value`: the loop is right above this task.'],
    ],
    ['deeper', loop(group('Sequential', log('t', PARENT, DEEPER))), []],
    [
      'by number',
      loop(log('t', '"{{ parents[0].taskrun.value }}"', DEEP)),
      [expect.stringMatching(/^value-outside-loop/)],
    ],
    ['something else', flowWith(`tasks:\n${log('t', '"{{ parent.task.id }}"')}`), ['value-outside-loop parent']],
    ['something else of a parent', loop(log('t', '"{{ parent.task.id }}"', DEEP)), []],
  ])('%s', (_, source, expected) => {
    expect(found(source)).toEqual(expected);
  });
});

describe('item of a Loop', () => {
  const item = '"{{ item.value }}"';

  test('outside of it', () => {
    expect(found(flowWith(`tasks:\n${log('t', item)}`), '2.0')).toEqual(['value-outside-loop item']);
    expect(found(loop(log('t', 'x', DEEP), 'Loop').replace('[a]', item), '2.0')).toEqual(['value-outside-loop item']);
  });

  test('inside of it, at any depth, and in its outputs', () => {
    expect(found(loop(group('Sequential', log('t', item, DEEPER)), 'Loop'), '2.0')).toEqual([]);
    const outputs = `[a]\n    outputs:\n      - { id: o, type: STRING, value: ${item} }`;
    expect(found(loop(log('t', 'x', DEEP), 'Loop').replace('[a]', outputs), '2.0')).toEqual([]);
  });
});
