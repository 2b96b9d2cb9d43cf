import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/findings/explain/explain-text.js';
import { findingsOf, refusing } from './placing.js';

const say = (text: string) => explain(text, 'constraints', '1.3');
const message = (text: string) => say(text).message;
const mapping = (reported: string, chain: string) =>
  `Illegal flowwithsource source: YAML parsing error: ${reported}\n at [Source: UNKNOWN; byte offset: #UNKNOWN] (through reference chain: io.kestra.core.models.flows.FlowWithSource${chain}) (at line -1)`;

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

  test('the known names are a hint when they are few and none is near', () => {
    const few = 'Unrecognized field "foo" (class a.B), not marked as ignorable (2 known properties: "type", "id")';
    const names = Array.from({ length: 26 }, (_, index) => `"property${index}"`).join(', ');
    const many = `Unrecognized field "foo" (class a.B), not marked as ignorable (26 known properties: ${names})`;
    expect(say(few).hint).toBe('Known: id, type.');
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

describe('Java internals', () => {
  const unable = (text: string) => say(`Unable to validate the flow: ${text}`);
  test.each([
    [
      'Cannot invoke "java.util.Map.get(Object)" because "mapFlow" is null',
      'There is no flow here: the document is empty.',
    ],
    [
      'Cannot invoke "java.util.Map.entrySet()" because the return value of "io.kestra.core.models.flows.PluginDefault.getValues()" is null',
      '`values` is missing in these plugin defaults.',
    ],
    [
      "class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')",
      '`namespace` must be text, but YAML reads a number.',
    ],
    [
      'class java.lang.Boolean cannot be cast to class java.lang.String (x)',
      '`namespace` must be text, but YAML reads a boolean.',
    ],
    [
      'class java.lang.String cannot be cast to class java.lang.Integer (x)',
      '`revision` must be a whole number, but it is text.',
    ],
    [
      'class io.kestra.plugin.core.trigger.Schedule cannot be cast to class io.kestra.core.models.tasks.Task (x)',
      'io.kestra.plugin.core.trigger.Schedule cannot stand here: Kestra expects something of the kind Task.',
    ],
    ['HV000028: Unexpected exception during isValid call.', 'Kestra stumbles over this flow without saying where.'],
    [
      'Cannot invoke "io.kestra.Anything.foo()" because "x" is null',
      'Kestra stumbles over this flow without saying where.',
    ],
    ['null', 'Kestra stumbles over this flow without saying where.'],
    ['The database is read-only', 'Kestra cannot validate this flow: The database is read-only.'],
  ])('%s', (text, wanted) => {
    expect(unable(text).message).toBe(wanted);
  });
});

describe('YAML that cannot be read', () => {
  const parsing = (text: string) => say(`Illegal Flow source: YAML parsing error: ${text}`);
  const end = '\n\n at [Source: (StringReader); line: 3, column: 15] (at line 3)';
  test.each([
    [
      `mapping values are not allowed here\n in 'reader', line 3, column 15:\n    description: a: b\n                  ^\n${end}`,
      'There is a ":" where no key can stand.',
    ],
    [
      `while scanning for the next token\nfound character '@' that cannot start any token. (Do not use @ for indentation)\n in 'reader', line 2, column 12:\n    namespace: @team\n               ^\n${end}`,
      'A value cannot begin with "@".',
    ],
    [
      `while scanning for the next token\nfound character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)\n in 'reader', line 4, column 1:\n    \t- id: a\n    ^\n${end}`,
      'YAML does not allow tabs for indentation; use spaces.',
    ],
    [
      `while parsing a block collection\n in 'reader', line 4, column 3:\n      - id: a\n      ^\nexpected <block end>, but found '<block mapping start>'\n in 'reader', line 5, column 4:\n       type: b\n       ^\n${end}`,
      "The YAML cannot be read: expected <block end>, but found '<block mapping start>'.",
    ],
    [
      `Duplicate field 'description'${end}`,
      'The key "description" stands here a second time. Kestra refuses to store such a flow.',
    ],
    [
      `No content to map due to end-of-input${end}`,
      'There is no flow here: the document is empty or holds only comments.',
    ],
    [
      'The incoming YAML document exceeds the limit: 3145728 code points.',
      'The YAML cannot be read: The incoming YAML document exceeds the limit: 3145728 code points.',
    ],
  ])('%j', (text, wanted) => {
    expect(parsing(text).message).toBe(wanted);
  });

  test('the forms that Kestra rewrites, and the prefix of 1.1', () => {
    expect(message('Illegal Flow source: YAML syntax error: Invalid structure. Check indentation. (at line 7)')).toBe(
      'The YAML cannot be read here.',
    );
    expect(
      message(
        'Illegal Flow source: YAML syntax error: Unexpected mapping start. Verify that scalar values are quoted.',
      ),
    ).toContain('A simple value is expected');
    const [finding] = findingsOf(
      'a: b\n',
      refusing(`jakarta.validation.ConstraintViolationException: Illegal Flow source: YAML parsing error: odd${end}`),
    );
    expect(finding?.message).toBe('The YAML cannot be read: odd.');
  });
});

describe('violations', () => {
  test.each([
    ['hello.message: must not be null', 'missing-property', '"message" of "hello" is missing.'],
    ['tasks[hello].message: must not be null', 'missing-property', '"message" of "hello" is missing.'],
    ['inner.inner.message: must not be null', 'missing-property', '"message" of "inner" is missing.'],
    ['tasks[inner].tasks[inner].message: must not be null', 'missing-property', '"message" of "inner" is missing.'],
    ['m.then[0].message: must not be null', 'missing-property', '"message" of "m" is missing.'],
    ['tasks[m]._else[0].message: must not be null', 'missing-property', '"message" of "m" is missing.'],
    ['inputs[a].itemType: must not be null', 'missing-property', '"itemType" of "a" is missing.'],
    ['tasks[null].id: must not be null', 'missing-property', '"id" is missing.'],
    ['tasks[0].id: must not be null', 'missing-property', '"id" is missing.'],
    ['triggers[0].cron: must not be null', 'missing-property', '"cron" is missing.'],
    ['tasks: must not be empty', 'missing-property', '"tasks" must not be empty.'],
    [
      'id: must match "^[a-zA-Z0-9][a-zA-Z0-9._-]*"',
      'pattern',
      '"id" may hold only letters, digits, ".", "_" and "-", and must begin with letters or digits.',
    ],
    [
      'namespace: must match "^[a-z0-9][a-z0-9._-]*"',
      'pattern',
      '"namespace" may hold only lower-case letters, digits, ".", "_" and "-", and must begin with lower-case letters or digits.',
    ],
    ['id: must match "^(a|b)+$"', 'pattern', '"id" must match ^(a|b)+$.'],
    ['id: size must be between 1 and 100', 'size', '"id" must be 1 to 100 long.'],
    ['concurrency.limit: must be greater than or equal to 1', 'range', '"limit" must be at least 1.'],
    [
      "triggers[0]: invalid cron expression '* * *': Cron expression contains 3 parts",
      'cron',
      "Invalid cron expression '* * *': Cron expression contains 3 parts.",
    ],
    [
      "triggers[0].timezone: timezone '(Mars)' is not a valid time-zone ID",
      'time-zone',
      "Timezone '(Mars)' is not a valid time-zone ID.",
    ],
    [
      "tasks[0].retry.intervalLessThanMaxDuration: 'interval' must be less than 'maxDuration'",
      'constraint',
      "'interval' must be less than 'maxDuration'.",
    ],
    [
      's: No task defined, neither cases or default have any tasks',
      'missing-property',
      'No task defined, neither cases or default have any tasks.',
    ],
  ])('%s', (text, rule, wanted) => {
    expect(say(text)).toEqual({ rule, message: wanted });
  });

  test('what is missing is told once, though Kestra says it is neither null nor blank', () => {
    const findings = findingsOf(
      'tasks:\n  - type: L\n',
      refusing('tasks[0].id: must not be blank\ntasks[0].id: must not be null'),
    );
    expect(findings.map(({ original }) => original)).toEqual(['tasks[0].id: must not be null']);
  });
});

describe('rules of flows', () => {
  test.each([
    ['Duplicate task id with name [a]', 'duplicate-task', 'The task id "a" is used twice.'],
    ['Duplicate task id with name [a, b]', 'duplicate-task', 'The task ids "a" and "b" are used twice.'],
    ['Duplicate input path [f.a]', 'duplicate-input-path', 'The input path "f.a" is used twice.'],
    ['Duplicate trigger id with name [t]', 'duplicate-trigger', 'The trigger id "t" is used twice.'],
    ["The subflow 'x' not found in namespace 'a'.", 'unknown-subflow', "The subflow 'x' not found in namespace 'a'."],
    ['Recursive call to flow [a.x]', 'recursive-call', 'Recursive call to flow [a.x].'],
    ['a.Old is replaced by a.New', 'replaced-type', 'a.Old is replaced by a.New.'],
    ['Something that nobody has seen before', 'kestra', 'Something that nobody has seen before.'],
  ])('%s', (text, rule, wanted) => {
    expect(say(text)).toEqual({ rule, message: wanted });
  });

  test('deprecations and old revisions', () => {
    expect(explain('tasks[1].old', 'deprecationPaths', '1.3')).toEqual({
      rule: 'deprecated',
      message: '`tasks[1].old` is deprecated.',
    });
    expect(explain('outdated', 'outdated', '1.3').hint).toContain('Remove `revision`');
  });
});

describe('findings', () => {
  test('of a duplicate know where the first one is, in the file', () => {
    const text = 'id: x\n---\ntasks:\n  - id: b\n  - id: a\n  - id: a\n';
    const [finding] = findingsOf(text, refusing(' Invalid Flow: Duplicate task id with name [a]'), { document: 1 });
    expect(finding?.message).toBe('The task id "a" is used twice; first at line 5.');
  });

  test('keep the words of Kestra beside the explanation', () => {
    const text = 'Unrecognized field "foo" (class a.B), not marked as ignorable (2 known properties: "type", "id")';
    const [finding] = findingsOf('id: x\ntasks: []\n', refusing(text));
    expect(finding).toMatchObject({ original: text, origin: 'server', severity: 'error', file: 'flow.yml' });
  });

  test('know their flow and document, and how bad they are', () => {
    const text = 'id: x\nnamespace: a\n---\nid: y\nnamespace: b\nrevision: 3\n';
    const verdict = { warnings: ['w'], infos: ['i'], deprecationPaths: ['listeners'], outdated: true };
    const findings = findingsOf(text, verdict, { document: 1 });
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'notice', 'warning']);
    expect(findings[0]).toMatchObject({ flow: { namespace: 'b', id: 'y' }, document: 1 });
  });

  test('no value is shown in full that would fill the log', () => {
    const long = mapping(
      `Cannot deserialize value of type \`boolean\` from String "${'😀'.repeat(5000)}": only`,
      '["disabled"]',
    );
    expect(message(long).length).toBeLessThan(200);
    expect(message(long)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });
});
