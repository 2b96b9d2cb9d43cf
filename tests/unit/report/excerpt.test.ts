import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { displayWidth } from '../../../src/report/display-width.js';
import { renderExcerpt } from '../../../src/report/excerpt.js';

const at = (startColumn: number, endColumn: number, startLine = 14, endLine = startLine) => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});

describe('an excerpt marks the place', () => {
  test.each([
    ['a key', '    mesage: Hello', at(5, 11), '14 │     mesage: Hello\n   │     ^^^^^^'],
    ['a tab', '\tmesage: x', at(2, 8), '14 │  mesage: x\n   │  ^^^^^^'],
    ['wide characters before it', '漢字: x', at(5, 6), '14 │ 漢字: x\n   │       ^'],
    ['wide characters', 'a: 🎉é', at(4, 7), '14 │ a: 🎉é\n   │    ^^^'],
    ['Windows line ends', 'a: b\r', at(1, 2), '14 │ a: b\n   │ ^'],
    ['several lines', 'tasks:', at(1, 3, 14, 20), '14 │ tasks:\n   │ ^^^^^^'],
    ['the end of the line', 'id:', at(4, 4), '14 │ id:\n   │    ^'],
    ['an empty line', '', at(1, 1), '14 │\n   │ ^'],
    ['a place beyond the line', 'a', at(90, 95), '14 │ a\n   │  ^'],
    ['a byte order mark', '\uFEFFid: x', at(1, 3, 1), '1 │ id: x\n  │ ^^'],
    ['a byte order mark of a later line', '\uFEFFid: x', at(2, 4), '14 │ \uFFFDid: x\n   │  ^^'],
    ['a byte order mark inside', 'a\uFEFFb', at(3, 4, 1), '1 │ a\uFFFDb\n  │   ^'],
    ['a carriage return inside', 'a\rb\r', at(3, 4), '14 │ a\uFFFDb\n   │   ^'],
    ['wide characters alone', '漢字', at(1, 3), '14 │ 漢字\n   │ ^^^^'],
    ['a combining mark', 'e\u0301: x', at(4, 5), '14 │ e\u0301: x\n   │   ^'],
  ])('%s', (_name, line, range, expected) => {
    expect(renderExcerpt(line, range)).toBe(expected);
  });

  const digits = (length: number) => '0123456789'.repeat(30).slice(0, length);

  test.each([
    ['which just fits', digits(110), 100, digits(110), 99],
    ['not before a place near its beginning', digits(200), 80, `${digits(110)}…`, 79],
    ['30 characters before a place further on', digits(200), 81, `…${digits(110)}…`, 31],
    ['only at its beginning near its end', digits(200), 195, `…${digits(200).slice(164)}`, 31],
    [
      'no character in two, at its beginning',
      `${'a'.repeat(69)}😀${digits(29)}X${digits(200)}`,
      101,
      `…😀${digits(29)}X${digits(78)}…`,
      32,
    ],
    ['no character in two, at its end', `${digits(109)}😀${digits(9)}`, 1, `${digits(109)}…`, 0],
  ])('a long line is cut %s', (_name, line, column, shown, blanks) => {
    expect(renderExcerpt(line, at(column, column + 1))).toBe(`14 │ ${shown}\n   │ ${' '.repeat(blanks)}^`);
  });

  test('a long line is cut around it', () => {
    const line = `${'a'.repeat(3000)}HERE${'b'.repeat(3000)}`;
    const [shown, below] = renderExcerpt(line, at(3001, 3005)).split('\n');
    expect(shown).toMatch(/^14 │ …a+HEREb+…$/);
    expect(shown!.length).toBeLessThan(130);
    expect(below!.indexOf('^^^^')).toBe(shown!.indexOf('HERE'));
    expect(below).toMatch(/ \^{4}$/);
  });

  test('any line and place: two lines, the carets within the first', () => {
    const lines = fc.string({ unit: 'binary', maxLength: 400 }).map((text) => text.replace(/\n/g, ''));
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 900 }), fc.nat(900), (line, column, length) => {
        const [shown, below, ...more] = renderExcerpt(line, at(column, column + length)).split('\n');
        expect(more).toEqual([]);
        expect(below).toMatch(/^ {3}│ *\^+$/);
        expect(shown).not.toMatch(/\p{Cs}/u);
        expect(displayWidth(below!)).toBeLessThanOrEqual(Math.max(2 * 110 + 10, displayWidth(shown!) + 1));
      }),
    );
  });
});
