import { expect, test } from '@jest/globals';
import { conflictFailure } from '../../../src/plan/conflict.js';

const files = { one: 'file', done: 'uploaded', replace: 'overwrite' };

test('none is no failure', () => {
  expect(conflictFailure([], files)).toBeUndefined();
});

test('one', () => {
  expect(conflictFailure(['/0'], files)).toEqual({
    reason: 'conflict',
    short: '1 exists there and differs',
    message: '1 file exists on the server and differs (/0). Nothing was uploaded.',
    hint: 'Set `override: true` to overwrite it.',
  });
});

test('several', () => {
  expect(conflictFailure(['/0', '/1'], files)).toEqual({
    reason: 'conflict',
    short: '2 exist there and differ',
    message: '2 files exist on the server and differ (/0, /1). Nothing was uploaded.',
    hint: 'Set `override: true` to overwrite them.',
  });
});

test('of flows, in their words', () => {
  const flows = { one: 'flow', done: 'deployed', replace: 'update' };
  expect(conflictFailure(['n/a'], flows)).toEqual({
    reason: 'conflict',
    short: '1 exists there and differs',
    message: '1 flow exists on the server and differs (n/a). Nothing was deployed.',
    hint: 'Set `override: true` to update it.',
  });
  expect(conflictFailure(['n/a', 'n/b'], flows)).toEqual({
    reason: 'conflict',
    short: '2 exist there and differ',
    message: '2 flows exist on the server and differ (n/a, n/b). Nothing was deployed.',
    hint: 'Set `override: true` to update them.',
  });
});
