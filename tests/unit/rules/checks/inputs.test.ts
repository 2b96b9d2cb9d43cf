import { describe, expect, test } from '@jest/globals';
import { faults, flow, LOG } from './faults.js';

const inputs = (lines: string, more = '') => flow(`${LOG}inputs:\n${lines.replace(/^\n/, '')}${more}`);

describe('what an input has to obey', () => {
  test.each([
    [
      '  - { id: i, type: STRING, defaults: a, required: false }\n',
      '5:51 i: Inputs with a default value must be required, since the default is always applied.',
    ],
    [
      '  - { id: i, type: STRING, defaults: a, prefill: b }\n',
      '5:50 i: Inputs with a default value cannot also have a prefill.',
    ],
    ['  - { id: i, type: ARRAY, itemType: SELECT }\n', '5:37 i: `itemType` cannot be SELECT'],
    ['  - { id: i, type: MULTISELECT, values: [a], itemType: ARRAY }\n', '5:56 i: `itemType` cannot be ARRAY'],
    ['  - { id: i, type: STRING, validator: "[" }\n', '5:39 i.validator: invalid pattern [[]'],
    [
      '  - { id: i, type: FILE, defaults: "http://a" }\n',
      "5:36 i: inputs of type 'FILE' only support `defaults` as local files using a file URI or as namespace files using a nsfile URI",
    ],
    [
      '  - { id: i, type: FILE, defaults: "{{ inputs.a }}" }\n',
      "5:36 i: inputs of type 'FILE' only support `defaults` with expression that can be rendered immediately",
    ],
    [
      '  - { id: i, type: FORM, defaults: a, inputs: [{ id: a, type: STRING }] }\n',
      '5:36 i: A FORM input groups other inputs and cannot declare a default value or a prefill.',
    ],
    [
      '  - { id: i, type: FORM, inputs: [{ id: a, type: FORM, inputs: [{ id: b, type: INT }] }] }\n',
      '5:50 i: A FORM input cannot contain another FORM input; grouping is limited to a single level.',
    ],
  ])('%s', (lines, expected) => {
    // The inputs begin in the line below their key, which is line 4.
    expect(faults(inputs(lines))).toEqual([expected]);
  });

  test.each([
    '  - { id: i, type: FILE, defaults: "nsfile:///a" }\n',
    '  - { id: i, type: FILE, defaults: "{{ \'file:///a\' }}" }\n',
    '  - { id: i, type: STRING, required: false }\n',
    '  - { id: i, type: ARRAY, itemType: STRING, prefill: [a] }\n',
    '  - { id: i, type: STRING, validator: "(?i)[a-z&&[^b]]++" }\n',
  ])('accepted: %s', (lines) => {
    expect(faults(inputs(lines))).toEqual([]);
  });
});

describe('how inputs depend on each other', () => {
  test('on what is not there', () => {
    const lines = '  - id: a\n    type: STRING\n    dependsOn:\n      inputs: [b]\n';
    expect(faults(inputs(lines))).toEqual([
      "8:16 Invalid Flow: Input with id 'a' depends on a non-existent input 'b'.",
    ]);
  });

  test('in a circle', () => {
    const lines = `
  - { id: a, type: STRING, dependsOn: { inputs: [b] } }
  - { id: b, type: STRING, dependsOn: { inputs: [a] } }
`;
    expect(faults(inputs(lines))).toEqual([
      "5:50 Invalid Flow: Cycle dependency detected for input with id 'a': [a, b]",
      "6:50 Invalid Flow: Cycle dependency detected for input with id 'b': [b, a]",
    ]);
  });

  test('in FORMs by their whole path', () => {
    const lines = `
  - id: f
    type: FORM
    inputs:
      - { id: a, type: STRING }
      - { id: b, type: STRING, dependsOn: { inputs: [f.a] } }
      - { id: c, type: STRING, dependsOn: { inputs: [a] } }
`;
    expect(faults(inputs(lines))).toEqual([
      "10:54 Invalid Flow: Input with id 'f.c' depends on a non-existent input 'a'.",
    ]);
  });

  test('paths are unique, and none is below another', () => {
    const lines = `
  - { id: f.a, type: STRING }
  - { id: f, type: FORM, inputs: [{ id: a, type: STRING }] }
`;
    expect(faults(inputs(lines))).toEqual(['6:41 Invalid Flow: Duplicate input path [f.a]']);
    expect(faults(inputs('  - { id: a, type: STRING }\n  - { id: a.b, type: STRING }\n'))).toEqual([
      "5:11 Invalid Flow: Input path 'a' conflicts with 'a.b'; one cannot be nested under the other.",
    ]);
  });
});

