import { describe, expect, test } from '@jest/globals';
import { isCarriedOut } from '../../../src/actions/deployment.js';
import { verdictOf } from '../../../src/actions/verdict.js';

const failure = { reason: 'incomplete', message: '1 of 2 failed.' } as const;
const action = (isComplete?: boolean) => ({
  verdict: (result: { readonly failure?: typeof failure }) => result.failure,
  ...(isComplete === undefined ? {} : { isComplete: () => isComplete }),
});

describe('a run that was cancelled', () => {
  test.each([
    ['was not complete', action(false), 'cancelled'],
    ['cannot tell that it was complete', action(), 'cancelled'],
    ['had done everything', action(true), undefined],
  ])('%s', (_name, of, reason) => {
    expect(verdictOf(of, {}, {}, true)?.reason).toBe(reason);
  });

  test('and had failed has failed', () => {
    expect(verdictOf(action(false), { failure }, {}, true)).toBe(failure);
  });
});

test('a run that was not cancelled is complete', () => {
  expect(verdictOf(action(false), {}, {}, false)).toBeUndefined();
});

test('a deployment without failure that changed something was carried out; a plan never is', () => {
  expect(isCarriedOut({ changed: true }, { dryRun: false })).toBe(true);
  expect(isCarriedOut({ changed: false }, { dryRun: false })).toBe(false);
  expect(isCarriedOut({ changed: true }, { dryRun: true })).toBe(false);
});
