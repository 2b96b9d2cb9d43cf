import { describe, expect, test } from '@jest/globals';
import { judgeDocument } from '../../../../src/rules/judge.js';
import { parsed, places } from '../../lint/placed.js';

/** Types outside the core: nobody needs to know them to know what every task and every trigger has. */
const flow = (task: string, trigger = '') =>
  `id: a\nnamespace: b\ntasks:\n  - id: t\n    type: com.acme.Task\n${task}triggers:\n  - id: u\n    type: com.acme.Trigger\n${trigger}`;

describe('what every task and every trigger has is judged as in the core, of whatever plugin', () => {
  test.each([
    ['whatever the plugin may have', flow('    anything: 1\n', '    anything: 1\n'), []],
    ['a retry', flow('    retry: 5\n'), ['6:12-6:13 unknown-type 5']],
    ['in a retry', flow('    retry: { type: constant, intervall: PT1S }\n'), ['6:30-6:39 unknown-property intervall']],
    ['a boolean', flow('    disabled: perhaps\n'), ['6:15-6:22 wrong-value perhaps']],
    ['a level', flow('    logLevel: LOUD\n'), ['6:15-6:19 wrong-value LOUD']],
    ['the id', flow('').replace('id: t', 'id: t t'), ['4:9-4:12 wrong-pattern t t']],
    [
      'a condition',
      flow('', '    conditions:\n      - { type: io.kestra.plugin.core.condition.Expresion }\n'),
      ['10:17-10:58 unknown-type io.kestra.plugin.core.condition.Expresion'],
    ],
  ])('%s', (_, source, expected) => {
    const { problems } = judgeDocument(parsed(source), { rules: '1.3' });
    const errors = problems.filter(({ severity }) => severity === 'error');
    expect(places(source, errors)).toEqual(expected);
  });

  test('a task without anything to retry is no deprecation, a trigger with minLogLevel is', () => {
    const { server } = judgeDocument(parsed(flow('', '    minLogLevel: INFO\n')), { rules: '1.3' });
    expect([server.constraints, server.deprecationPaths]).toEqual([undefined, []]);
  });
});
