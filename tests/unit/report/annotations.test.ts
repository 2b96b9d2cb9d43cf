import { describe, expect, test } from '@jest/globals';
import { renderAnnotations } from '../../../src/report/annotations.js';
import { finding } from './reports.js';

const many = (count: number, severity: 'error' | 'warning' | 'notice') =>
  Array.from({ length: count }, (_, index) => finding({ severity, message: `${severity} ${index}` }));

describe('annotations', () => {
  test('the worst come first; with the error of the step itself there are 10 of each', () => {
    const { annotations, rest } = renderAnnotations([
      ...many(12, 'notice'),
      ...many(11, 'warning'),
      ...many(1240, 'error'),
    ]);
    expect(annotations.map(({ severity }) => severity)).toEqual([
      ...Array<string>(9).fill('error'),
      ...Array<string>(10).fill('warning'),
      ...Array<string>(10).fill('notice'),
    ]);
    expect(rest).toBe(
      'GitHub marks at most 10 errors, 10 warnings and 10 notices of a step in the files; 1,231 more errors, 1 more warning and 2 more notices are in the log above.',
    );
  });

  test('what several findings have in common is shown once before it is shown again', () => {
    const [other, hinted] = [finding({ message: 'Another.' }), finding({ hint: 'Do.' })];
    const { annotations } = renderAnnotations([finding(), finding(), other, finding(), hinted]);
    expect(annotations.map(({ message }) => message)).toEqual([
      'Unknown property "mesage".',
      'Another.',
      'Unknown property "mesage". Do.',
      'Unknown property "mesage".',
      'Unknown property "mesage".',
    ]);
    const [ab, apart] = [{ message: 'ab' }, { message: 'a', hint: 'b' }];
    const again = renderAnnotations([finding(ab), finding(ab), finding(apart)]).annotations;
    expect(again.map(({ message }) => message)).toEqual(['ab', 'a b', 'ab']);
    expect(renderAnnotations([]).annotations).toEqual([]);
  });

  test('what is not shown is counted in one sentence', () => {
    const shown = 'GitHub marks at most 10 errors, 10 warnings and 10 notices of a step in the files;';
    const rest = (...counts: readonly [number, number, number]) =>
      renderAnnotations([...many(counts[0], 'error'), ...many(counts[1], 'warning'), ...many(counts[2], 'notice')])
        .rest;
    expect(rest(9, 10, 10)).toBeUndefined();
    expect(rest(10, 0, 0)).toBe(`${shown} 1 more error is in the log above.`);
    expect(rest(0, 12, 0)).toBe(`${shown} 2 more warnings are in the log above.`);
    expect(rest(10, 0, 11)).toBe(`${shown} 1 more error and 1 more notice are in the log above.`);
  });

  test('a range in a line has columns, one over several lines has none', () => {
    const place = (startLine: number, startColumn: number, endLine: number, endColumn: number) => {
      const range = { startLine, startColumn, endLine, endColumn };
      const {
        startLine: line,
        endLine: last,
        startColumn: from,
        endColumn: to,
      } = renderAnnotations([finding({ range })]).annotations[0]!;
      return [line, from, last, to];
    };
    expect(place(3, 5, 3, 11)).toEqual([3, 5, 3, 11]);
    expect(place(3, 5, 3, 5)).toEqual([3, 5, 3, 5]);
    expect(place(3, 5, 7, 4)).toEqual([3, undefined, 7, undefined]);
    expect(place(3, 5, 7, 1)).toEqual([3, undefined, 6, undefined]);
    expect(place(3, 5, 3, 1)).toEqual([3, 5, 3, 5]);
    expect(place(3, 5, 4, 2)).toEqual([3, undefined, 4, undefined]);
    expect(place(3, 5, 4, 1)).toEqual([3, undefined, 3, undefined]);
  });

  test('title, message with the hint, and file; without a range on the first line', () => {
    expect(renderAnnotations([finding({ hint: 'Write "message".', range: undefined } as never)]).annotations).toEqual([
      {
        severity: 'error',
        title: 'Kestra: unknown-property',
        message: 'Unknown property "mesage". Write "message".',
        file: 'flows/a.yml',
        startLine: 1,
      },
    ]);
  });

  test('a message fits into what the runner sends, and is not cut within a character', () => {
    const [annotation] = renderAnnotations([finding({ message: `x${'😀'.repeat(5000)}` })]).annotations;
    expect(annotation!.message.length).toBeLessThanOrEqual(4096);
    expect(annotation!.message).toMatch(/^x😀+…$/u);
  });
});
