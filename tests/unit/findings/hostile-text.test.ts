import { describe, expect, test } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { fc } from '../../generated-inputs.js';
import type { Finding } from '../../../src/findings/finding.js';
import { mergeFindings } from '../../../src/findings/merge.js';
import { findingsOf } from './placing.js';

const flow = `id: x
namespace: a.b
labels: {team: a}
inputs:
  - id: my-in
    type: STRING
tasks:
  - id: hello
    type: io.kestra.plugin.core.log.Log
    message: "{{ inputs.my-in }}"
  - id: d
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task: {id: e, type: L}
        dependsOn: [e]
triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Flow
`;
const broken = 'id: x\nmessage: {{ a }}\n';
const several = 'id: x\r\n---\r\n\uFEFFid: y\r\n---\r\nid: z\r\n';
const lines = (text: string) => text.split('\n');

/** Openings, middles and ends of everything that the readers look for. */
const PHRASES = [
  'Validation error: ',
  'jakarta.validation.ConstraintViolationException: ',
  'Illegal Flow source: YAML parsing error: ',
  'YAML syntax error: Invalid structure',
  "\n in 'reader', line 3, column 2:\n",
  "\n in 'reader', line 99999999999999999999, column 99999999999999999999",
  '\n at [Source: (StringReader); line: 0, column: 0] (at line 0)',
  '\n at [Source: ',
  ' (at line -1)',
  ' (at line 2)',
  'unexpected end of stream',
  "Duplicate field '",
  'Unrecognized field "',
  '" (class ',
  'io.kestra.plugin.core.log.Log$LogBuilder$',
  '), not marked as ignorable (2 known properties: "a", "',
  'Invalid type: ',
  "Could not resolve type id '",
  "' as a subtype",
  ' (through reference chain: a.B["',
  '["tasks"]->java.util.ArrayList[0]',
  'Cannot deserialize value of type `',
  'from String "\\"',
  '": not one of the values accepted for Enum class: [',
  "String value ('",
  'Unsupported type for key: ',
  ', value: ',
  'Duplicate task id with name [',
  'Duplicate input path [a.',
  "Input path '",
  ' Invalid Flow: ',
  ", Cycle dependency detected for input with id '",
  "Input with id '",
  "' depends on a non-existent input '",
  'Invalid input reference: ',
  'offending tasks: [',
  'offending label: ',
  "The subflow '",
  "' not found in namespace '",
  'Recursive call to flow [',
  "The task '",
  "' cannot use the '",
  'This flow will be triggered for EVERY ',
  " the Flow trigger '",
  "'.",
  ' is replaced by ',
  'Unable to validate the flow: ',
  'class a.B cannot be cast to class ',
  'HV000028: isValid',
  'Cannot invoke "java.util.Map.get(Object)"',
  'hello.',
  'hello.hello.',
  'tasks[hello]',
  'tasks[',
  '[null]',
  'labels[0].key: ',
  ': must not be null',
  ': must match "^[',
  'Cyclic dependency detected: ',
  'Not existing task id in dependency: ',
  '\n',
  ']',
  ')',
  ', ',
  '\\',
  '$&',
  '(?:(a+)+)+$',
  '😀',
  '\uD800',
  '\u0000',
] as const;

function everyAnswer(text: string, source: string, document = 0): readonly Finding[] {
  const verdict = {
    constraints: text,
    warnings: [text],
    infos: [text, text],
    deprecationPaths: [text],
    outdated: true,
  };
  return [
    ...findingsOf(source, verdict, { document, linesBefore: document > 0 ? 1 : 0 }),
    ...findingsOf(source, { constraints: `Validation error: ${text}` }, { document, rules: '2.0' }),
    ...findingsOf(source, { constraints: `Unable to validate the flow: ${text}` }, { document }),
  ];
}

function expectInside(findings: readonly Finding[], source: string): void {
  expect(findings.length).toBeGreaterThanOrEqual(8);
  for (const { range, message, rule } of findings) {
    const { startLine, startColumn, endLine, endColumn } = range!;
    const inside =
      startLine >= 1 &&
      startColumn >= 1 &&
      endLine <= lines(source).length &&
      startColumn <= lines(source)[startLine - 1]!.length + 1 &&
      endColumn <= lines(source)[endLine - 1]!.length + 1 &&
      (endLine > startLine || endColumn >= startColumn);
    expect({ range, inside }).toEqual({ range, inside: true });
    expect(rule).toMatch(/^[a-z-]+$/);
    expect(message.length).toBeGreaterThan(0);
  }
}

const sources = fc.constantFrom<readonly [string, number]>(
  [flow, 0],
  [broken, 0],
  [several, 0],
  [several, 2],
  ['- a\n', 0],
);

describe('whatever the text says', () => {
  test('it becomes findings inside of the file', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: fc.constantFrom(...'.*+?^${}()|[]\\/\'"`:,- \n0129abAB'), maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, sources, (reported, [source, document]) =>
        expectInside(everyAnswer(reported, source, document), source),
      ),
    );
  });

  test('also when it is made of pieces of what Kestra says', () => {
    const text = fc.array(fc.constantFrom(...PHRASES), { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, sources, (reported, [source, document]) =>
        expectInside(everyAnswer(reported, source, document), source),
      ),
      { numRuns: 300 },
    );
  });

  test('merging it with itself leaves it once', () => {
    const text = fc.array(fc.constantFrom(...PHRASES), { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (reported) => {
        const server = findingsOf(flow, { constraints: `Validation error: ${reported}` });
        expect(
          mergeFindings(
            server.map((finding) => ({ ...finding, origin: 'offline' })),
            server,
          ),
        ).toEqual(mergeFindings([], server));
      }),
    );
  });
});

describe('100 kB of whatever are explained in the end', () => {
  // A pattern that goes back over the text again and again needs minutes or hours for some of these.
  const explained = (verdict: Parameters<typeof findingsOf>[1]) =>
    brokenOffAfter(30_000, () => findingsOf(flow, verdict));

  test.each(PHRASES.map((phrase) => [JSON.stringify(phrase), phrase] as const))('100 kB of %s', (_name, phrase) => {
    const many = phrase.repeat(Math.ceil(100_000 / phrase.length));
    const texts = [
      many,
      `Validation error: ${many}`,
      `Unrecognized field "${many}`,
      `hello.message: ${many}`,
      `a${many}`,
    ];
    for (const text of texts)
      expect(explained({ constraints: text, warnings: [text], deprecationPaths: [text] })).not.toEqual([]);
  });

  test.each([
    [
      'values',
      `Illegal flowwithsource source: YAML parsing error: Cannot deserialize value of type \`boolean\` from String "${'x\\"'.repeat(50_000)}": only`,
    ],
    ['chains', `odd (through reference chain: ${'a.B["tasks"]->java.util.ArrayList[0]->'.repeat(3000)})`],
    ['names', `Duplicate task id with name [${'hello, '.repeat(20_000)}]`],
    ['paths', `${'tasks[0].'.repeat(20_000)}id: must not be null`],
    ['cycles', `d: Cyclic dependency detected: ${'e, '.repeat(20_000)}`],
    ['tasks', `Invalid Flow: Invalid input reference: x, offending tasks: [${'hello, '.repeat(10_000)}]`],
  ])('100 kB of %s', (_name, text) => {
    expect(explained({ constraints: `Validation error: ${text}` })).not.toEqual([]);
  });
});

/** Does work that would otherwise hold up the whole suite, were it not to end. @throws after so long */
function brokenOffAfter<T>(timeout: number, work: () => T): T {
  return runInNewContext('work()', { work }, { timeout }) as T;
}