describe('2.0: values that the flow itself gives', () => {
  const rules = { rules: '2.0' } as const;

  test.each([
    ['INT, defaults: abc', '5:35', '`abc` is not a valid INT value'],
    ['INT, defaults: 1.5', '5:35', '`1.5` is not a valid INT value'],
    ['INT, defaults: 4, max: 3', '5:35', 'it must be less than `3`'],
    ['FLOAT, defaults: 1, min: 1.5', '5:37', 'it must be more than `1.5`'],
    ['DATE, defaults: 2024-02-30', '5:36', '`2024-02-30` is not a valid DATE value'],
    ['DATE, defaults: 2023-01-01, after: 2024-01-01', '5:36', 'it must be after `2024-01-01`'],
    ['TIME, defaults: "25:00"', '5:36', '`25:00` is not a valid TIME value'],
    ['TIME, defaults: "11:00", before: "10:00:00"', '5:36', 'it must be before `10:00`'],
    ['DATETIME, defaults: 2024-01-01', '5:40', '`2024-01-01` is not a valid DATETIME value'],
    ['DURATION, defaults: 5', '5:40', '`5` is not a valid DURATION value'],
    ['DURATION, defaults: PT5H, max: P1D, min: PT26H', '5:40', 'It must be more than `PT26H`'],
    ['EMAIL, defaults: x', '5:37', 'The input must be a valid email'],
    ['STRING, validator: "[a-z]+", defaults: A', '5:59', 'it must match the pattern `[a-z]+`'],
    ['SELECT, values: [a, { value: 2 }], defaults: c', '5:65', 'it must match the values `[a, 2]`'],
  ])('%s', (type, place, why) => {
    expect(faults(inputs(`  - { id: i, type: ${type} }\n`), rules)).toEqual([
      `${place} Invalid Flow: Invalid default for input 'i': ${why}`,
    ]);
  });

  test.each([
    'INT, defaults: "{{ x }}"',
    'INT, defaults: 0x1F',
    'FLOAT, defaults: "1f"',
    'BOOL, defaults: anything',
    'DATETIME, defaults: "2024-01-01T24:00:00+01:00"',
    'STRING, validator: "(?<!a)b", defaults: c',
    'SELECT, values: [a], allowCustomValue: true, defaults: c',
    'SELECT, expression: "{{ x }}", defaults: c',
  ])('accepted: %s', (type) => {
    expect(faults(inputs(`  - { id: i, type: ${type} }\n`), rules)).toEqual([]);
  });

  test('a Schedule must give a value to every input that has none, and a right one', () => {
    const trigger = (given: string) => `triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "@daily"
    inputs: { ${given} }
`;
    const lines =
      '  - { id: i, type: INT }\n  - { id: j, type: STRING }\n  - { id: k, type: STRING, required: false }\n';
    expect(faults(inputs(lines, trigger('i: a')), rules)).toEqual([
      "12:13 Invalid Flow: Missing inputs for Schedule Trigger 't', missing inputs: 'j'",
      "12:18 Invalid Flow: Invalid value for input 'i' supplied by Schedule Trigger 't': `a` is not a valid INT value",
    ]);
    expect(faults(inputs(lines, trigger('i: 1, j: b')), rules)).toEqual([]);
    expect(faults(inputs(lines, trigger('i: a')))).toEqual([]);
  });
});
