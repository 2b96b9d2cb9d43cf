import { describe, expect, test } from '@jest/globals';
import type { RuleSetName } from '../../../src/rules/verdict.js';
import { placement, refusing } from './placing.js';

type Case = readonly [name: string, text: string, yaml: string, rules?: RuleSetName];

function holds(cases: readonly Case[]): void {
  test.each(cases)('%s: %s', (_name, text, yaml, rules = '1.3') => {
    const { found, wanted } = placement(yaml, refusing(text), { rules });
    expect(found).toEqual(wanted);
  });
}

function unknown(key: string, className: string, ...known: readonly string[]): string {
  const list = known.map((name) => `"${name}"`).join(', ');
  return `Unrecognized field "${key}" (class ${className}), not marked as ignorable (${known.length} known properties: ${list})`;
}

const LOG = 'io.kestra.plugin.core.log.Log';
const FLOW = 'io.kestra.core.models.flows.FlowWithSource';
const INPUT = 'io.kestra.core.models.flows.input.';

describe('an unknown property: its key', () => {
  holds([
    ['on the flow', unknown('foo', FLOW, 'id'), 'id: x\nvariables: {foo: 1}\n‸foo‸: bar\n'],
    ['on the flow, though a task has one too', unknown('foo', FLOW), 'tasks:\n  - id: a\n    foo: 1\n‸foo: 2\n'],
    ['not on the flow', unknown('foo', LOG), `foo: 2\ntasks:\n  - type: ${LOG}\n    ‸foo: 1\n`],
    ['as a save says it', unknown('foo', 'io.kestra.core.models.flows.GenericFlow'), 'id: x\n‸foo: 2\n'],
    ['quoted', unknown('foo', FLOW), 'id: x\n‸"foo"‸: bar\n'],
    ['with a blank in it', unknown('f oo', FLOW), 'id: x\n‸f oo‸: bar\n'],
    ['a merge key', unknown('<<', LOG), `tasks:\n  - type: ${LOG}\n    ‸<<‸: *a\n`],
    ['on a task', unknown('mesage', LOG), `tasks:\n  - id: a\n    type: ${LOG}\n    ‸mesage‸: x\n`],
    [
      'on the first task of that class that has it',
      unknown('mesage', LOG),
      `
tasks:
  - id: a
    type: io.kestra.plugin.core.debug.Return
    mesage: not meant
  - id: b
    type: ${LOG}
    message: "mesage: x"
  - id: c
    type: ${LOG}
    ‸mesage: x
  - id: d
    type: ${LOG}
    mesage: later
`,
    ],
    [
      'nested, behind the type',
      unknown('mesage', LOG),
      `
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - ‸mesage‸: x
        id: a
        type: ${LOG}
`,
    ],
    ['in flow style', unknown('mesage', LOG), `tasks: [{id: a, ‸mesage‸: "😀", type: ${LOG}}]\n`],
    [
      'in flow style behind letters of two units',
      unknown('mesage', LOG),
      `tasks: [{id: "😀", ‸mesage‸: x, type: ${LOG}}]\n`,
    ],
    [
      'under the old name of its class',
      unknown('mesage', LOG),
      'tasks:\n  - id: a\n    type: io.kestra.core.tasks.log.Log\n    ‸mesage: x\n',
    ],
    [
      'of a plugin that nobody knows here',
      unknown('scrpt', 'io.kestra.plugin.scripts.python.Script'),
      'tasks:\n  - id: a\n    type: io.kestra.plugin.scripts.shell.Script\n    scrpt: 1\n  - id: b\n    type: io.kestra.plugin.scripts.python.Script\n    ‸scrpt: 1\n',
    ],
    [
      'as the builder of a class says it',
      unknown('mesage', `${LOG}$LogBuilderImpl`),
      `tasks:\n  - id: a\n    type: ${LOG}\n    ‸mesage: x\n`,
    ],
    [
      'not in what the author is free to write',
      unknown('mesage', LOG),
      `variables:\n  a: {type: ${LOG}, mesage: x}\ntasks:\n  - type: ${LOG}\n    ‸mesage: x\n`,
    ],
    [
      'on a trigger',
      unknown('crn', 'io.kestra.plugin.core.trigger.Schedule'),
      'tasks:\n  - crn: 1\ntriggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    ‸crn: 1\n',
    ],
    [
      'on an input, by its type',
      unknown('foo', `${INPUT}StringInput`, 'id'),
      'inputs:\n  - id: a\n    type: INT\n    foo: 1\n  - id: b\n    type: STRING\n    ‸foo: 1\n',
    ],
    [
      'on an input of two words',
      unknown('foo', `${INPUT}MultiselectInput`),
      'inputs:\n  - type: SELECT\n    foo: 1\n  - type: MULTISELECT\n    ‸foo: 1\n',
    ],
    [
      'on an agreement',
      unknown('foo', 'io.kestra.core.models.flows.sla.types.MaxDurationSLA'),
      'sla:\n  - {type: EXECUTION_ASSERTION, foo: 1}\n  - {type: MAX_DURATION, ‸foo: 1}\n',
    ],
    ['on an input of 2.0', unknown('name', `${INPUT}StringInput`), 'inputs:\n  - ‸name: a\n    type: STRING\n', '2.0'],
    [
      'on what an input depends on',
      unknown('foo', 'io.kestra.core.models.flows.DependsOn', 'inputs', 'condition'),
      'inputs:\n  - id: a\n    type: STRING\n    dependsOn:\n      inputs: []\n      ‸foo: 1\n',
    ],
    [
      'on the concurrency, not on a retry',
      unknown('foo', 'io.kestra.core.models.flows.Concurrency', 'limit', 'behavior'),
      'retry: {foo: 1}\nconcurrency:\n  ‸foo: 1\n',
    ],
    [
      'on a retry',
      unknown('foo', 'io.kestra.core.models.tasks.retrys.Constant', 'interval', 'type', 'maxAttempts'),
      'concurrency: {foo: 1}\ntasks:\n  - id: a\n    type: L\n    retry:\n      type: constant\n      ‸foo: 1\n',
    ],
    [
      'on a label of a list',
      unknown('foo', 'io.kestra.core.models.Label', 'key', 'value'),
      'labels:\n  - key: a\n    ‸foo: b\n',
    ],
    [
      'on an output',
      unknown('foo', 'io.kestra.core.models.flows.Output', 'id', 'type', 'value'),
      'outputs:\n  - id: a\n    type: STRING\n    ‸foo: 1\n',
    ],
    [
      'on a check',
      unknown('foo', 'io.kestra.core.models.flows.check.Check', 'condition'),
      'tasks:\n  - id: a\n    foo: 1\n    type: com.acme.X\nchecks:\n  - condition: x\n    ‸foo: 1\n',
    ],
    [
      'on plugin defaults',
      unknown('vals', 'io.kestra.core.models.flows.PluginDefault', 'type', 'forced', 'values'),
      `pluginDefaults:\n  - type: ${LOG}\n    ‸vals: {}\n`,
    ],
    [
      'on the preconditions of a trigger',
      unknown('foo', 'io.kestra.plugin.core.trigger.Flow$Preconditions', 'id', 'flows'),
      'triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Flow\n    foo: 1\n    preconditions:\n      id: p\n      ‸foo: 1\n',
    ],
    [
      'on the dependency of a Dag',
      unknown('need', 'io.kestra.plugin.core.flow.Dag$DagTask', 'task', 'dependsOn'),
      'tasks:\n  - id: d\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task: {id: a, type: L}\n        ‸need: [b]\n',
    ],
    [
      'under an old name of another sound',
      unknown('foo', 'io.kestra.plugin.core.flow.Subflow', 'id', 'type'),
      'tasks:\n  - foo: 1\n  - {id: a, type: io.kestra.core.tasks.flows.Flow, ‸foo: 1}\n',
    ],
    [
      'of a plugin that moved to another package',
      unknown('foo', 'com.acme.fresh.Thing', 'foo'),
      'tasks:\n  - options: {foo: 1}\n    type: com.acme.old.Thing\n    ‸foo: 1\n',
    ],
    ['with CRLF and a BOM', unknown('foo', FLOW), '\uFEFFid: x\r\n\r\n‸foo‸: 1\r\n'],
    ['one that is nowhere: the head of the flow', unknown('gone', LOG), '# x\n‸id: x\ntasks: []\n'],
  ]);
});

