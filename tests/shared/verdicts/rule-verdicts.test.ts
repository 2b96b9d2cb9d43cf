import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { judgeSource } from '../../judge-source.js';
import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { comparable, isYamlError } from './same-answer.js';

type Recorded = { readonly case: string; readonly source: string } & Record<
  'server-1.3.25' | 'core-1.3.31' | 'core-2.0.0',
  ServerVerdict
>;

const file = new URL('../../../../shared/kestra/rule-verdicts.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

test('there are a hundred documents', () => {
  expect(cases).toHaveLength(100);
});

describe.each([
  ['1.3', 'server-1.3.25'],
  ['1.3', 'core-1.3.31'],
  ['2.0', 'core-2.0.0'],
] as const)('rules %s answer as %s', (rules: RuleSetName, source) => {
  test.each(cases.map((one) => [one.case, one] as const))('%s', (_name, recorded) => {
    const expected = recorded[source];
    const { server, problems } = judgeSource(recorded.source, {
      rules,
      unknownTypes: 'refuse',
      knownFlow: () => 'missing',
    });

    if (isYamlError(expected.constraints)) {
      // What SnakeYAML says about it is its own; that it is one, and nothing more, must be said.
      expect(isYamlError(server.constraints)).toBe(true);
      expect(Object.keys(server).sort()).toEqual(Object.keys(expected).sort());
    } else expect(comparable(server)).toEqual(comparable(expected));
    expect(problems.some(({ answer }) => answer === 'constraints')).toBe(expected.constraints !== undefined);
  });
});
