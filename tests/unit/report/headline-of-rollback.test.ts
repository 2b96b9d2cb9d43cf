import { expect, test } from '@jest/globals';
import { headlineOf } from '../../../src/report/headline.js';
import type { FlowChangeReport, RunReport } from '../../../src/report/model.js';
import { plainHeadline } from '../../../src/report/sentence.js';
import { fileDeployment, flowDeployment } from './reports.js';

type Change = Pick<FlowChangeReport, 'action' | 'rollback'>;

const UNDONE: Change = { action: 'undone', rollback: 'undone' };
const SKIPPED: Change = { action: 'skipped' };

test.each<[string, number, readonly Change[], string]>([
  ['cancelled', 0, [UNDONE, UNDONE, SKIPPED], 'cancelled, the 2 changes before it were undone'],
  ['cancelled at once', 0, [SKIPPED], 'cancelled'],
  [
    'failed, its own change put back',
    1,
    [UNDONE, { action: 'failed', rollback: 'undone' }],
    '1 of 2 failed, the 1 change before it was undone',
  ],
  ['failed first', 1, [{ action: 'failed' }, SKIPPED], '1 of 2 failed'],
])('%s', (_name, failed, changes, expected) => {
  const more = {
    changed: false,
    counts: { created: 0, updated: 0, unchanged: 0, deleted: 0, failed },
    failure: { reason: 'rolled-back', short: '', message: '' },
  } as const;
  const flows = changes.map((change, index) => ({ namespace: 'n', id: `f${index}`, ...change }));
  const files = changes.map((change, index) => ({ target: `/f${index}`, bytes: 1, ...change }));
  const plain = (report: RunReport) => plainHeadline(headlineOf(report), { kestraUrl: 'https://kestra' });
  expect(plain(flowDeployment({ ...more, flows }))).toBe(`Flows: ${expected}; kestra is as it was`);
  expect(plain(fileDeployment({ ...more, files }))).toBe(
    `Files in company.team:/config: ${expected}; kestra is as it was`,
  );
});
