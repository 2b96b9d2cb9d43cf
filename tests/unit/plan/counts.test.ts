import { expect, test } from '@jest/globals';
import { countChanges } from '../../../src/plan/counts.js';

const undone = { action: 'undone', rollback: 'undone' } as const;

test.each([
  ['nothing was to do', [{ action: 'unchanged' }], false, false],
  ['one thing was written', [{ action: 'created' }, { action: 'failed' }], false, true],
  ['all was undone', [undone, { action: 'failed', rollback: 'undone' }], false, false],
  ['one thing of several could not be undone', [undone, { action: 'failed', rollback: 'not-undone' }], false, true],
  ['a failed step left its write behind', [{ action: 'failed' }], true, true],
] as const)('whether the server changed: %s', (_what, changes, isLeftBehind, changed) => {
  expect(countChanges(changes, isLeftBehind).changed).toBe(changed);
});

test('a conflict counts as a failure, what was skipped or undone as nothing', () => {
  const actions = ['created', 'updated', 'unchanged', 'deleted', 'failed', 'conflict', 'skipped', 'undone'] as const;
  const { counts } = countChanges(actions.map((action) => ({ action })));
  expect(counts).toEqual({ created: 1, updated: 1, unchanged: 1, deleted: 1, failed: 2 });
});
