import { describe, expect, test } from '@jest/globals';
import { findingOfSyntax, findingsOfProblems, findingsOfVerdict } from '../../../src/findings/verdict-findings.js';
import type { UnparsedDocument } from '../../../src/flows/tree.js';
import type { RuleProblem } from '../../../src/rules/verdict.js';
import { parseText } from '../../flow-source.js';
import { parsed } from '../flows/parsing.js';
import { findingsOf, refusing } from './placing.js';

const range = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 3 };

function broken(text: string): UnparsedDocument {
  const document = parseText(text);
  if (document.ok) throw new Error('it was read');
  return document;
}

describe('a finding as a whole', () => {
  const said = {
    severity: 'notice',
    origin: 'server',
    rule: 'info',
    message: 'Said.',
    original: 'Said.',
    file: 'flow.yml',
    range,
  };
  test.each([
    ['id: a\n', {}],
    ['id: a\nname: b\n', {}],
    ['id: a\nnamespace: n\n', { flow: { namespace: 'n', id: 'a' } }],
  ])('of a file with one document: %j', (text, more) => {
    expect(findingsOf(text, { infos: ['Said.'] })).toStrictEqual([{ ...said, ...more }]);
  });

  test('without an id there is no flow to name', () => {
    expect(findingsOf('namespace: n\n', { infos: ['Said.'] })[0]).not.toHaveProperty('flow');
  });

  test.each([
    [3900, 3900],
    [4001, 4000],
  ])('a pattern of %i characters does not fill the log', (length, shown) => {
    const around = '"id" must match .'.length;
    const pattern = 'x'.repeat(length - around);
    const [finding] = findingsOf('id: a\n', refusing(`id: must match "${pattern}"`));
    expect(finding!.message).toHaveLength(shown);
    expect(finding!.message.endsWith('…')).toBe(shown !== length);
  });
});

describe('a document that cannot be parsed', () => {
  const text = 'id: a\nnamespace: n\ndescription: a: b\n';
  const kestras = (document: UnparsedDocument, constraints: string) =>
    findingsOfVerdict(document, { outdated: false, constraints }, '1.3').map(({ message }) => message);

  test('is told in our words, beside the ones of Kestra', () => {
    const finding = findingOfSyntax(broken(text));
    expect(finding).toMatchObject({ severity: 'error', origin: 'local', rule: 'yaml-syntax' });
    expect(finding.original).toBe(
      `Illegal Flow source: YAML parsing error: mapping values are not allowed here
 in 'reader', line 3, column 15:
    description: a: b
                  ^

 at [Source: (StringReader); line: 3, column: 15] (at line 3)`,
    );
  });

  test('an expression without quotes is known by the words that Kestra has for every structure', () => {
    const expression = broken('id: a\nnamespace: n\nx: {{ y }}\n');
    const braces = 'An expression that begins a value needs quotes: to YAML its braces begin a mapping.';
    expect(kestras(expression, 'Illegal Flow source: YAML syntax error: Invalid structure. Check it.')).toEqual([
      braces,
    ]);
    expect(kestras(expression, 'Illegal Flow source: YAML parsing error: odd')).toEqual([
      'The YAML cannot be read: odd.',
    ]);
  });

  test.each([text, 'id: a\n  namespace: n\n', 'id: "a\n', 'id: @a\n'])(
    'gets the same words when it is the server that refuses it: %j',
    (source) => {
      const document = broken(source);
      expect(kestras(document, document.problem.constraints)).toEqual([findingOfSyntax(document).message]);
    },
  );

  test('another problem than the one that we stop at is told as Kestra reports it', () => {
    expect(kestras(broken(text), 'Illegal Flow source: YAML parsing error: odd')).toEqual([
      'The YAML cannot be read: odd.',
    ]);
    const problem = { kind: 'limit', message: 'Too much.', constraints: '', span: { start: 0, end: 0 } } as const;
    expect(kestras({ ...broken(text), problem }, 'Illegal Flow source: YAML parsing error: odd')).toEqual([
      'The YAML cannot be read: odd.',
    ]);
  });
});

test('what a mark of Kestra leads to is no value: only what its text says is told', () => {
  const list =
    'Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.tasks.Task>` from String value';
  const mark = ' at [Source: (StringReader); line: 2, column: 3] (at line 2)';
  const constraints = `Illegal Flow source: YAML parsing error: ${list}\n${mark}`;
  const [finding] = findingsOf('id: a\nnamespace: b\ntasks: x\n', refusing(constraints));
  expect(finding).toMatchObject({
    message: 'This value must be a list, but it is text.',
    range: { startLine: 2, startColumn: 3 },
  });
});

describe('problems of the offline rules', () => {
  const problem: RuleProblem = {
    rule: 'ours',
    severity: 'error',
    text: 'a.b: must not be null',
    answer: 'constraints',
    target: { path: ['id'], part: 'key' },
  };
  const finding = (more: Partial<RuleProblem>) => {
    const { rule, message, hint, original } = findingsOfProblems(
      parsed('id: a\n'),
      [{ ...problem, ...more }],
      '1.3',
    )[0]!;
    return { rule, message, hint, original };
  };
  const ours = { rule: 'ours', message: problem.text, hint: undefined, original: undefined };
  const explained = { ...ours, rule: 'missing-property', message: '"b" of "a" is missing.' };

  test('in Kestra’s words are explained; the words are kept where a server would say them', () => {
    expect(finding({})).toEqual({ ...explained, original: problem.text });
    expect(finding({ words: 'kestra', answer: 'none' })).toEqual(explained);
  });

  test('in words of ours pass as they are', () => {
    expect(finding({ words: 'ours' })).toEqual(ours);
    expect(finding({ answer: 'none' })).toEqual(ours);
  });

  test('what to do is told by the explanation, then by the rule', () => {
    const text = 'Unable to validate the flow: null';
    const hint = 'Look for a property without a value, or a list with an empty element.';
    expect(finding({ text }).hint).toBe(hint);
    expect(finding({ text, hint: 'Look here.' }).hint).toBe(`${hint} Look here.`);
    expect(finding({ hint: 'Look here.' }).hint).toBe('Look here.');
  });
});
