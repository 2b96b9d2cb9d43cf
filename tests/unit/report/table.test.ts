import { expect, test } from '@jest/globals';
import { renderTable } from '../../../src/report/table.js';

const rows = (count: number) => Array.from({ length: count }, (_, index) => [`${index}`, '', 'x']);
const lines = (text: string) => text.split('\n');

test('a column without text is left out', () => {
  expect(lines(renderTable(['a', 'b', 'c'], rows(2), 10, 'row'))).toEqual([
    '| a | c |',
    '| --- | --- |',
    '| 0 | x |',
    '| 1 | x |',
  ]);
});

test('no rows are no table', () => {
  expect(renderTable(['a'], [], 10, 'row')).toBe('');
  expect(renderTable(['a', 'b', 'c'], rows(3), 0, 'row')).toBe('… and 3 more rows.');
});

test('fifty rows stand open, further ones are folded, the rest is counted', () => {
  expect(renderTable(['a', 'b', 'c'], rows(50), 100, 'row')).not.toContain('<details>');
  expect(lines(renderTable(['a', 'b', 'c'], rows(53), 51, 'row')).slice(-11)).toEqual([
    '| 49 | x |',
    '',
    '<details><summary>1 more row</summary>',
    '',
    '| a | c |',
    '| --- | --- |',
    '| 50 | x |',
    '',
    '</details>',
    '',
    '… and 2 more rows.',
  ]);
});
