import { describe, expect, test } from '@jest/globals';
import { flowKeyOf, identityOf } from '../../../src/flows/identity.js';
import { javaDouble } from '../../../src/flows/java-double.js';
import { findLocalProblems } from '../../../src/flows/local-problems.js';
import { sameSource } from '../../../src/flows/same-source.js';
import type { ParsedFlow } from '../../../src/flows/tree.js';
import { parseSource } from '../../flow-source.js';
import { parseText } from '../../flow-source.js';
import { parsed } from './parsing.js';

const problemsOf = (text: string) => findLocalProblems(parsed(text)).map(({ message, hint }) => [message, hint]);

describe('what is wrong with a document', () => {
  const noFlow = (what: string) =>
    `This is ${what}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`;

  test.each<[string, readonly (readonly [string, string | undefined])[]]>([
    ['- a\n', [[noFlow('a list'), undefined]]],
    ['- id:a\n', [[noFlow('a list'), undefined]]],
    ['some text\n', [[noFlow('a single value'), undefined]]],
    ['id:a\n', [[noFlow('a single value'), 'There is no blank behind the colon of `id`.']]],
    ['my_id2:a\n', [[noFlow('a single value'), 'There is no blank behind the colon of `my_id2`.']]],
    ['see id:a\n', [[noFlow('a single value'), undefined]]],
    ['1d:a\n', [[noFlow('a single value'), undefined]]],
    ['a-b:c\n', [[noFlow('a single value'), undefined]]],
    ['namespace: n\n', [['The flow has no `id`.', 'Add `id: …`.']]],
    ['id: ""\nnamespace: n\n', [['The flow has no `id`.', 'Add `id: …`.']]],
    ['id: a\nnamespace: [n]\n', [['`namespace` must be text.', undefined]]],
    ['id: a\nnamespace: {n: null}\n', [['`namespace` must be text.', undefined]]],
    [
      'id: 5\nnamespace: n\n',
      [['YAML 1.1 reads `id: 5` as a number, of which Kestra makes text again.', 'Put quotes around it: `id: "5"`.']],
    ],
    [
      '# x\nid: a\nnamespace: n\ntasks:\n  - id: t\n    x: 1\n    id: t\n',
      [
        [
          'The key "id" stands here a second time; first at line 5. Kestra refuses to store such a flow.',
          'Remove one of the two.',
        ],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test('what is missing is placed at the first key, or at what is there', () => {
    const spans = (text: string) => findLocalProblems(parsed(text)).map(({ span }) => text.slice(span.start, span.end));
    expect(spans('tasks: []\n')).toEqual(['tasks', 'tasks']);
    expect(spans('{}\n')).toEqual(['{}', '{}']);
    expect(spans('id: ""\nnamespace: n\n')).toEqual(['""']);
  });
});

describe('documents of nothing', () => {
  const parse = (source: string): ParsedFlow => parseSource(source, 'a.yml');
  const NOTHING = 'No content to map due to end-of-input';
  const MARKER =
    'Cannot coerce empty String ("") to element of `java.util.LinkedHashMap` (but could if coercion was enabled using `CoercionConfig`)';

  test.each([
    ['', NOTHING, 1, 1],
    ['# x\n', NOTHING, 2, 1],
    ['---\n', MARKER, 2, 1],
  ])('%j', (source, what, line, column) => {
    expect(parse(source)).toMatchObject({
      ok: false,
      problem: {
        kind: 'empty',
        constraints: `Validation error: Illegal Flow source: YAML parsing error: ${what}\n at [Source: (StringReader); line: ${line}, column: ${column}] (at line ${line})`,
        span: { start: 0, end: 0 },
      },
    });
  });

  test.each(['""\n', '~\n', 'x\n', '[]\n', '{}\n'])('%j holds something', (source) => {
    expect(parse(source).ok).toBe(true);
  });
});

describe('what a parser could not read', () => {
  const problem = (source: string) => {
    const flow = parseSource(source, 'a.yml');
    if (flow.ok) throw new Error('It can be read.');
    const { span, constraints } = flow.problem;
    return { at: source.slice(span.start, span.end), start: span.start, place: constraints.split('\n').at(-1) };
  };

  test.each([
    ['a character that begins nothing, to the end of the line', 'id: @a b\nx: 1\n', '@a b'],
    ['the same with CR', 'id: @a b\r\nx: 1\r\n', '@a b'],
    ['the same in the last line', 'id: @a b', '@a b'],
    ['quotes that never end, where they begin', 'id: a\nx: "b c\ny: 1\n', '"b c'],
    ['an expression, with both its braces', 'id: a\nx: {{ b }} c\n', '{{ b }}'],
    ['an expression that is not closed in its line', 'id: a\nx: {{ b\n  }}\n', '{{ b'],
    ['a tab', 'id: a\nx:\n\t- b\n', '\t- b'],
    ['a tab behind the last line', 'id: a\nx:\n\t\n', '\t'],
    ['a character that is not allowed, behind the last line', 'id: a\n\n\f\n', '\f'],
    ['a list as a key in braces', 'id: a\nx: {[b]: c}\n', '[b]: c}'],
    ['a mapping as a key', 'id: a\nx: [ {b: c}: d]\n', '{b: c}: d]'],
    ['a bracket that is not closed, behind the last line', 'id: a\nx: [b\n\n\n', ''],
  ])('%s', (_what, source, at) => {
    expect(problem(source)).toMatchObject({ at });
  });

  test('what is missed at the end stands behind the last line with text', () => {
    expect(problem('id: a\nx: [b\n\n\n').start).toBe('id: a\nx: [b'.length);
  });

  test('the line of an expression without quotes is counted from one', () => {
    expect(problem('id: a\nx: {{ b }} c\n').place).toMatch(/ \(at line 2\)$/);
  });

  test('a flow that is nested too deeply is refused in the words of Kestra', () => {
    expect(problem(`id: a\nlabels: ${'['.repeat(1001)}\n`).place).toBe(
      'Validation error: Illegal Flow source: YAML parsing error: Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)',
    );
  });

  test('a file of too many documents is refused in words of our own', () => {
    const flow = parseText('---\na: 1\n'.repeat(2001));
    const message = 'The file holds more documents than can be checked together; spread them over several files.';
    expect(flow).toMatchObject({
      problem: {
        kind: 'limit',
        message,
        constraints: `Validation error: Illegal Flow source: YAML parsing error: ${message}`,
        span: { start: 0, end: 0 },
      },
    });
  });

  test('the last token that Kestra read is counted from one', () => {
    expect(problem('id: a\nx: @b\n').place).toBe(' at [Source: (StringReader); line: 2, column: 2] (at line 2)');
  });
});

test.each([
  [Number.NaN, 'NaN'],
  [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'],
  [0, '0.0'],
  [-0, '-0.0'],
  [0.001, '0.001'],
  [0.0009, '9.0E-4'],
  [0.00015, '1.5E-4'],
  [-2, '-2.0'],
  [1.5, '1.5'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [12_345_678.5, '1.23456785E7'],
])('Java writes %d as %s', (value, text) => {
  expect(javaDouble(value)).toBe(text);
});

test.each([
  ['a\n', 'a\n', true],
  ['revision: 12\na\n', 'a\n', true],
  ['a\nrevision: 3\nb\n', 'a\nb\n', true],
  ['a\nrevision: 3', 'a\n', true],
  ['a\n# revision: 3\nb\n', 'a\n# \nb\n', false],
  ['revision: 1\nrevision: 2\na\n', 'a\n', false],
  ['a\n# revision: 3\nb\n', 'a\n# revision: 4\nb\n', false],
  ['a\n', 'b\n', false],
])('%j and %j are the same source: %s', (one, other, expected) => {
  expect(sameSource(one, other)).toBe(expected);
});

describe('the name of a flow', () => {
  const name = (text: string) => [identityOf(parsed(text).root), flowKeyOf(parsed(text))];

  test.each<[string, ReturnType<typeof identityOf>, string | undefined]>([
    ['id: a\nnamespace: n\n', { namespace: 'n', id: 'a' }, 'n/a'],
    ['id: 1.50\nnamespace: n\n', { namespace: 'n', id: '1.5' }, 'n/1.5'],
    ['id: a\n', { id: 'a' }, undefined],
    ['namespace: n\n', { namespace: 'n' }, undefined],
    ['id:\nnamespace: n\n', { namespace: 'n', id: '' }, 'n/'],
    ['id: [a]\nnamespace: n\n', { namespace: 'n' }, undefined],
    ['id: ~\nnamespace: n\n', { namespace: 'n' }, undefined],
  ])('%j', (text, identity, key) => {
    const [found, foundKey] = name(text);
    expect(found).toStrictEqual(identity);
    expect(foundKey).toBe(key);
  });
});
