import { describe, expect, test } from '@jest/globals';
import { findingsOfRules, findingsOfVerdict } from '../../../src/findings/verdict-findings.js';
import { splitDocuments } from '../../../src/flows/documents.js';
import { parseFlow } from '../../../src/flows/parse-flow.js';
import { judgeDocument } from '../../../src/rules/judge.js';
import type { RuleSetName } from '../../../src/rules/verdict.js';

const LOG = 'tasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n';
const parsed = (more: string) => parseFlow(splitDocuments({ path: 'a.yml', text: `id: a\nnamespace: n\n${more}` })[0]!);

/** The words of our rules, and those of a server that answers the same: they must not differ. */
function words(more: string, rules: RuleSetName): readonly string[] {
  const flow = parsed(more);
  const verdict = judgeDocument(flow, { rules });
  const text = ({ message, hint }: { message: string; hint?: string }) =>
    hint === undefined ? message : `${message} ${hint}`;
  const ours = findingsOfRules(flow, verdict, rules).map(text);
  expect(findingsOfVerdict(flow, verdict.server, rules).map(text)).toEqual(ours);
  return ours;
}

const task = (type: string, more = '') => `tasks:\n  - id: t\n    type: io.kestra.plugin.core.${type}\n${more}`;
const trigger = (more: string) =>
  `${LOG}triggers:\n  - id: s\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "0 0 * * *"\n${more}`;
const webhook = `${LOG}triggers:\n  - id: h\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: k\n    inputs: { c: x }\n`;

describe('sentences are whole', () => {
  test.each([
    [
      '1.3',
      `${LOG}triggers:\n  - id: h\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: k\n    responseContentType: x\n`,
      "Invalid webhook: responseContentType must be either 'application/json' or 'text/plain'.",
    ],
    [
      '2.0',
      `inputs:\n  - { id: c, type: SELECT, values: [red, green], defaults: blue }\n${LOG}`,
      "Invalid default for input 'c': it must match the values `[red, green]`.",
    ],
    [
      '2.0',
      `inputs:\n  - { id: c, type: SELECT, values: [red, green] }\n${webhook}`,
      "Invalid value for input 'c' supplied by Webhook Trigger 'h': it must match the values `[red, green]`.",
    ],
    [
      '2.0',
      `inputs:\n  - { id: uri_input, type: URI }\n${trigger('')}`,
      'The Schedule trigger "s" gives no value for the required input "uri_input". Give it in the `inputs` of the trigger, or `defaults` or `required: false` in the flow\'s.',
    ],
    [
      '1.3',
      'tasks:\n  - id: he llo\n    type: io.kestra.plugin.core.log.Log\n    message: x\n',
      '"id" of "he llo" may hold only letters, digits, "_" and "-", and must begin with letters or digits.',
    ],
  ] as const)('%s %j', (rules, more, expected) => {
    expect(words(more, rules)).toEqual([expected]);
  });
});

const LOOP =
  'Use io.kestra.plugin.core.flow.Loop; `taskrun.value` becomes `item.value`, `taskrun.iteration` becomes `item.index`.';
const forEach = task('flow.ForEach', '    values: [1]\n    tasks: []\n');

describe('one table of what to write instead, in every way it comes up', () => {
  test.each([
    ['2.0', `inputs:\n  - { id: i, type: BOOLEAN }\n${LOG}`, 'Unknown type "BOOLEAN". Use BOOL.'],
    ['2.0', forEach, `Unknown type "io.kestra.plugin.core.flow.ForEach". ${LOOP}`],
    [
      '2.0',
      trigger('    conditions: []\n'),
      'Unknown property "conditions" on io.kestra.plugin.core.trigger.Schedule. Write the conditions as one expression in the `when` property of the trigger.',
    ],
    [
      '2.0',
      `pluginDefaults: []\n${LOG}`,
      'Unknown property "pluginDefaults" on a flow. Write the values on each task, or use a policy (Enterprise Edition).',
    ],
    [
      '1.3',
      `tasks:\n  - { id: t, type: io.kestra.core.models.tasks.runners.types.ProcessTaskRunner }\n`,
      'Unknown type "io.kestra.core.models.tasks.runners.types.ProcessTaskRunner". Use io.kestra.plugin.core.runner.Process.',
    ],
    [
      '1.3',
      task('flow.Loop', '    values: [1]\n    tasks: []\n'),
      'Unknown type "io.kestra.plugin.core.flow.Loop". It came with Kestra 2.0.',
    ],
    [
      '1.3',
      trigger('    when: "{{ true }}"\n'),
      'Unknown property "when" on io.kestra.plugin.core.trigger.Schedule. It came with Kestra 2.0.',
    ],
  ] as const)('%s %j', (rules, more, expected) => {
    expect(words(more, rules)).toEqual([expected]);
  });
});

