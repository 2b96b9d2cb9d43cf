import { describe, expect, test } from '@jest/globals';
import { listed, nameOfClass, quoted, sentence } from '../../../src/findings/explain/words.js';

const letters = (count: number) => 'x'.repeat(count);

describe('a sentence', () => {
  test.each([
    ['a  b\n\tc', 'a b c.'],
    [' a b ', 'a b.'],
    ['a?', 'a?'],
    [letters(1000), `${letters(1000)}.`],
    [letters(1001), `${letters(999)}…`],
  ])('%j', (text, wanted) => {
    expect(sentence(text)).toBe(wanted);
  });
});

describe('a value in quotes', () => {
  test.each([
    ['as long as is shown', letters(120), letters(120)],
    ['longer', letters(121), `${letters(119)}…`],
    ['cut in a pair', `${letters(118)}😀${letters(9)}`, `${letters(118)}…`],
    ['a pair further in front', `😀${letters(200)}`, `😀${letters(117)}…`],
  ])('%s', (_what, text, wanted) => {
    expect(quoted(text)).toBe(`"${wanted}"`);
  });
});

test('a list of names: all of twelve, and how many more', () => {
  const names = [...'abcdefghijklmn'];
  const eleven = '"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"';
  expect(listed(['a'])).toBe('"a"');
  expect(listed(names.slice(0, 12))).toBe(`${eleven} and "l"`);
  expect(listed(names.slice(0, 13))).toBe(`${eleven}, "l" and 1 more`);
  expect(listed(names)).toBe(`${eleven}, "l" and 2 more`);
});

describe('a class', () => {
  const FLOWS = 'io.kestra.core.models.flows';
  test.each([
    [`${FLOWS}.Flow`, 'a flow'],
    [`${FLOWS}.FlowForExecution`, 'FlowForExecution'],
    [`${FLOWS}.input.StringInput`, 'an input of type STRING'],
    [`${FLOWS}.input.FileInput$Builder`, 'Builder'],
    [`com.acme.${FLOWS}.input.StringInput`, `com.acme.${FLOWS}.input.StringInput`],
    [`${FLOWS}.Concurrency$Behavior`, 'Behavior'],
    ['java.time.Month', 'Month'],
    ['com.acme.Client$Options', 'com.acme.Client.Options'],
  ])('%s: %s', (className, name) => {
    expect(nameOfClass(className)).toBe(name);
  });
});
