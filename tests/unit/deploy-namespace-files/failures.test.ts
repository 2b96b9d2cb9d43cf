import { describe, expect, test } from '@jest/globals';
import { refusalFailure, stoppedFailure } from '../../../src/deploy-namespace-files/failures.js';

const refusals = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    file: { path: `src/${index}`, inRoot: `${index}`, size: 1 },
    path: `/${index}`,
    reason: 'no.',
  }));

describe('files whose names the server does not store', () => {
  test('one, with its reason on the same line', () => {
    expect(refusalFailure(refusals(1))).toEqual({
      reason: 'names',
      short: '1 file cannot be stored as it is named',
      message: 'src/0: no. Nothing was uploaded.',
    });
  });

  test('several, one a line', () => {
    expect(refusalFailure(refusals(2))).toEqual({
      reason: 'names',
      short: '2 files cannot be stored as they are named',
      message: 'src/0: no.\nsrc/1: no.\nNothing was uploaded.',
    });
  });

  test.each([
    [50, 51, 'src/49: no.'],
    [51, 52, '… and 1 more file.'],
    [53, 52, '… and 3 more files.'],
  ])('of %i, 50 are listed', (count, lines, last) => {
    const listed = refusalFailure(refusals(count)).message.split('\n');
    expect(listed).toHaveLength(lines);
    expect(listed.at(-2)).toBe(last);
  });
});

test.each([
  [1, 'cancelled before 1 file', 'The run was cancelled: 1 file was not uploaded.'],
  [2, 'cancelled before 2 files', 'The run was cancelled: 2 files were not uploaded.'],
])('a stop before %i', (count, short, message) => {
  expect(stoppedFailure(count)).toEqual({ reason: 'cancelled', short, message });
});
