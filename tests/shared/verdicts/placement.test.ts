import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { findingsOfRules, findingsOfVerdict } from '../../../src/findings/verdict-findings.js';
import { judgeDocument } from '../../../src/rules/judge.js';
import type { RuleSetName, ServerVerdict } from '../../../src/rules/verdict.js';
import { places } from './places.js';
import { parseText } from '../../flow-source.js';

type Recorded = { readonly case: string; readonly source: string } & Record<
  'server-1.3.25' | 'core-2.0.0',
  ServerVerdict
>;

const file = new URL('../../../../shared/kestra/rule-verdicts.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

function read(text: string) {
  return parseText(text);
}

/** `line:column text` of every finding, the text cut at the end of its line. */
function placesOf(findings: readonly Finding[], source: string): readonly string[] {
  const lines = source.split('\n');
  return [...findings]
    .map(({ range }) => range!)
    .sort((a, b) => a.startLine - b.startLine || a.startColumn - b.startColumn)
    .map(({ startLine, startColumn, endLine, endColumn }) => {
      const line = lines[startLine - 1]!;
      return `${startLine}:${startColumn} ${line.slice(startColumn - 1, endLine === startLine ? endColumn - 1 : undefined)}`;
    });
}

function expected(name: string, rules: RuleSetName): readonly string[] {
  const both = places[name]!;
  return 'length' in both ? both : both[rules];
}

test('the table names every recorded document and no other', () => {
  expect(Object.keys(places).sort()).toEqual(cases.map((one) => one.case).sort());
  expect(cases).toHaveLength(100);
});

describe.each([
  ['1.3', 'server-1.3.25'],
  ['2.0', 'core-2.0.0'],
] as const)('the words of Kestra %s (%s)', (rules, voice) => {
  test.each(cases.map((one) => [one.case, one] as const))('%s', (name, recorded) => {
    const findings = findingsOfVerdict(read(recorded.source), recorded[voice], rules);
    expect(placesOf(findings, recorded.source)).toEqual(expected(name, rules));
  });
});

describe.each(['1.3', '2.0'] as const)('the offline rules for %s', (rules) => {
  test.each(cases.map((one) => [one.case, one] as const))('%s', (name, recorded) => {
    const parsed = read(recorded.source);
    const verdict = judgeDocument(parsed, { rules, unknownTypes: 'refuse', knownFlow: () => 'missing' });
    // What goes beyond the server has no place of the server's to be held to.
    const problems = verdict.problems.filter(({ answer }) => answer !== 'none');
    const findings = findingsOfRules(parsed, { ...verdict, problems }, rules);
    const table = places[name]!;
    const offline = 'offline' in table ? table.offline : undefined;
    expect(placesOf(findings, recorded.source)).toEqual(offline ?? expected(name, rules));
  });
});
