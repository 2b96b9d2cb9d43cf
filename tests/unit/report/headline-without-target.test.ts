import { expect, test } from '@jest/globals';
import { headlineOf } from '../../../src/report/headline.js';
import { plainHeadline } from '../../../src/report/sentence.js';
import { fileDeployment } from './reports.js';

const NONE = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
const headline = (more: Parameters<typeof fileDeployment>[0]) => plainHeadline(headlineOf(fileDeployment(more)), {});

test.each([
  [false, /^Files not uploaded( on Kestra)?: the inputs are wrong$/],
  [true, /^Plan for files( on Kestra)?: the inputs are wrong$/],
])('wrong inputs name no target, dry run %s', (dryRun, expected) => {
  const failure = { reason: 'inputs', short: 'the inputs are wrong', message: 'x' } as const;
  const wrong = { namespace: '', namespacePath: '/', counts: NONE, changed: false, files: [], dryRun, failure };
  expect(headline(wrong)).toMatch(expected);
});

test('a change that a failure left behind is not called nothing to do', () => {
  const failure = { reason: 'incomplete', short: '1 of 1 failed', message: 'x' } as const;
  expect(headline({ counts: { ...NONE, failed: 1 }, changed: true, failure })).toMatch(/: 1 of 1 failed$/);
});
