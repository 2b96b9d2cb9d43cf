import { describe, expect, test } from '@jest/globals';
import { identityOf } from '../../../src/flows/identity.js';
import { parseText } from '../../flow-source.js';
import { parsed, plain } from './parsing.js';

describe('a scalar as Kestra reads it', () => {
  test.each<[string, unknown]>([
    ['yes', true],
    ['Off', false],
    ['y', 'y'],
    ['tRue', 'tRue'],
    ['~', null],
    ['Null', null],
    ['nUll', 'nUll'],
    ['012', 10],
    ['-012', -10],
    ['08', '08'],
    ['0o14', '0o14'],
    ['0x1F', 31],
    ['0X1f', '0X1f'],
    ['0x', '0x'],
    ['0b101', 5],
    ['1_000', 1000],
    ['0_1', 1],
    ['+5', 5],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1_000.5', 1000.5],
    ['12:30:45', '12:30:45'],
    ['2024-01-01', '2024-01-01'],
    ['9223372036854775808', 9223372036854775808n],
    ['*anchor', 'anchor'],
    ['&a b', 'b'],
    ['!!str 12', '12'],
    ['!!int "12"', 12],
    ['!foo bar', 'bar'],
    ['"yes"', 'yes'],
    ["'012'", '012'],
    ['', ''],
    ['"a\\n\\u00e9"', 'a\né'],
  ])('%s is %p', (text, value) => {
    expect(plain(parsed(`key: ${text}\n`).root)).toEqual({ key: value });
  });

  test('anchors, aliases and merge keys are not resolved', () => {
    expect(plain(parsed('a: &x {k: 1}\nb: *x\nc:\n  <<: *x\n').root)).toEqual({
      a: { k: 1 },
      b: 'x',
      c: { '<<': 'x' },
    });
  });

  test('duplicate keys are kept', () => {
    expect(parsed('a: 1\na: 2\n').root).toMatchObject({ entries: [{ key: 'a' }, { key: 'a' }] });
  });

  test('quoted text may go on at any indentation', () => {
    expect(parseText('tasks:\n  - id: a\n    message: "one\ntwo"\n  - id: b\n').ok).toBe(true);
  });

  test.each([
    ['off', 'false'],
    ['012', '10'],
    ['1.', '1.0'],
    ['1e3', '1000.0'],
    ['"off"', 'off'],
  ])('the flow `id: %s` is stored as %s', (id, stored) => {
    expect(identityOf(parsed(`id: ${id}\nnamespace: n\n`).root)).toEqual({ id: stored, namespace: 'n' });
  });
});

describe('what cannot be read', () => {
  test.each<[string, RegExp, number]>([
    ['a: {{ x }}\n', /Invalid structure/, 3],
    ['a: @x\n', /found character '@' that cannot start any token/, 3],
    ['a: b: c\n', /mapping values are not allowed here/, 4],
    ['a: .inf\n', /Malformed numeric value '.inf'/, 3],
    ['a: \0\n', /special characters are not allowed/, 3],
    ['a: "x\n', /found unexpected end of stream/, 3],
    ['a:\n\t- b\n', /\(TAB\)/, 3],
    [`a: ${'['.repeat(1500)}${']'.repeat(1500)}`, /nesting depth \(1001\)/, 0],
  ])('%.40j: %p', (text, message, offset) => {
    const result = parseText(text);
    if (result.ok) throw new Error('it was read');
    expect(result.problem.constraints).toMatch(message);
    expect(result.problem.span.start).toBe(offset);
  });

  test('a document beyond the limit of SnakeYAML has its exact text', () => {
    const result = parseText(`a: ${'x'.repeat(3_145_728)}\n`);
    expect(result).toMatchObject({ ok: false, problem: { kind: 'limit' } });
    expect(result.ok || result.problem.constraints).toMatch(/exceeds the limit: 3145728 code points/);
  });
});