describe('what is deprecated has its name, and what to write instead', () => {
  test.each([
    [`inputs:\n  - { id: i, type: BOOLEAN, required: false }\n${LOG}`, 'The type BOOLEAN is deprecated. Use BOOL.'],
    [
      task(
        'flow.EachSequential',
        '    value: [1]\n    tasks:\n      - { id: x, type: io.kestra.plugin.core.log.Log, message: x }\n',
      ),
      `The type io.kestra.plugin.core.flow.EachSequential is deprecated. Kestra 2.0 refuses it. There: ${LOOP}`,
    ],
    [
      `inputs:\n  - { name: i, type: STRING, required: false }\n${LOG}`,
      'The property `name` of STRING is deprecated. Use `id`.',
    ],
    [
      task('debug.Echo', '    format: x\n'),
      'The type io.kestra.plugin.core.debug.Echo is deprecated. Use io.kestra.plugin.core.log.Log; `format` becomes `message`.',
    ],
    [
      `taskDefaults: []\n${LOG}`,
      'The property `taskDefaults` is deprecated. Kestra 2.0 refuses it. There: Write the values on each task, or use a policy (Enterprise Edition).',
    ],
  ])('%j', (more, expected) => {
    expect(words(more, '1.3')).toContain(expected);
  });

  test.each([
    // Properties of a flow have these names, and other things to do about them.
    ['tasks[0].outputs', '  - type: com.acme.Thing\n    outputs: x\n', 'The property `outputs` of com.acme.Thing'],
    ['tasks[0]._outputs', '  - type: com.acme.Thing\n    outputs: x\n', 'The property `outputs` of com.acme.Thing'],
    ['tasks[0]', '  - type: [x]\n', 'The property `type`'],
    ['tasks[0]', '  - type: com.acme.Thing\n', 'The type com.acme.Thing'],
  ])('nothing is known to write instead of %s: %j', (path, tasks, subject) => {
    const verdict = { outdated: false, deprecationPaths: [path] };
    const [finding] = findingsOfVerdict(parsed(`tasks:\n${tasks}`), verdict, '1.3');
    expect(finding).toMatchObject({ rule: 'deprecated', message: `${subject} is deprecated.` });
    expect(finding!.hint).toBeUndefined();
  });

  test.each([
    ['nowhere', LOG],
    ['tasks[0]', 'tasks:\n  - id: t\n'],
  ])('what is not found, or has no type, is called by its path: %s', (path, more) => {
    const verdict = { outdated: false, deprecationPaths: [path] };
    expect(findingsOfVerdict(parsed(more), verdict, '1.3').map(({ message }) => message)).toEqual([
      `\`${path}\` is deprecated.`,
    ]);
  });
});

describe('what is there, what is expected', () => {
  test.each([
    ['tasks:\n', '"tasks" must be a list, but it is empty.'],
    ['tasks: hello\n', '"tasks" must be a list, but it is the text "hello".'],
    ['tasks: { id: a }\n', '"tasks" must be a list, but it is a mapping.'],
    [
      trigger('    conditions:\n      - text\n'),
      'An element of "conditions" must be a mapping with a `type`, but it is the text "text".',
    ],
    [`labels: hello\n${LOG}`, '"labels" must be a list or a mapping, but it is the text "hello".'],
    [task('flow.Switch', '    value: x\n    cases: [a]\n'), '"cases" must be a mapping, but it is a list.'],
    [`disabled: maybe\n${LOG}`, '"disabled" must be true or false, but it is the text "maybe".'],
    [`revision: [1]\n${LOG}`, '`revision` must be a whole number, but it is a list.'],
  ])('%j', (more, expected) => {
    expect(words(more, '1.3')).toEqual([expected]);
  });
});
