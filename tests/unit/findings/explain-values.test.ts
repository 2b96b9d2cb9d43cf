import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/findings/explain/explain-text.js';
import { say, message, mapping } from './explained.js';

describe('unknown names', () => {
  const FLOW = 'io.kestra.core.models.flows.FlowWithSource';
  const LOG = 'io.kestra.plugin.core.log.Log';
  test.each([
    [
      `Unrecognized field "mesage" (class ${LOG}), not marked as ignorable (3 known properties: "level", "message", "retry")`,
      `Unknown property "mesage" on ${LOG} – did you mean "message"?`,
    ],
    [
      `Unrecognized field "mesage" (class ${LOG}$LogBuilder), not marked as ignorable (1 known properties: "message")`,
      `Unknown property "mesage" on ${LOG} – did you mean "message"?`,
    ],
    // Without the list of the server, the catalogue knows the names.
    [`Unrecognized field "mesage" (class ${LOG})`, `Unknown property "mesage" on ${LOG} – did you mean "message"?`],
    [
      `Unrecognized field "task" (class ${FLOW}), not marked as ignorable (26 known properties: "tasks", "id")`,
      'Unknown property "task" on a flow – did you mean "tasks"?',
    ],
    [
      'Unrecognized field "foo" (class io.kestra.core.models.flows.input.StringInput), not marked as ignorable (2 known properties: "id", "type")',
      'Unknown property "foo" on an input of type STRING.',
    ],
    [
      'Unrecognized field "foo" (class io.kestra.core.models.flows.Concurrency), not marked as ignorable (2 known properties: "limit", "behavior")',
      'Unknown property "foo" on Concurrency.',
    ],
    [
      'Invalid type: io.kestra.plugin.core.log.Lug',
      'Unknown type "io.kestra.plugin.core.log.Lug" – did you mean "io.kestra.plugin.core.log.Log"?',
    ],
    [
      'Invalid type: io.kestra.plugin.log.Log',
      'Unknown type "io.kestra.plugin.log.Log" – did you mean "io.kestra.plugin.core.log.Log"?',
    ],
    ['Invalid type: STRNG', 'Unknown type "STRNG" – did you mean "STRING"?'],
    ['Invalid type: sometimes', 'Unknown type "sometimes".'],
    ['Invalid type: com.acme.Thing', 'Unknown type "com.acme.Thing".'],
    ['Invalid type: <null>', 'A `type` is missing here.'],
    ['Invalid type: null', 'A `type` is missing here.'],
    [
      "Could not resolve type id 'a.b.Xyzzy' as a subtype of `io.kestra.core.models.Plugin`: No plugin",
      'Unknown type "a.b.Xyzzy".',
    ],
  ])('%s', (text, wanted) => {
    expect(message(text)).toBe(wanted);
  });

  const unknownType = (message: string, hint?: string) =>
    ({ rule: 'unknown-type', message: `Unknown type ${message}`, ...(hint === undefined ? {} : { hint }) }) as const;
  const IN_FULL =
    'The type of a task, a trigger … is written in full, with its package: `io.kestra.plugin.core.log.Log`.';
  test.each([
    ['STRNG', unknownType('"STRNG" – did you mean "STRING"?')],
    ['Log', unknownType('"Log" – did you mean "io.kestra.plugin.core.log.Log"?')],
    ['sometimes', unknownType('"sometimes".', IN_FULL)],
    ['com.acme.Thing', unknownType('"com.acme.Thing".', 'Is the plugin installed on the server?')],
    ['io.kestra.plugin.core.nothing.Like', unknownType('"io.kestra.plugin.core.nothing.Like".')],
    ['com.acme.Log', unknownType('"com.acme.Log" – did you mean "io.kestra.plugin.core.log.Log"?')],
    ['com.acme.Download', unknownType('"com.acme.Download".', 'Is the plugin installed on the server?')],
    [
      'io.kestra.plugin.core.log.Logger',
      unknownType('"io.kestra.plugin.core.log.Logger" – did you mean "io.kestra.plugin.core.log.Log"?'),
    ],
    [
      'io.kestra.core.tasks.scripts.Bash',
      unknownType(
        '"io.kestra.core.tasks.scripts.Bash": it left Kestra\'s core with 0.11 for plugin-script-shell, which this server has not.',
        'Use io.kestra.plugin.scripts.shell.Commands.',
      ),
    ],
    ['null', { rule: 'missing-type', message: 'A `type` is missing here.' }],
  ])('what can be done about the type %s', (type, explanation) => {
    expect(say(`Invalid type: ${type}`)).toEqual(explanation);
  });

  test('the known names are a hint when they are few and none is near', () => {
    const few = 'Unrecognized field "foo" (class a.B), not marked as ignorable (2 known properties: "type", "id")';
    const names = Array.from({ length: 26 }, (_, index) => `"property${index}"`).join(', ');
    const many = `Unrecognized field "foo" (class a.B), not marked as ignorable (26 known properties: ${names})`;
    expect(say(few).hint).toBe('Known: id, type.');
    expect(say(few.replace('foo', 'typ'))).toEqual({
      rule: 'unknown-property',
      message: 'Unknown property "typ" on a.B – did you mean "type"?',
    });
    const twelve = Array.from('lkjihgfedcba', (letter) => `"${letter}"`).join(', ');
    expect(say(few.replace('"type", "id"', twelve)).hint).toBe('Known: a, b, c, d, e, f, g, h, i, j, k, l.');
    expect(say('Unrecognized field "foo" (class a.B)')).toEqual({
      rule: 'unknown-property',
      message: 'Unknown property "foo" on a.B.',
    });
    expect(say(many)).toEqual({ rule: 'unknown-property', message: 'Unknown property "foo" on a.B.' });
  });

  test('what can be done about a plugin that is not there, and about merge keys', () => {
    expect(say('Invalid type: io.kestra.plugin.aws.s3.Upload').hint).toBe('Is the plugin installed on the server?');
    expect(say('Unrecognized field "<<" (class a.B), not marked').hint).toContain('merge keys');
  });

  test('two point oh has other names', () => {
    expect(explain('Invalid type: io.kestra.plugin.core.flow.Loup', 'constraints', '2.0').message).toContain(
      '"io.kestra.plugin.core.flow.Loop"',
    );
  });
});

