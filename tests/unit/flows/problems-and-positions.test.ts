import { describe, expect, test } from '@jest/globals';
import { splitDocuments } from '../../../src/flows/documents.js';
import { findLocalProblems } from '../../../src/flows/local-problems.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { rangeOf, spanOfLine } from '../../../src/flows/positions.js';
import { referencesOf } from '../../../src/flows/references.js';
import { sameSource } from '../../../src/flows/same-source.js';
import { parsed } from './parsing.js';

describe('local problems', () => {
  test.each<[string, string, string]>([
    ['id: a\nnamespace: n\nid: b\n', 'duplicate-key', '3:1'],
    ['id: a\nnamespace: n\ntasks:\n  - id: x\n    id: y\n', 'duplicate-key', '5:5'],
    ['id: off\nnamespace: n\n', 'identity-not-text', '1:5'],
    ['id: a\nnamespace: 012\n', 'identity-not-text', '2:12'],
    ['id: [a]\nnamespace: n\n', 'identity-not-text', '1:5'],
    ['namespace: n\n', 'identity-missing', '1:1'],
    ['id: a\nnamespace: n\ntasks:\n  - deleted: true\n? deleted\n: "True"\n', 'deleted-flow', '5:3'],
    ['id:\nnamespace: n\n', 'identity-missing', '1:4'],
    ['- a\n', 'not-a-flow', '1:1'],
  ])('%j: %s at %s', (text, rule, place) => {
    const document = parsed(text);
    const found = findLocalProblems(document).map((problem) => {
      const { startLine, startColumn } = rangeOf(document.document, problem.span);
      return [problem.rule, `${startLine}:${startColumn}`];
    });
    expect(found).toEqual([[rule, place]]);
  });

  test('a flow that deletes itself is told what to do instead', () => {
    expect(findLocalProblems(parsed('id: a\nnamespace: n\ndeleted: true\n'))).toEqual([
      {
        rule: 'deleted-flow',
        message: 'Kestra deletes a flow that says `deleted: true` as soon as it is stored.',
        hint: 'Remove the line. To delete the flow, remove it here and deploy with `prune: removed`.',
        span: { start: 19, end: 26 },
      },
    ]);
  });

  test('a good flow has none', () => {
    expect(findLocalProblems(parsed('id: a\nnamespace: "12"\ntasks: []\n'))).toEqual([]);
  });
});

describe('identities that YAML 1.1 reads otherwise', () => {
  test.each<[string, string, string]>([
    ['off', 'a boolean', 'false'],
    ['Yes', 'a boolean', 'true'],
    ['012', 'a number', '10'],
    ['1_0', 'a number', '10'],
    ['0x1F', 'a number', '31'],
    ['0b11', 'a number', '3'],
    ['1e3', 'a number', '1000.0'],
    ['3.50', 'a number', '3.5'],
    ['1_000', 'a number', '1000'],
    ['10000000.0', 'a number', '1.0E7'],
  ])('id: %s is %s and would be stored as %s', (id, what, stored) => {
    const [problem, ...others] = findLocalProblems(parsed(`id: ${id}\nnamespace: n\n`));
    expect(others).toEqual([]);
    expect(problem).toEqual({
      rule: 'identity-not-text',
      message: `YAML 1.1 reads \`id: ${id}\` as ${what}: Kestra would store the flow as "${stored}".`,
      hint: `Put quotes around it: \`id: "${id}"\`.`,
      span: { start: 4, end: 4 + id.length },
    });
  });

  test.each(['3.5', '1.0', '-7', '99999999999', '123456789012345678901234', 'true', '5'])(
    'id: %s is stored as it is written: a warning',
    (id) => {
      expect(findLocalProblems(parsed(`id: ${id}\nnamespace: n\n`))).toEqual([
        expect.objectContaining({ rule: 'identity-not-text', severity: 'warning' }),
      ]);
    },
  );

  test.each(['~', 'null', '', '""'])('id: %s is none', (id) => {
    expect(findLocalProblems(parsed(`id: ${id}\nnamespace: n\n`))).toMatchObject([
      { rule: 'identity-missing', message: 'The flow has no `id`.' },
    ]);
  });

  // Jackson leaves dates and sexagesimal numbers as text.
  test.each(['2024-01-01', '12:30:45', '"off"', "'012'", '1.0.0', '0o17', 'y'])('id: %s is text', (id) => {
    expect(findLocalProblems(parsed(`id: ${id}\nnamespace: n\n`))).toEqual([]);
  });
});

