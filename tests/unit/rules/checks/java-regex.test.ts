import { expect, test } from '@jest/globals';
import { isBrokenPattern, matchesWhole } from '../../../../src/rules/checks/java-regex.js';

test.each(['[', '[a-', 'a(', 'a)', '*a', 'a|+', 'a**', '{a}', 'a{', 'x\\', '[[a]', '[]'])(
  '%s is no pattern',
  (pattern) => {
    expect(isBrokenPattern(pattern)).toBe(true);
  },
);

test.each([
  '[a-z]+',
  'a{2,3}?',
  '\\{a\\}',
  '[]a]',
  '[a[b]&&c]',
  '\\Q[\\E',
  '\\p{L}+',
  '(?<n>a)',
  'a++',
  '}',
  '^*',
  '\\x{1F600}',
])('%s is one', (pattern) => {
  expect(isBrokenPattern(pattern)).toBe(false);
});

test('what matches in both languages is tried', () => {
  expect(matchesWhole('[a-z]+', 'abc')).toBe(true);
  expect(matchesWhole('[a-z]+', 'abc1')).toBe(false);
});

test('what could run for long, or mean something else, is not', () => {
  expect(matchesWhole('(a+)+', 'a'.repeat(50))).toBeUndefined();
  expect(matchesWhole('(?i)a', 'A')).toBeUndefined();
  expect(matchesWhole('a*b*c*d*e*', 'x')).toBeUndefined();
  expect(matchesWhole('[a&&b]', 'a')).toBeUndefined();
});
