import { describe, expect, test } from '@jest/globals';
import { quickIdentity } from '../../../src/flows/quick-identity.js';
import { applyEdits } from '../../../src/flows/text-edit.js';

const identity = (source: string) =>
  quickIdentity({ file: { path: 'a.yml', text: source }, index: 0, count: 1, start: 0, source });

describe('the name of a flow is read from its lines, and is what the parser reads', () => {
  test.each([
    ['id: a\nnamespace: n\n', 'n/a'],
    ['\uFEFFid: a-1.b\r\nnamespace: n.m # x\r\n', 'n.m/a-1.b'],
    [`id: "a"\nnamespace: 'n'\n`, 'n/a'],
    ['id: a\nnamespace: n\ntasks:\n  - id: t\n    namespace: x\n', 'n/a'],
    ['id: a\nnamespace: n\nbroken: [\n', 'n/a'],
    [`id: "a"\nnamespace: 'n'\nbroken: [\n`, 'n/a'],
    ['id: 012\nnamespace: n\n', 'n/10'],
    ['id: off\nnamespace: n\n', 'n/false'],
    ['id: "off"\nnamespace: n\n', 'n/off'],
    ['id: two words\nnamespace: n\n', 'n/two words'],
    ['id: a\nid: b\nnamespace: n\n', 'n/b'],
    ['"id": b\nnamespace: n\nid: a\n', 'n/a'],
    ['id: a\n"id": b\nnamespace: n\n', 'n/b'],
    ['id: a\n? id\n: b\nnamespace: n\n', 'n/b'],
    ['{id: a, namespace: n}\n', 'n/a'],
  ])('%j', (source, key) => {
    const { namespace, id } = identity(source)!;
    expect(`${namespace}/${id}`).toBe(key);
  });

  test.each(['id: a\nid: b\nnamespace: n\nbroken: [\n', 'id: a\nbroken: [\n', 'id: 012\nnamespace: [\n'])(
    'of %j it is not known',
    (source) => {
      expect(identity(source)).toBeUndefined();
    },
  );

  test('a flow without one of the two has the other', () => {
    expect([identity('id: a\n'), identity('namespace: n\n')]).toEqual([{ id: 'a' }, { namespace: 'n' }]);
  });
});

describe('edits of a text', () => {
  const edit = (start: number, end: number, text: string) => ({ start, end, text });

  test('are made in the order of their places, those of one place in the order in which they come', () => {
    expect(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A'), edit(2, 2, '1'), edit(2, 2, '2')])).toBe('Ab12cdEf');
    expect(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, '-')])).toBe('a-Bc');
    expect(applyEdits('abc', [])).toBe('abc');
  });

  test('may touch, and never overlap', () => {
    expect(applyEdits('abc', [edit(0, 1, 'A'), edit(1, 3, 'B')])).toBe('AB');
    expect(() => applyEdits('abc', [edit(0, 2, 'A'), edit(1, 3, 'B')])).toThrow('Two edits of a flow overlap.');
  });
});