describe('wrong values, without Java', () => {
  test.each([
    [
      mapping(
        'Cannot deserialize value of type `io.kestra.core.models.flows.Concurrency$Behavior` from String "WAIT": not one of the values accepted for Enum class: [QUEUE, CANCEL, FAIL]',
        '["concurrency"]->io.kestra.core.models.flows.Concurrency["behavior"]',
      ),
      { rule: 'wrong-value', message: '"behavior" is "WAIT".', hint: 'Allowed: QUEUE, CANCEL, FAIL.' },
    ],
    [
      mapping(
        'Cannot deserialize value of type `a.B` from String "CANCLE": not one of the values accepted for Enum class: [QUEUE, CANCEL]',
        '["b"]',
      ),
      { rule: 'wrong-value', message: '"b" is "CANCLE" – did you mean "CANCEL"?', hint: 'Allowed: QUEUE, CANCEL.' },
    ],
    [
      mapping(
        'Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.tasks.Task>` from Object value (token `JsonToken.START_OBJECT`)',
        '["tasks"]',
      ),
      { rule: 'wrong-type', message: '"tasks" must be a list, but it is a mapping.' },
    ],
    [
      mapping(
        'Cannot deserialize value of type `java.util.ArrayList<io.kestra.core.models.tasks.Task>` from String value (token `JsonToken.VALUE_STRING`)',
        '["tasks"]',
      ),
      { rule: 'wrong-type', message: '"tasks" must be a list, but it is text.' },
    ],
    [
      mapping(
        'Cannot deserialize value of type `boolean` from String "maybe": only "true" or "false" recognized',
        '["disabled"]',
      ),
      { rule: 'wrong-type', message: '"disabled" must be true or false, but it is "maybe".' },
    ],
    [
      mapping(
        'Cannot deserialize value of type `java.time.Duration` from String "soon": Text cannot be parsed',
        '["tasks"]->java.util.ArrayList[0]->a.B["timeout"]',
      ),
      { rule: 'wrong-type', message: '"timeout" must be a duration such as PT1H30M, but it is "soon".' },
    ],
    [
      mapping(
        'Cannot deserialize value of type `java.lang.Integer` from Boolean value (token `JsonToken.VALUE_TRUE`)',
        '["x"]',
      ),
      { rule: 'wrong-type', message: '"x" must be a whole number, but it is a boolean.' },
    ],
    [
      mapping(
        'Cannot coerce empty String ("") to `java.util.ArrayList<a.B>` value (but could if coercion was enabled using `CoercionConfig`)',
        '["tasks"]',
      ),
      { rule: 'wrong-type', message: '"tasks" must be a list, but it is empty.' },
    ],
    [
      mapping('Unsupported type for key: team, value: null', '["labels"]'),
      { rule: 'wrong-type', message: 'The label "team" must have text, a number or a boolean as its value.' },
    ],
    [
      mapping('Cannot invoke "java.util.Map.get(Object)" because "map" is null', '["labels"]'),
      { rule: 'wrong-type', message: '"labels" does not have the form that Kestra expects.' },
    ],
    [
      'Illegal Flow source: YAML parsing error: Cannot deserialize value of type `java.util.LinkedHashMap<java.lang.String,java.lang.Object>` from Array value (token `JsonToken.START_ARRAY`)\n at [Source: (StringReader); line: 1, column: 1] (at line 1)',
      {
        rule: 'not-a-flow',
        message: 'This is a list, not a flow: a flow is a mapping with `id`, `namespace` and `tasks`.',
      },
    ],
    [
      "Illegal Flow source: YAML parsing error: Cannot construct instance of `java.util.LinkedHashMap` (although at least one Creator exists): no String-argument constructor/factory method to deserialize from String value ('hello')\n at [Source: (StringReader); line: 1, column: 1] (at line 1)",
      {
        rule: 'not-a-flow',
        message: 'This is "hello", not a flow: a flow is a mapping with `id`, `namespace` and `tasks`.',
      },
    ],
  ])('%s', (text, wanted) => {
    const { rule, message, hint } = say(text);
    expect({ rule, message, ...(hint === undefined ? {} : { hint }) }).toEqual(wanted);
  });
});
