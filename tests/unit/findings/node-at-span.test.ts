import { describe, expect, test } from '@jest/globals';
import { describeNode } from '../../../src/findings/node-at-span.js';
import { valueOf } from '../../../src/flows/navigate.js';
import { parsed } from '../flows/parsing.js';

describe('a value in words', () => {
  const sixty = 'x'.repeat(60);
  test.each([
    ['{a: b}', 'a mapping'],
    ['[a]', 'a list'],
    ['', 'empty'],
    ['~', 'empty'],
    ['" "', 'empty'],
    ['true', 'true'],
    ['hello', 'the text "hello"'],
    ['"3"', 'the text "3"'],
    ['3', 'the number 3'],
    ['0x1F', 'the number 0x1F'],
    [sixty, `the text "${sixty}"`],
    [`${sixty}x`, `the text "${sixty}…"`],
    ['😀'.repeat(61), `the text "${'😀'.repeat(60)}…"`],
  ])('%s: %s', (yaml, words) => {
    expect(describeNode(valueOf(parsed(`key: ${yaml}\n`).root, 'key')!)).toBe(words);
  });
});
