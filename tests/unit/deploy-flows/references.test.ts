import { describe, expect, test } from '@jest/globals';
import { keyed } from '../../../src/deploy-flows/actual.js';
import { callsBetween, findUnknownFlows, isKnownBetter, readReferences } from '../../../src/deploy-flows/references.js';
import type { Finding } from '../../../src/findings/finding.js';
import { callingText, flowText } from './fakes.js';
import { desiredOf, finding } from './planning.js';

describe('a flow that is named and not there', () => {
  const waiting =
    `${flowText('a', 'n')}triggers:\n  - id: w\n    type: io.kestra.plugin.core.trigger.Flow\n    conditions:\n` +
    `      - type: io.kestra.plugin.core.condition.ExecutionFlow\n        namespace: n\n        flowId: gone\n`;
  const unknown = (text: string, isComplete: boolean) => {
    const desired = desiredOf({ 'a.yml': text });
    const server = { flows: keyed([], () => undefined), isComplete: () => isComplete };
    return findUnknownFlows(desired, readReferences(desired), server, 'warning');
  };

  test.each([
    [
      'unknown-subflow',
      callingText('a', 'n', ['n', 'gone']),
      'The subflow n/gone is neither deployed by this run nor on the server.',
      7,
    ],
    ['unknown-flow', waiting, 'This waits for n/gone, which is neither deployed by this run nor on the server.', 12],
  ])('is a finding: %s', (rule, text, message, startLine) => {
    expect(unknown(text, true)).toMatchObject([
      {
        severity: 'warning',
        rule,
        message,
        hint: 'Deploy it as well, or correct the name.',
        origin: 'local',
        file: 'a.yml',
        range: { startLine },
        flow: { namespace: 'n', id: 'a' },
        document: 0,
      },
    ]);
    expect(unknown(text, false)).toEqual([]);
  });

  const says = (text: string, more: Partial<Finding> = {}) => finding({ original: text, ...more });
  const missing = says("The subflow 'gone' not found in namespace 'n'.");
  const ours = finding({ rule: 'unknown-subflow', message: 'The subflow n/gone is not there.' });

  test.each<[string, Finding, readonly Finding[], boolean]>([
    ['the same', missing, [ours], true],
    ['the same of the first document', { ...missing, document: 0 }, [ours], true],
    ['the same among others', missing, [finding(), ours], true],
    ['nothing', missing, [], false],
    ['another flow', missing, [{ ...ours, message: 'The subflow n/other is not there.' }], false],
    ['another rule', missing, [{ ...ours, rule: 'unknown-flow' }], false],
    ['another file', missing, [{ ...ours, file: 'b.yml' }], false],
    ['another document', missing, [{ ...ours, document: 1 }], false],
    ['it, and the server says more', says(`${missing.original} Yet.`), [ours], false],
    ['it, and the server quotes it', says(`It says: ${missing.original}`), [ours], false],
  ])('the word of the server is left out when this was found: %s', (_what, theirs, found, expected) => {
    expect(isKnownBetter(theirs, found, () => true)).toBe(expected);
  });

  test('or when the flow is disabled there, and this run enables it', () => {
    const disabled = finding({ message: "The subflow 'b' is disabled in namespace 'n.m'." });
    expect(isKnownBetter(disabled, [], (key) => key === 'n.m/b')).toBe(true);
    expect(isKnownBetter(disabled, [], (key) => key !== 'n.m/b')).toBe(false);
  });
});

test('a call of a flow to itself, or to one that does not come along, is none between them; each pair is one', () => {
  const files = {
    'a.yml': callingText('a', 'n', ['n', 'a'], ['n', 'b'], ['n', 'b'], ['far', 'x']),
    'b.yml': flowText('b', 'n'),
  };
  const desired = desiredOf(files);
  expect(callsBetween(desired, readReferences(desired))).toEqual([{ from: 'n/a', to: 'n/b' }]);
});
