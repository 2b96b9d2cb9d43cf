import { describe, expect, test } from '@jest/globals';
import {
  counted,
  countedActions,
  countedFindings,
  countedPlan,
  sizeOf,
  sizeOfFile,
} from '../../../src/report/counts.js';

describe('counts', () => {
  test.each([
    [0, '0 flows'],
    [1, '1 flow'],
    [2, '2 flows'],
    [1200, '1,200 flows'],
  ])('%i', (count, words) => {
    expect(counted(count, 'flow')).toBe(words);
  });

  const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
  const all = { created: 1200, updated: 2, unchanged: 3, deleted: 4, failed: 5 };

  test('of a deployment and of a plan: what is not zero', () => {
    expect(countedActions(all)).toBe('1,200 created, 2 updated, 3 unchanged, 4 deleted, 5 failed');
    expect(countedPlan(all)).toBe('1,200 to create, 2 to update, 3 unchanged, 4 to delete, 5 failed');
    expect(countedPlan({ ...none, updated: 1 })).toBe('1 to update');
    expect([countedActions(none), countedPlan(none)]).toEqual(['', '']);
  });

  const nothing = { files: 0, flows: 0, invalidFlows: 0, errors: 0, warnings: 0, notices: 0, silenced: 0 };

  test.each([
    [{ ...nothing, files: 1 }, '1 file · 0 flows · 0 errors · 0 warnings'],
    [
      { files: 3, flows: 4, invalidFlows: 9, errors: 1, warnings: 2, notices: 1, silenced: 1 },
      '3 files · 4 flows · 1 error · 2 warnings · 1 notice · 1 silenced',
    ],
    [nothing, ''],
    [{ ...nothing, errors: 1 }, '1 error'],
    [{ ...nothing, silenced: 1200 }, '1,200 silenced'],
  ])('of a validation: %j', (counts, words) => {
    expect(countedFindings(counts).join(' · ')).toBe(words);
  });
});

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9949, '9.9 kB'],
    [9950, '10 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [9_949_000, '9.9 MB'],
    [31_400_000, '31 MB'],
  ])('%i', (bytes, words) => {
    expect(sizeOf(bytes)).toBe(words);
  });

  test.each([
    ['that is new', { file: 'a', bytes: 4 }, '4 B'],
    ['that is overwritten', { file: 'a', bytes: 4, bytesBefore: 5000 }, '5.0 kB → 4 B'],
    ['of equal size', { file: 'a', bytes: 4, bytesBefore: 4 }, '4 B'],
    ['that goes', { bytes: 0, bytesBefore: 5 }, '5 B'],
    ['that goes, of unknown size', { bytes: 0 }, ''],
  ])('of a file %s', (_name, file, words) => {
    expect(sizeOfFile(file)).toBe(words);
  });
});
