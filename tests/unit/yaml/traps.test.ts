import { describe, expect, test } from '@jest/globals';
import type { YamlNode } from '../../../src/yaml/nodes.js';
import { MAX_TOKENS, readYaml } from '../../../src/yaml/read-yaml.js';

// What SnakeYAML 2.4 with Jackson gave for each of these: values, or its problem at line:column, 0-based.

/** Plain values, "nothing", or the problem. */
function read(text: string): unknown {
  const reading = readYaml(text, MAX_TOKENS);
  if (reading.kind === 'empty') return 'nothing';
  if (reading.kind === 'document') return valueOf(reading.root);
  const { problem, mark } = reading.problem;
  return { problem, at: `${mark.line}:${mark.column}` };
}

function valueOf(node: YamlNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(valueOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, valueOf(value)]));
}

describe('stars, ampersands and names that end early', () => {
  test.each<[string, unknown]>([
    ['a: *.csv', { problem: 'unexpected character found .(46)', at: '0:4' }],
    ['a: **/*.csv', { problem: 'unexpected character found *(42)', at: '0:4' }],
    ['a: *x', { a: 'x' }],
    ['a: &a/b x', { problem: 'unexpected character found /(47)', at: '0:5' }],
    ['a: &a:b x', { a: ':b x' }],
    ['[*a, *b]', ['a', 'b']],
    ['*a : b', { problem: 'Expected a field name (Scalar value in YAML)', at: '0:0' }],
    ['<<: *x', { '<<': 'x' }],
    ['{k: *a}', { k: 'a' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('tabs', () => {
  test.each<[string, unknown]>([
    [
      'a:\tb',
      {
        problem: "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        at: '0:2',
      },
    ],
    ['a: b\t# c', { a: 'b' }],
    [
      'a: b\n\t\nc: d',
      {
        problem: "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        at: '1:0',
      },
    ],
    [
      'a: [b,\t c]',
      {
        problem: "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        at: '0:6',
      },
    ],
    [
      'a:\n\tb: c',
      {
        problem: "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
        at: '1:0',
      },
    ],
    ['a: "x\ty\n\tz"', { a: 'x\ty z' }],
    ['a: b \tc', { a: 'b \tc' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('escapes of 1.1', () => {
  test.each<[string, unknown]>([
    ['a: "\\/"', { problem: 'found unknown escape character /(47)', at: '0:5' }],
    ['a: "\\x41\\u00e9\\U0001F600"', { a: 'Aé😀' }],
    ['a: "\\N\\_\\L\\P"', { a: '\u0085\u00A0\u2028\u2029' }],
    ['a: "\\x4"', { problem: 'expected escape sequence of 2 hexadecimal numbers, but found: 4"', at: '0:6' }],
    ['a: "\\q"', { problem: 'found unknown escape character q(113)', at: '0:5' }],
    ['a: "x\\\n  y"', { a: 'xy' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('signs in flow style', () => {
  test.each<[string, unknown]>([
    ['k: [a?b]', { problem: "expected ',' or ']', but got ?", at: '0:5' }],
    ['{?a: b}', { a: 'b' }],
    ['k: [-, a]', { k: ['-', 'a'] }],
    ['k: [- a]', { problem: "expected the node content, but found '-'", at: '0:4' }],
    ['{a:b}', { 'a:b': '' }],
    ['{"a":b}', { a: 'b' }],
    ['k: [a: b, c]', { k: [{ a: 'b' }, 'c'] }],
    ['{a: , b}', { a: '', b: '' }],
    ['k: [a,, b]', { problem: "expected the node content, but found ','", at: '0:6' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('line ends', () => {
  test.each<[string, unknown]>([
    ['a: b\u0085c: d', { a: 'b', c: 'd' }],
    ['a: b\u2028c: d\u2029e: f', { a: 'b', c: 'd', e: 'f' }],
    ['a: b\rc: d', { a: 'b', c: 'd' }],
    ["a: 'x\ry'", { a: 'x y' }],
    ['a: |\n  x\r\n  y\r\n', { a: 'x\ny\n' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('flow collections at the left', () => {
  test.each<[string, unknown]>([
    ['a: [b\n]', { a: ['b'] }],
    ['a:\n  - [b,\nc\n]', { a: [['b', 'c']] }],
    ['a: {\nb: c\n}', { a: { b: 'c' } }],
    [
      '{a: b} @',
      { problem: "found character '@' that cannot start any token. (Do not use @ for indentation)", at: '0:7' },
    ],
    ['{a: b}\nc: d', { a: 'b' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('keys', () => {
  test.each<[string, unknown]>([
    [`${'k'.repeat(1024)}: v`, { ['k'.repeat(1024)]: 'v' }],
    [`${'k'.repeat(1025)}: v`, 'k'.repeat(1025)],
    ["'a\n b': c", 'a b'],
    [': a', { problem: "expected <block end>, but found ':'", at: '0:0' }],
    ['? a\n: b', { a: 'b' }],
    ['? a\n b', { 'a b': '' }],
    ['[a]: b', { problem: 'Expected a field name (Scalar value in YAML)', at: '0:0' }],
    ['a: b: c', { problem: 'mapping values are not allowed here', at: '0:4' }],
    ['12: a', { '12': 'a' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('tags', () => {
  test.each<[string, unknown]>([
    ['a: ! 12', { a: 12 }],
    ["a: !!int '012'", { a: 10 }],
    ['a: !!str 12', { a: '12' }],
    ['a: !e!x b', { problem: 'found undefined tag handle !e!', at: '0:3' }],
    ['%TAG !e! x:\n---\na: !e!y b', { a: 'b' }],
    ['a: !b#c d', { problem: "expected ' ', but found '#' (35)", at: '0:5' }],
    ['a: !!float "1\uFEFF"', { problem: "Malformed numeric value '1\uFEFF'", at: '0:11' }],
    ['a: !!float " 1\t"', { a: 1 }],
    ['a: !!float x', { problem: "Malformed numeric value 'x'", at: '0:11' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('directives and documents', () => {
  test.each<[string, unknown]>([
    ['%YAML 1.2\n---\na: b', { a: 'b' }],
    ['%YAML 2.0\n---\na: b', { problem: 'found incompatible YAML document (version 1.* is required)', at: '0:0' }],
    ['%FOO x\na: b', { problem: "expected '<document start>', but found '<scalar>'", at: '1:0' }],
    ['a: b\n%c: d', { problem: 'expected alphabetic or numeric character, but found :(58)', at: '1:2' }],
    ['# only a comment', 'nothing'],
    ['---', ''],
    ['a: b\n---\nc: d: e', { a: 'b' }],
    ['...', { problem: "expected the node content, but found '<document end>'", at: '0:0' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('byte order marks', () => {
  test.each<[string, unknown]>([
    ['\uFEFFa: b', { a: 'b' }],
    ['a: \uFEFFb', { a: '\uFEFFb' }],
    ['a: b\n\uFEFFc: d', { a: 'b', '\uFEFFc': 'd' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('blocks of text', () => {
  test.each<[string, unknown]>([
    ['a: |\n    \n  x', { problem: "expected <block end>, but found '<scalar>'", at: '2:2' }],
    ['a: |# c\n  x', { problem: 'expected chomping or indentation indicators, but found #(35)', at: '0:4' }],
    ['a: |2\n   x\n  y', { a: ' x\ny' }],
    ['a: >\n  x\n  y\n\n   z\n', { a: 'x y\n\n z\n' }],
    ['a: |+\n  x\n\n', { a: 'x\n\n' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('numbers that Java has not', () => {
  test.each<[string, unknown]>([
    ['a: .inf', { problem: "Malformed numeric value '.inf'", at: '0:3' }],
    ['a: 1:30.5', { problem: "Malformed numeric value '1:30.5'", at: '0:3' }],
    ['a: 1:30', { a: '1:30' }],
    ['a: 0o17', { a: '0o17' }],
    ['a: 012', { a: 10 }],
    ['a: 1_000', { a: 1000 }],
    ['a: ._', { problem: "Malformed numeric value '._'", at: '0:3' }],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});
