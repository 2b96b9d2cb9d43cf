import { describe } from '@jest/globals';
import { linesStandAtTheirMarks } from './placing.js';

const NULL = 'must not be null';

describe('ids that look like something else', () => {
  linesStandAtTheirMarks([
    [
      'with a dot',
      ['he.llo.id: must match "x"', 'tasks[he.llo].id: must match "x"'],
      'tasks:\n  - id: he\n  - id: ‸he.llo\n    type: L\n',
    ],
    [
      'with a dash',
      [`a-b.message: ${NULL}`, `tasks[a-b].message: ${NULL}`],
      'tasks:\n  - id: a\n    message: m\n  - ‸id: a-b\n    type: L\n',
    ],
    [
      'with a blank, in quotes',
      ['he llo.id: must match "x"', 'tasks[he llo].id: must match "x"'],
      'tasks:\n  - id: ‸"he llo"‸\n    type: L\n',
    ],
    [
      'empty',
      ['.id: must not be blank', 'tasks[].id: must not be blank'],
      'id: x\ntasks:\n  - id: ‸""‸\n    type: L\n',
    ],
    [
      'with brackets and a colon',
      ['a[0]: b.id: must match "x"', 'tasks[a[0]: b].id: must match "x"'],
      "tasks:\n  - id: z\n  - id: ‸'a[0]: b'\n",
    ],
    [
      'that begins as another one',
      [`load-all.message: ${NULL}`, `tasks[load-all].message: ${NULL}`],
      'tasks:\n  - id: load\n    message: m\n  - ‸id: load-all\n  - id: load-all-of\n    message: m\n',
    ],
    [
      'a number',
      [`12.message: ${NULL}`, `tasks[12].message: ${NULL}`],
      'tasks:\n  - id: a\n    message: m\n  - ‸id: 12\n    type: L\n',
    ],
    [
      'called as a property of the flow',
      [`labels.message: ${NULL}`, `tasks[labels].message: ${NULL}`],
      'labels:\n  team: a\ntasks:\n  - ‸id: labels\n    type: L\n',
    ],
    [
      'twice: the one that truly lacks the property',
      [`hello.message: ${NULL}`, `tasks[hello].message: ${NULL}`],
      'tasks:\n  - id: hello\n    message: m\n  - ‸id: hello\n    type: L\n',
    ],
    [
      'twice: the one that truly has the property',
      ['hello.level: must match "x"'],
      'tasks:\n  - id: hello\n    message: m\n  - id: hello\n    level: ‸LOUD\n',
    ],
    [
      'with letters beyond the first plane: columns are UTF-16 units',
      ['tasks[a].message: must match "x"'],
      'tasks: [{id: "😀", message: "🚀"}, {id: a, message: ‸"🚀🚀"‸}]\n',
    ],
  ]);
});

describe('a value that is wrong is shown itself', () => {
  linesStandAtTheirMarks([
    ['plain', ['id: must match "x"'], 'id: ‸a b‸\n'],
    ['empty', ['id: must not be blank'], 'id: ‸""‸\n'],
    ['nothing at all: its key', ['id: must not be blank'], 'namespace: a\n‸id‸:\ntasks: []\n'],
    ['an empty list: its key', ['tasks: must not be empty'], 'id: x\n‸tasks‸: []\n'],
    ['null', [`hello.message: ${NULL}`, `tasks[hello].message: ${NULL}`], 'tasks:\n  - id: hello\n    message: ‸~\n'],
    [
      'a block scalar begins at its sign',
      ['hello.message: must match "x"'],
      'tasks:\n  - id: hello\n    message: ‸|\n      a\n      b\n',
    ],
    [
      'a folded one too',
      ['hello.message: must match "x"'],
      'tasks:\n  - id: hello\n    message: ‸>-\n      a\n    type: L\n',
    ],
    [
      'behind a block scalar that looks like YAML',
      ['b.id: must match "x"'],
      'tasks:\n  - id: a\n    message: |\n      - id: b\n  - id: ‸b\n',
    ],
    ['of duplicate keys the last counts', ['id: must match "x"'], 'id: a\nid: ‸b c\n'],
    ['anchored', ['id: must match "x"'], 'id: &a ‸b c\n'],
    ['a number', ['revision: must be greater than or equal to 1'], 'id: x\nrevision: ‸0‸\n'],
    [
      'nested numbers',
      ['concurrency.limit: must be greater than or equal to 1'],
      'concurrency: {behavior: QUEUE, limit: ‸-1‸}\n',
    ],
    [
      'a time zone',
      ["triggers[0].timezone: timezone '(Mars)' is not a valid time-zone ID"],
      'triggers:\n  - id: t\n    timezone: ‸Mars\n',
    ],
    [
      'a validator',
      ['a.validator: invalid pattern [[]', 'inputs[a].validator: invalid pattern [[]'],
      'inputs:\n  - id: a\n    validator: ‸"["\n',
    ],
    ['a document path of later 2.0 servers', ['tasks[0].type: Invalid type'], 'tasks:\n  - id: a\n    type: ‸Lug\n'],
    ['CRLF', ['a.level: must match "x"'], 'id: x\r\ntasks:\r\n  - id: a\r\n    level: ‸LOUD‸\r\n'],
    ['BOM', ['id: must match "x"'], '\uFEFFid: ‸a b‸\n'],
    ['BOM, at the very beginning', ['tasks: must not be empty'], '\uFEFF‸id‸: a\n'],
  ]);
});

