import { describe, expect, test } from '@jest/globals';
import { splitConstraints, splitVerdict } from '../../../src/findings/split-verdict.js';

describe('constraints', () => {
  test.each<[string, readonly string[]]>([
    ['Validation error: tasks: must not be empty\n', ['tasks: must not be empty']],
    [
      'Validation error: b.message: must not be null\na.message: must not be null\n',
      ['b.message: must not be null', 'a.message: must not be null'],
    ],
    // ≤ 1.1: no prefix
    ['tasks: must not be empty\nid: must not be null\n', ['tasks: must not be empty', 'id: must not be null']],
    ['Validation error:  Invalid Flow: Duplicate task id with name [a]\n', ['Duplicate task id with name [a]']],
    [
      'Validation error: a.message: must not be null\n: Invalid Flow: Duplicate task id with name [a, b]\n',
      ['a.message: must not be null', 'Duplicate task id with name [a, b]'],
    ],
    [
      "Validation error:  Invalid Flow: Duplicate task id with name [a, b], Duplicate input with name [c], Cycle dependency detected for input with id 'c': [c, d], Input with id 'e' depends on a non-existent input 'f'.\n",
      [
        'Duplicate task id with name [a, b]',
        'Duplicate input with name [c]',
        "Cycle dependency detected for input with id 'c': [c, d]",
        "Input with id 'e' depends on a non-existent input 'f'.",
      ],
    ],
    [
      'Validation error:  Invalid Flow: Flow id is a reserved keyword: pause. List of reserved keywords: pause, resume, Recursive call to flow [a.pause]\n',
      [
        'Flow id is a reserved keyword: pause. List of reserved keywords: pause, resume',
        'Recursive call to flow [a.pause]',
      ],
    ],
    [
      'Validation error:  Invalid Flow: Invalid input reference: use inputs[key-name] instead of inputs.key-name — keys with dashes require bracket notation, offending tasks: [a, b], System labels can only be set by Kestra itself, offending label: system.a=b\n',
      [
        'Invalid input reference: use inputs[key-name] instead of inputs.key-name — keys with dashes require bracket notation, offending tasks: [a, b]',
        'System labels can only be set by Kestra itself, offending label: system.a=b',
      ],
    ],
    [
      "Validation error:  Invalid Flow: Duplicate task id with name [a], Missing inputs for Schedule Trigger 'b', missing inputs: 'c | d'\n",
      ['Duplicate task id with name [a]', "Missing inputs for Schedule Trigger 'b', missing inputs: 'c | d'"],
    ],
    // Refusals of the parser go over several lines.
    ['Validation error: Invalid type: x\n::error file=a::boom', ['Invalid type: x\n::error file=a::boom']],
    [
      'Validation error: Illegal Flow source: YAML parsing error: while\n in\n\n at [Source: (StringReader); line: 3, column: 6] (at line 3)',
      [
        'Illegal Flow source: YAML parsing error: while\n in\n\n at [Source: (StringReader); line: 3, column: 6] (at line 3)',
      ],
    ],
    [
      'jakarta.validation.ConstraintViolationException: Illegal Flow source: YAML parsing error: odd\n x',
      ['Illegal Flow source: YAML parsing error: odd\n x'],
    ],
    ['Unable to validate the flow: null', ['Unable to validate the flow: null']],
    ['Validation error: Unrecognized field "a\nb" (class x)', ['Unrecognized field "a\nb" (class x)']],
    // A name with a line end in it, a message of several lines.
    [
      'Validation error: a.id: must match "x"\nthat goes on\nb.id: must match "y"\n',
      ['a.id: must match "x"\nthat goes on', 'b.id: must match "y"'],
    ],
    // What looks like the beginning of a rule stands in a list, or in a message with a path.
    [
      'Validation error:  Invalid Flow: Duplicate task id with name [a[0], Input b], Duplicate input with name [c, Task d]\n',
      ['Duplicate task id with name [a[0], Input b]', 'Duplicate input with name [c, Task d]'],
    ],
    ['Validation error: Invalid Flow: No task]s, No inputs\n', ['No task]s', 'No inputs']],
    ['Validation error: a.message: no good, Task b\n', ['a.message: no good, Task b']],
    ['Validation error: a.message: no Invalid Flow: b, Task c\n', ['a.message: no Invalid Flow: b, Task c']],
    ['Validation error:  a: b \n \nc\n', ['a: b \nc']],
    ['Validation error:  Invalid type: x\ny: z', ['Invalid type: x\ny: z']],
    ['Validation error: ', ['Validation error:']],
    ['', ['The flow is invalid.']],
    ['\n\n', ['The flow is invalid.']],
    [' \n', ['The flow is invalid.']],
  ])('%j', (constraints, wanted) => {
    expect(splitConstraints(constraints)).toEqual(wanted);
  });

  test('a valid flow has none', () => {
    expect(splitConstraints(undefined)).toEqual([]);
  });
});

test('everything an answer says, with its weight', () => {
  const verdict = {
    constraints: 'Validation error: a: b\n',
    outdated: true,
    warnings: ['w'],
    infos: ['i'],
    deprecationPaths: ['d', 'e'],
  };
  expect(splitVerdict(verdict).map(({ severity, answer, text }) => `${severity} ${answer} ${text}`)).toEqual([
    'error constraints a: b',
    'warning warnings w',
    'warning deprecationPaths d',
    'warning deprecationPaths e',
    'notice infos i',
    'warning outdated outdated',
  ]);
});