describe('duplicate keys', () => {
  test('a hundred are named, the others counted', () => {
    const problems = findLocalProblems(parsed(`id: a\nnamespace: n\n${'k: 1\n'.repeat(1001)}`));
    expect(problems).toHaveLength(101);
    expect(problems[0]!.message).toMatch(/"k" stands here a second time; first at line 3/);
    expect(problems.at(-1)).toMatchObject({
      rule: 'duplicate-key',
      message: 'From here on 900 more keys stand in their mapping a second time.',
    });
  });
});

describe('positions', () => {
  test('lines of the second document are those of the file; a byte order mark has no column', () => {
    const documents = splitDocuments({ path: 'a.yml', text: '\uFEFFid: a\r\n---\r\nid: b\r\nx: é y\r\n' });
    const at = (index: number, text: string) => {
      const document = documents[index]!;
      const start = document.source.indexOf(text);
      return rangeOf(document, { start, end: start + text.length });
    };
    expect(at(0, 'id')).toEqual({ startLine: 1, startColumn: 1, endLine: 1, endColumn: 3 });
    expect(at(1, 'id')).toEqual({ startLine: 3, startColumn: 1, endLine: 3, endColumn: 3 });
    expect(at(1, 'y')).toMatchObject({ startLine: 4, startColumn: 6 });
  });

  test.each([
    ['a line', 1, undefined, 0, 'id: b'],
    ['an indented line', 2, undefined, 8, 'x: y'],
    ['a column', 2, 6, 11, 'y'],
    ['a column behind the end of its line', 2, 60, 12, ''],
    ['a line behind the last one', 9, undefined, 13, ''],
  ])('of what was sent: %s', (_name, line, column, start, text) => {
    const document = splitDocuments({ path: 'a.yml', text: 'id: b\n  x: y\n' })[0]!;
    const span = spanOfLine(document, 0, line, column);
    expect([span.start, document.source.slice(span.start, span.end)]).toEqual([start, text]);
  });

  test.each([2, 3, 4])('of what was sent without a line end: line %d of two', (line) => {
    const document = splitDocuments({ path: 'a.yml', text: 'id: b\n  x: y' })[0]!;
    expect(spanOfLine(document, 0, line)).toEqual({ start: 8, end: 12 });
  });
});

describe('sources', () => {
  test('one revision line does not count, everything else does', () => {
    expect(sameSource('id: a\nrevision: 3\nx: 1\n', 'id: a\nx: 1\n')).toBe(true);
    expect(sameSource('id: a\n', 'id: a\n\n')).toBe(false);
    expect(sameSource('id: a\r\n', 'id: a\n')).toBe(false);
  });

  test('a flow names the flows it starts and waits for', () => {
    const { root } = parseFlow(
      splitDocuments({
        path: 'a.yml',
        text: `tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - {id: x, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: one}
      - {id: y, type: io.kestra.plugin.core.flow.Subflow, namespace: n, flowId: "{{ dynamic }}"}
triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Flow
    preconditions: {id: p, flows: [{namespace: m, flowId: two}]}
`,
      })[0]!,
    ) as ReturnType<typeof parsed>;
    expect(referencesOf(root).map(({ kind, namespace, id }) => [kind, namespace, id])).toEqual([
      ['subflow', 'n', 'one'],
      ['trigger', 'm', 'two'],
    ]);
  });
});
