import { expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import { queryGroups, unzipTexts } from '../../../src/kestra/export-zip.js';

test.each([
  ['fit into one query', [1500, 1499], [3000]],
  ['do not, by one character', [1500, 1500], [1500, 1500]],
  ['fill two', [1000, 1000, 998, 1], [3000, 1]],
])('names that %s', (_what, lengths, expected) => {
  expect(queryGroups(lengths.map((length) => 'a'.repeat(length))).map(({ length }) => length)).toEqual(expected);
});

test('names are encoded', () => {
  expect(queryGroups(['a b', 'ü'])).toEqual(['a%20b,%C3%BC']);
});

test('texts that are too large together are refused', () => {
  const zip = zipSync({ a: Buffer.from('four'), b: Buffer.from('five!') });
  expect(unzipTexts(zip, 9)).toEqual(['four', 'five!']);
  expect(() => unzipTexts(zip, 8)).toThrow('too large');
});
