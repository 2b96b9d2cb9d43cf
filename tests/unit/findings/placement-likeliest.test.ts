import { describe, expect, test } from '@jest/globals';
import { linesStandAtTheirMarks, placement, refusing } from './placing.js';

const NULL = 'must not be null';
const MATCH = 'must match "x"';
const COMPARED = "intervalLessThanMaxDuration: 'interval' must be less than 'maxDuration'";

describe('of several places with one path the one that the message is true of', () => {
  linesStandAtTheirMarks([
    ['null', [`a.message: ${NULL}`], 'tasks:\n  - {id: a, message: m}\n  - {id: a, message: ‸~}\n'],
    ['blank', ['a.message: must not be blank'], 'tasks:\n  - {id: a, message: m}\n  - {id: a, message: ‸" "}\n'],
    ['an empty list', ['a.tasks: must not be empty'], 'tasks:\n  - {id: a, tasks: [b]}\n  - {id: a, ‸tasks: []}\n'],
    ['an empty map', ['a.cases: must not be empty'], 'tasks:\n  - {id: a, cases: {b: c}}\n  - {id: a, ‸cases: {}}\n'],
    ['nothing', ['a.id: must not be blank', 'tasks[a].id: must not be blank'], 'tasks:\n  - id: ‸a\n  - id: b\n'],
    ['neither: the first', [`a.message: ${NULL}`], 'tasks:\n  - {id: a, message: ‸m}\n  - {id: a, message: n}\n'],
  ]);
});

describe('ids that could be something else', () => {
  linesStandAtTheirMarks([
    ['"null" is an id', [`null.message: ${NULL}`], 'tasks:\n  - {id: ~, type: L}\n  - {‸id: "null", type: L}\n'],
    ['"undefined" is one', [`undefined.message: ${NULL}`], 'tasks:\n  - type: L\n  - {‸id: undefined, type: L}\n'],
    [
      'also where only 1.3 finds it',
      [`undefined.message: ${NULL}`],
      'tasks:\n  - then:\n      - type: L\n      - {‸id: undefined, type: L}\n',
    ],
    ['the flow has the same', [`x.level: ${MATCH}`], 'id: x\ntasks:\n  - then:\n      - id: x\n        level: ‸LOUD\n'],
    ['empty, though the flow has one', [`.id: ${MATCH}`], 'id: x\ntasks:\n  - id: s\n    tasks:\n      - id: ‸""\n'],
    [
      'an input with brackets and a colon',
      [`a[0]: b.itemType: ${NULL}`, `inputs[a[0]: b].itemType: ${NULL}`],
      "inputs:\n  - id: a\n  - ‸id: 'a[0]: b'\n",
    ],
    ['a property that is missing', [`namespace: ${NULL}`], '‸id: x\ntasks:\n  - id: namespace\n'],
    ['a list of the flow', [`triggers[0].cron: ${NULL}`], 'tasks:\n  - id: triggers\ntriggers:\n  - ‸id: t\n'],
    ['how a property begins', [`retry.${COMPARED}`], 'tasks:\n  - id: retr\nretry: {interval: ‸PT1H}\n'],
    [
      'how another id begins, before a dot',
      [`a.b.retry.${COMPARED}`],
      'tasks:\n  - then:\n      - {id: a, retry: {interval: PT1S}}\n      - {id: a.b, retry: {interval: ‸PT1H}}\n',
    ],
    ['how an id begins that is nowhere', [`odd-one.message: ${NULL}`], '‸id: x\ntasks:\n  - id: odd\n'],
    ['a word of something that is no path', ['odd words: nothing'], '‸id: x\ntasks:\n  - id: odd\n'],
  ]);
});

describe('paths by index', () => {
  linesStandAtTheirMarks([
    ['the eleventh of a list', [`errors[10].message: ${NULL}`], `errors:\n${'  - {id: a}\n'.repeat(10)}  - {‸id: b}\n`],
    [
      'a case of a task that handles errors',
      [`errors[0].cases[one][0].message: ${NULL}`],
      'errors:\n  - id: e\n    cases:\n      two:\n        - id: b\n      one:\n        - ‸id: c\n',
    ],
    [
      'an element of a list',
      ['tasks[0].commands[1].<list element>: must not be blank'],
      'tasks:\n  - id: a\n    commands: [a, ‸" "]\n',
    ],
    [
      'a value of a map',
      ['tasks[0].env[A].<map value>: must not be blank'],
      'tasks:\n  - id: a\n    env: {B: a, A: ‸" "}\n',
    ],
    [
      'a label whose value is an object counts',
      ['labels[1].value: must not be empty'],
      'labels:\n  a: {b: c}\n  team: ‸""\n',
    ],
    [
      'a property whose name begins as a computed one, but goes on',
      [`retry.${COMPARED}`],
      'retry: {inter: 1, interval: ‸PT1H}\n',
    ],
  ]);
});

/** Each of them is, alone, what another placer looks for. */
const PHRASES = [
  "Input path 'a' conflicts with 'b'",
  'Invalid input reference: offending tasks: [t]',
  "The subflow 'x' not found in namespace 'a.b'.",
  'Recursive call to flow [a.b.x]',
  'Flow id is a reserved',
  "Namespace 'a' does not exist",
  "pluginDefaultsRef: 'p'",
  'io.old.X is replaced by io.new.X',
  'class java.lang.Integer cannot be cast to class java.lang.String',
  'Templates are disabled',
  '"this.tasks" is null',
  'PluginDefault.getValues()',
  'Cannot found plugin for null identifier',
  'isValid',
  "Task 't' can't have any `type`",
  'invalid cron expression',
  'must not be null',
  "'id' must be less than 'id' but is 1",
  'Inputs with a default value must be required',
  'Inputs with a default value cannot also have a prefill',
  'Cyclic dependency detected: t',
  "Invalid Plugin Default: No property 'id' exists",
  '`id` cannot be null for type x',
  'Only runnable tasks are allowed',
];

describe('words of the author that look like another message are none', () => {
  test.each(PHRASES)('%s', (phrase) => {
    const yaml = `id: x
namespace: a.b
pluginDefaults:
  - values: {id: a}
inputs:
  - id: a
  - id: b
  - type: INT
tasks:
  - id: t
    type: L
    message: "{{ inputs.a-b }}"
    namespace: a.b
    flowId: x
    pluginDefaultsRef: p
    old: io.old.X
    tasks: [{type: io.kestra.plugin.core.flow.Parallel}]
  - id: d
    type: io.kestra.plugin.core.flow.Dag
    cron: a
    required: false
    prefill: b
    values: {id: a}
    tasks:
      - task: {id: t, type: L}
        dependsOn: [t, ‸${JSON.stringify(phrase)}]
  - id: l
    type: io.kestra.plugin.core.flow.LoopUntil
  - id: u
    type: io.kestra.plugin.core.flow.Template
`;
    const { found, wanted } = placement(yaml, refusing(`d: Not existing task id in dependency: ${phrase}`));
    expect(found).toEqual(wanted);
  });
});
