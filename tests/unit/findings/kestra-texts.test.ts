import { describe, expect, test } from '@jest/globals';
import { readReferenceChain, readUnknownProperty, withoutLocation } from '../../../src/findings/kestra-texts.js';

describe('a reference chain', () => {
  test.each([
    ['a (through reference chain: a.F["tasks"]->java.util.ArrayList[12]->a.L["x"])', ['tasks', 12, 'x']],
    ['a["b"] is odd (through reference chain: java.util.ArrayList[0])', [0]],
    ['a["b"] is odd', undefined],
  ])('%s', (text, path) => {
    expect(readReferenceChain(text)).toEqual(path);
  });
});

describe('an unknown property', () => {
  test.each([
    ['Unrecognized field "a" (class b.C), not marked', { key: 'a', className: 'b.C', known: [] }],
    [
      'Unrecognized field "a (class x)" (class b.C), not marked as ignorable (2 known properties: "d", "e")',
      { key: 'a (class x)', className: 'b.C', known: ['d', 'e'] },
    ],
    ['Unrecognized field "a" (class b.C$CBuilderImpl)', { key: 'a', className: 'b.C', known: [] }],
    ['Unrecognized field "a" (class b.C', undefined],
    ['Unrecognized field "a', undefined],
  ])('%s', (text, found) => {
    expect(readUnknownProperty(text)).toEqual(found);
  });
});

describe('what a message says, without where', () => {
  test.each([
    ['Illegal Flow source: YAML parsing error: odd\n\n at [Source: x; line: 3] (at line 3)', 'odd'],
    ['Validation error: YAML syntax error: odd (at line 12)', 'odd'],
    ['Illegal Flow source: odd (at line -1)', 'odd'],
    ['Unable to validate the flow: odd (through reference chain: a.B["c"])', 'odd'],
    ['Unable to validate the flow:', ''],
    ['odd at [Source, YAML parsing error: (at line 3) or so', 'odd at [Source, YAML parsing error: (at line 3) or so'],
  ])('%j', (text, wanted) => {
    expect(withoutLocation(text)).toBe(wanted);
  });
});
