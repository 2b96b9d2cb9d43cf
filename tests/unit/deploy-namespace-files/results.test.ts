import { expect, test } from '@jest/globals';
import {
  deletedChange,
  plannedChange,
  plannedDeletion,
  writtenChange,
} from '../../../src/deploy-namespace-files/results.js';

const desired = { file: { path: 'src/a', inRoot: 'a', size: 3 }, path: '/a' };
const head = { file: 'src/a', target: '/a', bytes: 3 };
const update = { kind: 'update', desired } as const;
const deletion = { stored: '/a', reason: 'not in src' };
const written = { action: 'updated', bytes: 3 } as const;
const notUndone = { state: 'not-undone', reason: 'Kestra is gone.' } as const;

test('a plan says what it would do; a run that did not come to it skipped it', () => {
  expect(plannedChange(update, { bytesBefore: 1 }, true)).toEqual({ ...head, action: 'updated', bytesBefore: 1 });
  expect(plannedChange(update, { bytesBefore: 1 }, false)).toEqual({ ...head, action: 'skipped' });
  expect(plannedChange({ ...update, kind: 'unchanged' }, {}, false)).toEqual({ ...head, action: 'unchanged' });
  expect(plannedChange({ ...update, kind: 'conflict' }, {}, false)).toEqual({
    ...head,
    action: 'conflict',
    error: 'Exists on the server and differs.',
  });
  expect(plannedDeletion(deletion, {}, true)).toMatchObject({ action: 'deleted', reason: 'not in src' });
  expect(plannedDeletion(deletion, {}, false)).toMatchObject({ action: 'skipped', reason: 'not in src' });
});

test.each([
  [{ state: 'done', result: written } as const, { action: 'updated' }],
  [{ state: 'done', result: written, undone: { state: 'undone' } } as const, { action: 'undone', rollback: 'undone' }],
  [{ state: 'done', result: written, undone: { state: 'untouched' } } as const, { action: 'updated' }],
  [
    { state: 'done', result: written, undone: notUndone } as const,
    { action: 'updated', rollback: 'not-undone', error: 'This was not undone. Kestra is gone.' },
  ],
  [
    { state: 'failed', error: new Error('boom'), undone: notUndone } as const,
    { action: 'failed', rollback: 'not-undone', error: 'boom This was not undone. Kestra is gone.' },
  ],
  [
    { state: 'failed', error: new Error('boom'), undone: { state: 'undone' } } as const,
    { action: 'failed', rollback: 'undone', error: 'boom' },
  ],
  [{ state: 'skipped' } as const, { action: 'skipped' }],
  [
    { state: 'under-way' } as const,
    { action: 'failed', error: 'It was under way when the run ended: look at it in Kestra.' },
  ],
])('%j', (outcome, became) => {
  expect(writtenChange(update, outcome, { bytesBefore: 1 })).toEqual({ ...head, bytesBefore: 1, ...became });
  expect(deletedChange(deletion, outcome, {})).toEqual({ target: '/a', bytes: 0, reason: 'not in src', ...became });
});

test('what needed nothing is unchanged', () => {
  expect(writtenChange({ ...update, kind: 'unchanged' }, undefined, {})).toEqual({ ...head, action: 'unchanged' });
});
