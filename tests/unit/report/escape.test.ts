import { describe, expect, test } from '@jest/globals';
import { code, digits, fence, link, markdown, oneLine, visible } from '../../../src/report/escape.js';
import { shortened } from '../../../src/shortened.js';

describe('text', () => {
  test('shows that something was there which is not to be seen', () => {
    expect(visible('a\u0000b\u202Ec\ud800d\ne\tf')).toBe('a\uFFFDb\uFFFDc\uFFFDd\ne\tf');
  });

  test('is one line', () => {
    expect(oneLine('  a \r\n\t b\u0007 \n')).toBe('a b\uFFFD');
  });

  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['a😀😀', 5, 'a😀😀'],
    ['a😀😀b', 5, 'a😀…'],
    ['a😀😀b', 4, 'a😀…'],
  ])('%s is cut to %i', (text, length, expected) => {
    expect(shortened(text, length)).toBe(expected);
  });
});

describe('Markdown', () => {
  test.each([
    ['ask @a', 'ask @&#8203;a'],
    ['see #1 # a', 'see &#35;&#8203;1 &#35; a'],
    ['gh-3 GH-a', 'gh-&#8203;3 GH-a'],
    ['at https://www.a', 'at https:&#8203;//www&#8203;.a'],
    ['mailto:a@b', 'mailto&#8203;:a@&#8203;b'],
    [':a: b:c', ':&#8203;a: b:c'],
    ['abcdef 0123456789abcdef', 'abcdef 012345&#8203;6789ab&#8203;cdef'],
    [`&<>"'\\`, '&#38;&#60;&#62;&#34;&#39;&#92;'],
    ['`*_{}[]()', '&#96;&#42;&#95;&#123;&#125;&#91;&#93;&#40;&#41;'],
    ['#|~!$^', '&#35;&#124;&#126;&#33;&#36;&#94;'],
    ['- a - b', '&#45; a - b'],
    ['+ a', '&#43; a'],
    ['=', '&#61;'],
    ['1. a', '1&#46; a'],
    ['12.', '12&#46;'],
    ['1.5 a 2. b', '1.5 a 2. b'],
  ])('%s stands for itself', (text, expected) => {
    expect(markdown(text)).toBe(expected);
  });

  test.each([
    ['3f2A9c1d', '<code>3f2A9c1d</code>'],
    ['<3f2a9c1d', '<code>&#60;3f2a9c&#8203;1d</code>'],
    ['3f2a9c1d>', '<code>3f2a9c&#8203;1d&#62;</code>'],
    ['', '<code></code>'],
  ])('digits %s are copied as they are', (text, expected) => {
    expect(digits(text)).toBe(expected);
  });

  test('code is code', () => {
    expect(code('a `b`')).toBe('<code>a &#96;b&#96;</code>');
  });

  test.each([
    ['http://a/b', '<a href="http://a/b">x</a>'],
    ['HTTPS://a/b?c&d', '<a href="HTTPS://a/b?c&amp;d">x</a>'],
    [`https://a/ "'<>\`|\\\n\ud800`, '<a href="https://a/%20%22%27%3C%3E%60%7C%5C%0A\uFFFD">x</a>'],
    ['ftp://a', 'x'],
    ['javascript:https://a', 'x'],
    [undefined, 'x'],
  ])('a link to %s', (url, expected) => {
    expect(link('x', url)).toBe(expected);
  });

  test.each([
    ['a\n', '```text\na\n```'],
    ['a `b` ``` c\n\n', '````text\na `b` ``` c\n\n````'],
    ['\u0000', '```text\n\uFFFD\n```'],
  ])('a fence around %j', (content, expected) => {
    expect(fence('text', content)).toBe(expected);
  });
});
