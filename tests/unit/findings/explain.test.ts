import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/findings/explain/explain-text.js';
import { findingsOf, refusing } from './placing.js';
import { say, message, mapping } from './explained.js';

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