describe('an unknown property of what has no type', () => {
  const OPTIONS = 'com.acme.Options';
  holds([
    [
      'though the flow may have it',
      unknown('description', OPTIONS),
      'description: x\ntasks:\n  - config: {‸description: y, other: 1}\n',
    ],
    [
      'not of a plugin of another class',
      unknown('foo', OPTIONS, 'id', 'type'),
      'tasks:\n  - id: a\n    type: com.acme.X\n    foo: 1\n    config: {‸foo: 1, bar: 2}\n',
    ],
    [
      'the one that holds nothing else that is unknown',
      unknown('foo', OPTIONS, 'a'),
      'tasks:\n  - one: {foo: 1, b: 2}\n    two: {‸foo: 1, a: 2}\n',
    ],
    [
      'of two by its name the one that holds nothing else that is unknown',
      unknown('foo', OPTIONS, 'a'),
      'tasks:\n  - options: {foo: 1, b: 2}\n  - options: {‸foo: 1, a: 2}\n',
    ],
    [
      'a type without dots is that of no plugin',
      unknown('foo', 'io.kestra.plugin.core.trigger.Flow$Filter'),
      'triggers:\n  - preconditions:\n      other: {foo: 1}\n      where:\n        - filters: [{type: IN, ‸foo: 1}]\n',
    ],
    [
      'the one whose key ends the name of the class',
      unknown('foo', 'io.kestra.plugin.core.flow.Dag$DagTask', 'task'),
      'tasks:\n  - config: {foo: 1, task: 2}\n    tasks:\n      - ‸foo: 1\n        bar: 2\n',
    ],
    [
      'the one whose key is in the package of the class',
      unknown('foo', 'io.kestra.core.models.assets.AssetsDeclaration'),
      'tasks:\n  - options: {foo: 1, bar: 2}\n    assets: {‸foo: 1, bar: 2}\n',
    ],
  ]);
});
