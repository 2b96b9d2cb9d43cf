import { describe, expect, test } from '@jest/globals';
import type { DesiredFlow } from '../../../src/deploy-flows/desired.js';
import { deletedChange, plannedDeletion, writtenChange } from '../../../src/deploy-flows/results.js';
import { beforeWrite, isUnwritten, UnwrittenError } from '../../../src/deploy-flows/unwritten.js';
import { ActionError } from '../../../src/errors.js';

const desired = {
  namespace: 'n',
  id: 'a',
  file: 'a.yml',
  line: 1,
  parsed: { document: { source: 'after' } },
} as DesiredFlow;
const head = { namespace: 'n', id: 'a', file: 'a.yml', line: 1 };
const deletion = { stored: { namespace: 'n', id: 'a', key: 'n/a', source: '', revision: 1 }, reason: 'removed' };
const notUndone = { state: 'not-undone', reason: 'Kestra is gone.' } as const;
const updated = { action: 'updated', revisionBefore: 1, revisionAfter: 2, sourceBefore: 'before' } as const;
const sources = { before: 'before', after: 'after' };

describe('a flow that was written', () => {
  test.each([
    [
      { state: 'done', result: { action: 'created', revisionAfter: 1 } } as const,
      { action: 'created', revisionAfter: 1 },
    ],
    [{ state: 'done', result: updated } as const, { action: 'updated', revisionBefore: 1, revisionAfter: 2, sources }],
    [
      { state: 'done', result: updated, undone: { state: 'undone', revision: 3 } } as const,
      { action: 'undone', revisionBefore: 1, revisionAfter: 3, sources, rollback: 'undone' },
    ],
    [
      { state: 'done', result: { action: 'created', revisionAfter: 1 }, undone: { state: 'undone' } } as const,
      { action: 'undone', rollback: 'undone' },
    ],
    [
      { state: 'done', result: updated, undone: notUndone } as const,
      {
        action: 'updated',
        revisionBefore: 1,
        revisionAfter: 2,
        sources,
        rollback: 'not-undone',
        error: 'This was not undone. Kestra is gone.',
      },
    ],
    [{ state: 'failed', error: new Error('boom') } as const, { action: 'failed', error: 'boom' }],
    [
      { state: 'failed', error: new Error('boom'), undone: notUndone } as const,
      { action: 'failed', rollback: 'not-undone', error: 'boom This was not undone. Kestra is gone.' },
    ],
    [
      { state: 'failed', error: new Error('boom'), undone: { state: 'undone', revision: 3 } } as const,
      { action: 'failed', error: 'boom', rollback: 'undone' },
    ],
    [
      { state: 'failed', error: new Error('boom'), undone: { state: 'untouched' } } as const,
      { action: 'failed', error: 'boom' },
    ],
    [{ state: 'skipped' } as const, { action: 'skipped' }],
    [
      { state: 'under-way' } as const,
      { action: 'failed', error: 'It was under way when the run ended: look at it in Kestra.' },
    ],
  ])('%j', (outcome, became) => {
    expect(writtenChange(desired, outcome)).toEqual({ ...head, ...became });
  });

  test('nothing to do', () => {
    expect(writtenChange(desired, undefined)).toEqual({ ...head, action: 'unchanged' });
  });
});

describe('a flow that was deleted', () => {
  const about = { namespace: 'n', id: 'a', reason: 'removed' };

  test.each([
    [
      { state: 'done', result: { action: 'deleted', revisionBefore: 4 } } as const,
      { action: 'deleted', revisionBefore: 4 },
    ],
    [{ state: 'done', result: { action: 'unchanged' } } as const, { action: 'deleted' }],
    [
      { state: 'done', result: { action: 'deleted' }, undone: { state: 'undone', revision: 5 } } as const,
      { action: 'undone', revisionAfter: 5, rollback: 'undone' },
    ],
    [{ state: 'failed', error: new Error('boom') } as const, { action: 'failed', error: 'boom' }],
    [{ state: 'skipped' } as const, { action: 'skipped' }],
  ])('%j', (outcome, became) => {
    expect(deletedChange(deletion, outcome)).toEqual({ ...about, ...became });
  });

  test('a plan would delete it, a run that did not come to it skipped it', () => {
    expect(plannedDeletion(deletion, { isPlan: true })).toEqual({ ...about, action: 'deleted' });
    expect(plannedDeletion(deletion, { isPlan: false })).toEqual({ ...about, action: 'skipped' });
  });
});

describe('a step that failed before it wrote', () => {
  test('keeps the message and the hint of what failed', async () => {
    const cause = new ActionError('No answer.', { hint: 'Look at Kestra.' });
    await expect(beforeWrite(Promise.reject(cause))).rejects.toMatchObject({
      message: 'No answer.',
      hint: 'Look at Kestra.',
      cause,
    });
    await expect(beforeWrite(Promise.reject(new Error('boom')))).rejects.toThrow(UnwrittenError);
    expect(await beforeWrite(Promise.resolve(1))).toBe(1);
  });

  test.each([
    ['said so', new UnwrittenError('x'), false, true],
    ['met a conflict at once', new RangeError('409'), false, true],
    ['met a conflict after a repetition, which may be its own write', new RangeError('409'), true, false],
    ['failed otherwise', new Error('500'), false, false],
  ])('%s', (_what, error, wasRepeated, expected) => {
    const failures = { isConflict: (one: unknown) => one instanceof RangeError, wasRepeated: () => wasRepeated };
    expect(isUnwritten(error, failures)).toBe(expected);
  });
});
