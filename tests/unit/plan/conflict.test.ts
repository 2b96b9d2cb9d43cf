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
  expect(conflictFailure(['n/a'], { one: 'flow', done: 'deployed', replace: 'update' })).toEqual({
    reason: 'conflict',
    short: '1 exists there and differs',
    message: '1 flow exists on the server and differs (n/a). Nothing was deployed.',
    hint: 'Set `override: true` to update it.',
  });
});