describe('messages about an object mean something in it', () => {
  const cron = "invalid cron expression '* *': Cron expression contains 2 parts but we expect one of [5]";
  linesStandAtTheirMarks([
    ['cron', [`triggers[0]: ${cron}`], 'triggers:\n  - id: t\n    type: S\n    cron: ‸"* *"‸\n'],
    ['cron of the second trigger', [`triggers[1]: ${cron}`], "triggers:\n  - cron: '1 * * * *'\n  - cron: ‸'* *'\n"],
    [
      'a default that is not required',
      [
        'a: Inputs with a default value must be required, since the default is always applied.',
        'inputs[a]: Inputs with a default value must be required, since the default is always applied.',
      ],
      'inputs:\n  - id: a\n    defaults: x\n    required: ‸no\n',
    ],
    [
      'default and prefill',
      ['inputs[a]: Inputs with a default value cannot also have a prefill.'],
      'inputs:\n  - id: a\n    defaults: x\n    ‸prefill: y\n',
    ],
    [
      'a switch without cases: its head',
      [
        's: No task defined, neither cases or default have any tasks',
        'tasks[s]: No task defined, neither cases or default have any tasks',
      ],
      'tasks:\n  - id: a\n  - ‸id: s\n    type: io.kestra.plugin.core.flow.Switch\n',
    ],
    [
      'a cycle in a Dag: where its first task names another one',
      ['d: Cyclic dependency detected: load, clean', 'tasks[d]: Cyclic dependency detected: load, clean'],
      `
tasks:
  - id: d
    tasks:
      - task: {id: a, type: L}
      - task: {id: b, type: L}
        dependsOn: [clean]
      - task: {id: load, type: L}
        dependsOn:
          - a
          - ‸clean
      - task: {id: clean, type: L}
        dependsOn: [load]
`,
    ],
    [
      'a Dag on a missing task',
      ['d: Not existing task id in dependency: zz', 'tasks[d]: Not existing task id in dependency: zz'],
      `
tasks:
  - id: d
    tasks:
      - task: {id: zzz, type: L}
      - task: {id: b, type: L}
        dependsOn: [zzz, ‸zz‸]
`,
    ],
    [
      'a flowable in a working directory: the type of the child',
      ['w: Only runnable tasks are allowed as children of a WorkingDirectory task'],
      `
tasks:
  - id: w
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: ok
        type: io.kestra.plugin.core.log.Log
      - id: no
        type: ‸io.kestra.plugin.core.flow.Parallel
`,
    ],
    [
      'only a plugin that nobody knows here: the head',
      ['w: Only runnable tasks are allowed as children of a WorkingDirectory task'],
      'tasks:\n  - ‸id: w\n    type: io.kestra.plugin.core.flow.WorkingDirectory\n    tasks: [{id: a, type: com.acme.X}]\n',
    ],
    [
      'plugin defaults for a property that the plugin does not have',
      ["pluginDefaults[0]: Invalid Plugin Default: No property 'lvl' exists in plugin 'a.B'"],
      'pluginDefaults:\n  - type: a.B\n    values:\n      level: INFO\n      ‸lvl‸: INFO\n',
    ],
    [
      'a filter without the property that its type needs',
      ['triggers[0].preconditions.where[0].filters[0]: `values` cannot be null for type IN'],
      'triggers:\n  - preconditions:\n      where:\n        - filters:\n            - field: X\n              type: ‸IN\n',
    ],
    [
      'a computed rule: the property that its name begins with',
      ["tasks[0].retry.intervalLessThanMaxDuration: 'interval' must be less than 'maxDuration'"],
      'tasks:\n  - id: a\n    retry:\n      maxDuration: PT1M\n      interval: ‸PT1H\n      type: constant\n',
    ],
    [
      'the same in the words of 1.0 to 1.2, which name the object',
      ["tasks[0].retry: 'interval' must be less than 'maxDuration' but is PT1H"],
      'tasks:\n  - id: a\n    retry:\n      maxDuration: PT1M\n      interval: ‸PT1H\n      type: constant\n',
    ],
    [
      'the longer of two such names',
      ["retry.maxIntervalLessThanMaxDuration: 'maxInterval' must be less than 'maxDuration'"],
      'retry: {type: exponential, interval: PT1S, maxInterval: ‸PT2H, maxDuration: PT1H}\n',
    ],
  ]);
});

describe('labels', () => {
  const bad = 'Invalid label key. A valid key contains only lowercase letters.';
  linesStandAtTheirMarks([
    ['key of a mapping', [`labels[1].key: ${bad}`], 'labels:\n  a: b\n  ‸Team‸: a\n'],
    ['value of a mapping', ['labels[1].value: must not be empty'], 'labels:\n  a: b\n  team: ‸""‸\n'],
    ['a label without value does not count', [`labels[1].key: ${bad}`], 'labels:\n  a: b\n  none: null\n  ‸Team: a\n'],
    ['key of a list', [`labels[0].key: ${bad}`], 'labels:\n  - key: ‸Team\n    value: a\n'],
    ['value of a list', ['labels[0].value: must not be empty'], "labels:\n  - {key: team, value: ‸''}\n"],
    ['no value in a list: its head', ['labels[0].value: must not be null'], 'labels:\n  - ‸key: team\n'],
    ['labels of a task', [`tasks[0].labels[0].key: ${bad}`], 'tasks:\n  - id: a\n    labels:\n      ‸Team: a\n'],
    ['flow style', [`labels[0].key: ${bad}`], 'labels: {‸"Team"‸: a}\n'],
  ]);
});
