import { expect, test } from '@jest/globals';
import { outcomeFailure } from '../../../src/plan/outcome-failure.js';

const how = { isCancelled: false, isRolledBack: false, one: 'flow', done: 'deployed' };
const failed = { name: 'n/a', file: 'a.yml', action: 'failed', error: 'no.' } as const;
const skippedWrite = { name: 'n/b', file: 'b.yml', action: 'skipped' } as const;
const skippedDeletion = { name: 'n/c', action: 'skipped' } as const;

test('deletions that a failed write held back were left out, not unreached', () => {
  expect(outcomeFailure([failed, skippedDeletion], how)).toEqual({
    reason: 'incomplete',
    short: '1 of 2 failed, 1 deletion left out',
    message: '1 of 2 flows could not be deployed (n/a): no. 1 deletion was left out, because a write failed.',
  });
});

test('what a stop left is not reached, deletions with it', () => {
  expect(outcomeFailure([failed, skippedWrite, skippedDeletion], how)).toMatchObject({
    short: '1 of 3 failed, stopped before 2 flows',
    message: expect.stringMatching(/ 2 flows were not reached after that\.$/) as unknown,
  });
});

test('a deletion that failed is no write', () => {
  const failedDeletion = { name: 'n/d', action: 'failed', error: 'no.' } as const;
  expect(outcomeFailure([failedDeletion, skippedDeletion], how)).toMatchObject({
    short: '1 of 2 failed, stopped before 1 deletion',
    message: '1 of 2 flows could not be deleted (n/d): no. 1 deletion was not reached after that.',
  });
});

test('deletions that a cancellation left are called so', () => {
  expect(outcomeFailure([skippedDeletion, skippedDeletion], { ...how, isCancelled: true })).toEqual({
    reason: 'cancelled',
    short: 'cancelled before 2 deletions',
    message: 'The run was cancelled: 2 deletions were not carried out.',
  });
});

test('only changes before the failed one are counted as undone before it', () => {
  const undone = { name: 'n/d', file: 'd.yml', action: 'undone', rollback: 'undone' } as const;
  const outcomes = [undone, { ...failed, rollback: 'undone' } as const];
  expect(outcomeFailure(outcomes, { ...how, isRolledBack: true })?.message).toMatch(
    / 1 change before it was undone\. The server is as it was\.$/,
  );
});

test('a cancellation after the last step is no reason', () => {
  expect(outcomeFailure([failed], { ...how, isCancelled: true })).toEqual({
    reason: 'incomplete',
    short: '1 of 1 failed',
    message: '1 of 1 flow could not be deployed (n/a): no.',
  });
});

test('deletions are held back by one failed write among failed deletions', () => {
  const failedDeletion = { name: 'n/d', action: 'failed', error: 'no.' } as const;
  expect(outcomeFailure([failedDeletion, failed, skippedDeletion], how)).toMatchObject({
    short: '2 of 3 failed, 1 deletion left out',
    message: '2 of 3 flows could not be deployed (n/d, n/a): no. 1 deletion was left out, because a write failed.',
  });
});

test('each reason is read once, three at most, with a full stop', () => {
  const because = (error?: string) => ({ name: 'n/a', file: 'a.yml', action: 'failed', error }) as const;
  const outcomes = ['one', 'two!', 'one', 'three?'].map(because);
  const message = (all: Parameters<typeof outcomeFailure>[0]) => outcomeFailure(all, how)?.message;
  expect(message(outcomes)).toMatch(/: one\. · two! · three\?$/);
  expect(message([...outcomes, because('four')])).toMatch(/: one\. · two! · three\? · 1 more reason in the list\.$/);
  expect(message([{ name: 'n/a', file: 'a.yml', action: 'failed' } as const])).toMatch(/: no reason is known\.$/);
});

test('a rollback that was not needed, and one that was not possible', () => {
  const rolledBack = { ...how, isRolledBack: true };
  const left = { ...failed, rollback: 'not-undone' } as const;
  expect(outcomeFailure([failed], rolledBack)).toEqual({
    reason: 'rolled-back',
    short: '1 of 1 failed',
    message: '1 of 1 flow could not be deployed (n/a): no. The server is as it was.',
  });
  expect(outcomeFailure([left], rolledBack)).toEqual({
    reason: 'rollback-incomplete',
    short: '1 of 1 failed, 1 change could not be undone',
    message: '1 of 1 flow could not be deployed (n/a): no. 1 change could not be undone (n/a).',
    hint: 'Look at this flow in Kestra; each has its reason in the list.',
  });
  expect(outcomeFailure([left, { ...left, name: 'n/b' }], rolledBack)).toMatchObject({
    short: '2 of 2 failed, 2 changes could not be undone',
    message: '2 of 2 flows could not be deployed (n/a, n/b): no. 2 changes could not be undone (n/a, n/b).',
    hint: 'Look at these flows in Kestra; each has its reason in the list.',
  });
});
