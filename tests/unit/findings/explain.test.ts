import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../src/findings/explain/explain-text.js';
import type { Explanation } from '../../../src/findings/explain/explanation.js';
import { findingsOf, refusing } from './placing.js';
import { say, message, mapping } from './explained.js';

describe('YAML that cannot be read', () => {
  const end = '\n\n at [Source: (StringReader); line: 3, column: 15] (at line 3)';
  const cannotBeRead = (what: string) =>
    ({ rule: 'yaml-syntax', message: `The YAML cannot be read: ${what}` }) as const;
  test.each<readonly [reported: string, explanation: Explanation]>([
    [
      `mapping values are not allowed here\n in 'reader', line 3, column 15:\n    description: a: b\n                  ^\n${end}`,
      {
        rule: 'yaml-syntax',
        message: 'There is a ":" where no key can stand.',
        hint: 'Put quotes around the value, or move the nested mapping to its own lines.',
      },
    ],
    [
      `while scanning for the next token\nfound character '@' that cannot start any token. (Do not use @ for indentation)\n in 'reader', line 2, column 12:\n    namespace: @team\n               ^\n${end}`,
      { rule: 'yaml-syntax', message: 'A value cannot begin with "@".', hint: 'Put quotes around it.' },
    ],
    [
      `while scanning for the next token\nfound character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)\n in 'reader', line 4, column 1:\n    \t- id: a\n    ^\n${end}`,
      { rule: 'yaml-syntax', message: 'YAML does not allow tabs for indentation; use spaces.' },
    ],
    [
      `while parsing a block collection\n in 'reader', line 4, column 3:\n      - id: a\n      ^\nexpected <block end>, but found '<block mapping start>'\n in 'reader', line 5, column 4:\n       type: b\n       ^\n${end}`,
      cannotBeRead("expected <block end>, but found '<block mapping start>'."),
    ],
    [
      `while parsing a block collection\n in 'reader', line 4, column 3:\n      - id: a\n\n      ^\n${end}`,
      cannotBeRead('while parsing a block collection.'),
    ],
    [
      `unacceptable code point '' (0x0) special characters are not allowed\nin "'reader'", position 14${end}`,
      cannotBeRead(`unacceptable code point '' (0x0) special characters are not allowed in "'reader'", position 14.`),
    ],
    [
      `found odd text at line 12, column 34 of it, and more at line 5, column 678${end}`,
      cannotBeRead('found odd text of it, and more.'),
    ],
    [
      `Duplicate field 'description'${end}`,
      {
        rule: 'duplicate-key',
        message: 'The key "description" stands here a second time. Kestra refuses to store such a flow.',
        hint: 'Remove one of the two.',
      },
    ],
    [
      `No content to map due to end-of-input${end}`,
      {
        rule: 'empty-document',
        message: 'There is no flow here: the document is empty or holds only comments.',
        hint: 'If a flow follows, remove the `---` above it.',
      },
    ],
    [
      'The incoming YAML document exceeds the limit: 3145728 code points.',
      cannotBeRead('The incoming YAML document exceeds the limit: 3145728 code points.'),
    ],
    ["Duplicate field 'no end", cannotBeRead("Duplicate field 'no end.")],
    [
      'Invalid structure. Check indentation and ensure all fields are properly formatted. (at line 7)',
      {
        rule: 'yaml-syntax',
        message: 'The YAML cannot be read here.',
        hint: 'Check the indentation; a value that begins with {{ needs quotes.',
      },
    ],
    ...['Unexpected mapping start. Verify that scalar values are quoted.', 'Expected a simple value.'].map(
      (reported): readonly [string, Explanation] => [
        reported,
        {
          rule: 'yaml-syntax',
          message: 'A simple value is expected, but the YAML holds a mapping or list.',
          hint: 'A value that begins with {, [, &, * or another sign of YAML needs quotes.',
        },
      ],
    ),
  ])('%j', (reported, explanation) => {
    for (const kind of ['parsing', 'syntax']) {
      expect(say(`Illegal Flow source: YAML ${kind} error: ${reported}`)).toEqual(explanation);
    }
  });

  test('the marks of the parser are enough, where they stand on a line of their own', () => {
    expect(say("odd\n in 'reader', line 3, column 15:\n    a: b: c\n        ^")).toEqual(cannotBeRead('odd.'));
    expect(say("hello.message: it is in 'reader', line 3").rule).toBe('constraint');
  });

  test('the prefix of 1.1', () => {
    const [finding] = findingsOf(
      'a: b\n',
      refusing(`jakarta.validation.ConstraintViolationException: Illegal Flow source: YAML parsing error: odd${end}`),
    );
    expect(finding?.message).toBe('The YAML cannot be read: odd.');
  });
});

describe('rules of flows', () => {
  test.each([
    ['Duplicate task id with name [a]', 'duplicate-task', 'The task id "a" is used twice.'],
    ['Duplicate task id with name [a, b]', 'duplicate-task', 'The task ids "a" and "b" are used twice.'],
    ['Duplicate input path [f.a, g.b]', 'duplicate-input-path', 'The input paths "f.a" and "g.b" are used twice.'],
    ['Duplicate input path [f.a]', 'duplicate-input-path', 'The input path "f.a" is used twice.'],
    ['Duplicate trigger id with name [t]', 'duplicate-trigger', 'The trigger id "t" is used twice.'],
    ["The subflow 'x' not found in namespace 'a'.", 'unknown-subflow', "The subflow 'x' not found in namespace 'a'."],
    ['Recursive call to flow [a.x]', 'recursive-call', 'Recursive call to flow [a.x].'],
    ['a.Old is replaced by a.New', 'replaced-type', 'a.Old is replaced by a.New.'],
    ['pluginDefaultsRef: no defaults named x', 'unknown-plugin-defaults', 'no defaults named x.'],
    [
      "The subflow 'pluginDefaultsRef: x' not found in namespace 'a'.",
      'unknown-subflow',
      "The subflow 'pluginDefaultsRef: x' not found in namespace 'a'.",
    ],
    ['Found Duplicate task id with name [a]', 'kestra', 'Found Duplicate task id with name [a].'],
    ['Something that nobody has seen before', 'kestra', 'Something that nobody has seen before.'],
  ])('%s', (text, rule, wanted) => {
    expect(say(text)).toEqual({ rule, message: wanted });
  });

  test.each([
    ["'c'", 'input "c"', 'it'],
    ["'c | d'", 'inputs "c" and "d"', 'them'],
  ])('inputs that a trigger does not give: %s', (names, required, them) => {
    expect(say(`Missing inputs for Webhook Trigger 'h', missing inputs: ${names}`)).toEqual({
      rule: 'missing-trigger-input',
      message: `The Webhook trigger "h" gives no value for the required ${required}.`,
      hint: `Give ${them} in the \`inputs\` of the trigger, or \`defaults\` or \`required: false\` in the flow's.`,
    });
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
    const [dotted] = findingsOf('tasks:\n  - id: a.b\n  - id: a.b\n', refusing('Duplicate task id with name [a.b]'));
    expect(dotted?.message).toBe('The task id "a.b" is used twice; first at line 2.');
  });

  test('of a duplicate that Kestra makes itself name no first one', () => {
    const [finding] = findingsOf(
      'tasks:\n  - id: a_split\n',
      refusing(' Invalid Flow: Duplicate task id with name [a_split]'),
    );
    expect(finding?.message).toBe('The task id "a_split" is used twice.');
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
