import { describe, expect, test } from '@jest/globals';
import type { Explanation } from '../../../src/findings/explain/explanation.js';
import { say, mapping } from './explained.js';

const CHAIN = '["tasks"]->java.util.ArrayList[0]->a.B["x"]';
const OTHER = '"x" does not have the form that Kestra expects.';

describe('what is expected of a value, in words', () => {
  test.each([
    ['java.util.ArrayList<io.kestra.core.models.tasks.Task>', 'a list'],
    ['java.util.ArrayList<java.util.Map<java.lang.String,java.lang.Object>>', 'a list'],
    ['java.util.HashSet<java.lang.String>', 'a list'],
    ['java.lang.String[]', 'a list'],
    ['java.util.LinkedHashMap<java.lang.String,java.lang.Object>', 'a mapping'],
    ['java.util.LinkedHashMap<java.lang.String,java.util.List<io.kestra.core.models.tasks.Task>>', 'a mapping'],
    ['java.util.Map', 'a mapping'],
    ['io.kestra.core.models.flows.ListOptions', 'a mapping (ListOptions)'],
    ['boolean', 'true or false'],
    ['java.lang.Boolean', 'true or false'],
    ['int', 'a whole number'],
    ['java.lang.Long', 'a whole number'],
    ['double', 'a number'],
    ['java.lang.Float', 'a number'],
    ['java.time.Duration', 'a duration such as PT1H30M'],
    ['java.lang.String', 'text'],
    ['java.time.LocalTime', 'a time'],
    ['java.time.LocalDate', 'a date'],
    ['java.time.ZonedDateTime', 'a date'],
    ['io.kestra.core.models.flows.Concurrency', 'a mapping (Concurrency)'],
    ['io.kestra.core.models.flows.sla.types.MaxDurationSLA', 'a mapping (MaxDurationSLA)'],
    ['com.acme.Client$MapOfHosts', 'a mapping (com.acme.Client.MapOfHosts)'],
    ['com.acme.Option<java.lang.String>', 'a mapping (com.acme.Option)'],
  ])('%s: %s', (java, kind) => {
    expect(say(mapping(`Cannot deserialize value of type \`${java}\` from String "no": bad`, CHAIN))).toEqual({
      rule: 'wrong-type',
      message: `"x" must be ${kind}, but it is "no".`,
      expected: { name: '"x"', kind },
    });
  });
});

describe('what is there instead, where the text shows it', () => {
  test.each([
    ['Object value (token `JsonToken.START_OBJECT`)', 'a mapping'],
    ['Array value (token `JsonToken.START_ARRAY`)', 'a list'],
    ['Boolean value (token `JsonToken.VALUE_FALSE`)', 'a boolean'],
    ['Boolean value', 'a boolean'],
    ['Integer value (token `JsonToken.VALUE_NUMBER_INT`)', 'a number'],
    ['number 3: index value outside legal index range [0..2]', 'a number'],
    ['String value (token `JsonToken.VALUE_STRING`)', 'text'],
    ["String value ('no')", '"no"'],
    ['empty String ("")', 'empty'],
  ])('%s: %s', (given, is) => {
    const text = mapping(`Cannot deserialize value of type \`java.time.Duration\` from ${given}`, CHAIN);
    expect(say(text).message).toBe(`"x" must be a duration such as PT1H30M, but it is ${is}.`);
  });
});

describe('other words of the mapper', () => {
  const wrong = (kind: string) =>
    ({ rule: 'wrong-type', message: `"x" must be ${kind}.`, expected: { name: '"x"', kind } }) as const;
  test.each<readonly [reported: string, explanation: Explanation]>([
    ["Unable to deserialize value as it's neither an object neither an array", wrong('a list or a mapping')],
    ['Expected array or string.', wrong('a date')],
    [
      'Unexpected token (VALUE_TRUE), expected one of [VALUE_STRING, VALUE_NUMBER_INT] for java.time.Duration value',
      wrong('a duration such as PT1H30M'),
    ],
    ['Unexpected token (START_ARRAY), expected VALUE_STRING: no', { rule: 'wrong-type', message: OTHER }],
    ['Expected array', { rule: 'wrong-type', message: OTHER }],
    ['Unable to deserialize it', { rule: 'wrong-type', message: OTHER }],
    ['class a.B cannot be cast to class java.util.Map', { rule: 'wrong-type', message: OTHER }],
    ['Cannot invoke "a.B.c()" because "d" is null', { rule: 'wrong-type', message: OTHER }],
    ['Cannot deserialize this', { rule: 'wrong-type', message: OTHER }],
    [
      'no class of ours, one of [a] for java.time.Duration value',
      { rule: 'wrong-value', message: '"x": No class of ours, one of [a] for java.time.Duration value.' },
    ],
    ["Missing required creator property 'id' (index 0)", { rule: 'missing-property', message: '"id" is missing.' }],
    [
      'Cannot deserialize value of type `a.B` from number 7: not one of the values accepted for Enum class: [Q, C]',
      { rule: 'wrong-value', message: '"x" is a number.', hint: 'Allowed: Q, C.' },
    ],
  ])('%s', (reported, explanation) => {
    expect(say(mapping(reported, CHAIN))).toEqual(explanation);
  });

  test('a mapping that is a property is no flow that is something else', () => {
    const reported = 'Cannot deserialize value of type `java.util.LinkedHashMap<a,b>` from Array value (token `x`)';
    expect(say(mapping(reported, '["variables"]'))).toMatchObject({
      rule: 'wrong-type',
      message: '"variables" must be a mapping, but it is a list.',
    });
  });

  test('without a property there is only a value', () => {
    const reported = 'Cannot deserialize value of type `int` from String "no": bad';
    expect(say(reported).message).toBe('This value must be a whole number, but it is "no".');
    const list = 'odd ["x"] (through reference chain: java.util.ArrayList[0])';
    expect(say(list)).toEqual({ rule: 'wrong-value', message: 'This value: Odd ["x"].' });
  });

  test('in the words of a rule they are left as they are', () => {
    expect(say('hello.x: Cannot deserialize value of type `int`')).toEqual({
      rule: 'constraint',
      message: 'Cannot deserialize value of type `int`.',
    });
  });
});
