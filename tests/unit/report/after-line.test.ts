import { expect, test } from '@jest/globals';
import { renderAnnotations } from '../../../src/report/annotations.js';
import { renderFindings } from '../../../src/report/log.js';
import { renderSummary } from '../../../src/report/summary.js';
import { markedWordsOf, wordsOf } from '../../../src/report/finding-words.js';
import { context, finding, validation } from './reports.js';

const range = { startLine: 7, startColumn: 11, endLine: 7, endColumn: 16 };
const first = finding();
const later = finding({ message: 'Unknown type "STRNG".', hint: 'Use STRING.', afterLine: 3, range });

test('where findings stand together, what Kestra comes to later is marked, and the mark explained once', () => {
  const mark = 'Unknown type "STRNG". Use STRING. (after line 3)';
  const meaning = '"After line …": Kestra stops at that line, and reports this once the line is right.';
  expect(renderFindings([first, later, later]).open.slice(1)).toEqual([
    '    3:5      error    Unknown property "mesage".',
    `    7:11     error    ${mark}`,
    `    7:11     error    ${mark}`,
    `    ${meaning}`,
  ]);
  const summary = renderSummary(validation([first, later, later]), context).replaceAll('&#34;', '"');
  expect(summary.split(mark.replace('(', '&#40;').replace(')', '&#41;'))).toHaveLength(3);
  expect(summary.split(meaning)).toHaveLength(2);
});

test('where all comes at once there is nothing to explain', () => {
  expect(renderFindings([first]).open.at(-1)).toBe('    3:5      error    Unknown property "mesage".');
  expect(renderSummary(validation([first]), context)).not.toMatch(/fter line/);
});

test('a finding that stands alone says it in a sentence', () => {
  expect(renderAnnotations([first, later]).annotations.map(({ message }) => message)).toEqual([
    'Unknown property "mesage".',
    'Unknown type "STRNG". Kestra stops at line 3 before it comes to this. Use STRING.',
  ]);
});

test.each([
  [{ message: 'Odd.' }, 'Odd.', 'Odd.'],
  [{ message: 'Odd.', hint: 'Do.' }, 'Odd. Do.', 'Odd. Do.'],
  [{ message: 'Odd.', afterLine: 3 }, 'Odd. Kestra stops at line 3 before it comes to this.', 'Odd. (after line 3)'],
  [
    { message: 'Odd.', hint: 'Do.', afterLine: 3 },
    'Odd. Kestra stops at line 3 before it comes to this. Do.',
    'Odd. Do. (after line 3)',
  ],
])('the words of %j, alone and among others', (words, alone, amongOthers) => {
  expect([wordsOf(words), markedWordsOf(words)]).toEqual([alone, amongOthers]);
});
