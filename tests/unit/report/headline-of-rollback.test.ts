import { expect, test } from '@jest/globals';
import { headlineOf } from '../../../src/report/headline.js';
import type { FlowChangeReport } from '../../../src/report/model.js';
import { flowDeployment } from './reports.js';

type Change = Pick<FlowChangeReport, 'action' | 'rollback'>;

const UNDONE: Change = { action: 'undone', rollback: 'undone' };
const SKIPPED: Change = { action: 'skipped' };

function headline(failed: number, ...changes: readonly Change[]): string {
  const report = flowDeployment({
    changed: false,
    flows: changes.map((change, index) => ({ namespace: 'n', id: `f${index}`, ...change })),
    counts: { created: 0, updated: 0, unchanged: 0, deleted: 0, failed },
    failure: { reason: 'rolled-back', short: '', message: '' },
  });
  return headlineOf(report)
    .pieces.map((piece) => (typeof piece === 'string' ? piece : ' …'))
    .join('');
}

test.each([
  [
    'cancelled',
    headline(0, UNDONE, UNDONE, SKIPPED),
    'Flows: cancelled, the 2 changes before it were undone; … as it was',
  ],
  ['cancelled at once', headline(0, SKIPPED), 'Flows: cancelled; … as it was'],
  [
    'failed, its own change put back',
    headline(1, UNDONE, { action: 'failed', rollback: 'undone' }),
    'Flows: 1 of 2 failed, the 1 change before it was undone; … as it was',
  ],
  ['failed first', headline(1, { action: 'failed' }, SKIPPED), 'Flows: 1 of 2 failed; … as it was'],
])('%s', (_name, shown, expected) => {
  expect(shown.replace('; … is', '; …')).toBe(expected);
});
