import { describe, expect, test } from '@jest/globals';
import { asksForExport, asksForSizes } from '../../../src/namespace-files/comparison.js';

const MEBIBYTE = 1024 * 1024;
const files = (count: number, folders: number, size = 1) =>
  Array.from({ length: count }, (_, index) => ({ size, folder: `/${index % folders}` }));

describe('whether sizes are asked for', () => {
  test.each([
    [40, 40, true],
    [41, 41, false],
    [100, 40, true],
    [1, 1, true],
  ])('%i files in %i folders: %p', (count, folders, isAsked) => {
    expect(asksForSizes({ candidates: files(count, folders), stored: count })).toBe(isAsked);
  });
});

describe('whether one export is asked for', () => {
  test.each([
    ['16 files are many', files(16, 1), 16, true],
    ['15 are few', files(15, 1), 15, false],
    ['half of the namespace', files(16, 1), 32, true],
    ['less than half of it', files(16, 1), 33, false],
    ['as much as memory holds', files(16, 1, 8 * MEBIBYTE), 16, true],
    ['more than that', [...files(16, 1, 8 * MEBIBYTE), { size: 1, folder: '/' }], 17, false],
  ])('%s', (_what, candidates, stored, isAsked) => {
    expect(asksForExport({ candidates, stored })).toBe(isAsked);
  });
});
