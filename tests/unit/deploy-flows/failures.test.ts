import { describe, expect, test } from '@jest/globals';
import { calledFailure, invalidFailure } from '../../../src/deploy-flows/failures.js';
import type { Finding } from '../../../src/findings/finding.js';
import { readFlows } from '../../../src/validation/check-flows.js';

const flow = (id: string) => `id: ${id}\nnamespace: n\ntasks: []\n`;
const { flows } = readFlows([
  { path: 'a.yml', text: `${flow('a')}---\n${flow('b')}` },
  { path: 'c.yml', text: flow('c') },
]);
const finding = (file: string, document?: number, severity: Finding['severity'] = 'error'): Finding => ({
  severity,
  rule: 'x',
  message: 'no.',
  origin: 'local',
  file,
  ...(document === undefined ? {} : { document }),
});

describe('invalid flows', () => {
  test.each<[string, readonly Finding[], string, string]>([
    ['one', [finding('c.yml')], '1 of 3 is invalid', '1 of 3 flows is invalid'],
    [
      'documents of a file, each once; warnings are none',
      [finding('a.yml', 0), finding('a.yml', 0), finding('a.yml', 1), finding('c.yml', 0, 'warning')],
      '2 of 3 are invalid',
      '2 of 3 flows are invalid',
    ],
    [
      'a file without flows',
      [finding('d.yml')],
      '1 file has no flow that can be read',
      '1 file has no flow that can be read',
    ],
    [
      'both',
      [finding('c.yml'), finding('d.yml'), finding('e.yml'), finding('e.yml')],
      '1 of 3 is invalid, and 2 files have no flow that can be read',
      '1 of 3 flows is invalid, and 2 files have no flow that can be read',
    ],
  ])('%s', (_what, findings, short, message) => {
    expect(invalidFailure(findings, flows)).toEqual({
      reason: 'findings',
      short,
      message: `${message}. Nothing was deployed.`,
    });
  });
});

describe('flows that others still name', () => {
  const hint = 'Remove the references, or let these flows go as well. Then run the step again.';

  test('none is no failure', () => {
    expect(calledFailure([])).toBeUndefined();
  });

  test('one, and several, each with who names it, once', () => {
    const call = (from: string, to: string) => ({ from, to });
    expect(calledFailure([call('n/a', 'n/x'), call('n/a', 'n/x'), call('n/b', 'n/x')])).toEqual({
      reason: 'deletions',
      short: '1 flow to delete, still named by others',
      message: '1 flow that the plan deletes is still needed: n/x is named by n/a, n/b. Nothing was changed.',
      hint,
    });
    expect(calledFailure([call('n/a', 'n/x'), call('n/b', 'n/y')])).toMatchObject({
      short: '2 flows to delete, still named by others',
      message:
        '2 flows that the plan deletes are still needed: n/x is named by n/a, n/y is named by n/b. Nothing was changed.',
    });
  });
});
