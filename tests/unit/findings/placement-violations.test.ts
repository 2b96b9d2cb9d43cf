import { describe, expect, test } from '@jest/globals';
import { placement, refusing } from './placing.js';

/** Name, the lines of Kestra (1.3 and 2.0 print paths differently), the document with its mark. */
type Case = readonly [name: string, lines: readonly string[], yaml: string];

function holds(cases: readonly Case[]): void {
  const each = cases.flatMap(([name, lines, yaml]) => lines.map((line) => [name, line, yaml] as const));
  test.each(each)('%s: %s', (_name, line, yaml) => {
    const { found, wanted } = placement(yaml, refusing(line));
    expect(found).toEqual(wanted);
  });
}

const NULL = 'must not be null';

describe('a property that is missing stands at the head of its object', () => {
  holds([
    [
      'in a task',
      [`hello.message: ${NULL}`, `tasks[hello].message: ${NULL}`, `tasks[0].message: ${NULL}`],
      `
id: x
tasks:
  - ‸id‸: hello
    type: io.kestra.plugin.core.log.Log
`,
    ],
    [
      'in a task that begins with its type',
      [`hello.message: ${NULL}`, `tasks[hello].message: ${NULL}`],
      `
tasks:
  - ‸type: io.kestra.plugin.core.log.Log
    id: hello
`,
    ],
    [
      'behind comments',
      [`b.message: ${NULL}`, `tasks[b].message: ${NULL}`],
      `
# tasks:
tasks:
  # the first
  - id: a # id: b
    type: io.kestra.plugin.core.log.Log
    message: "id: b"

  # the second
  - # here it comes
    ‸id: b
    type: io.kestra.plugin.core.log.Log
`,
    ],
    [
      'in flow style',
      [`b.message: ${NULL}`, `tasks[b].message: ${NULL}`],
      `
tasks: [{id: a, type: L, message: m}, {‸id‸: b, type: L}]
`,
    ],
    [
      'quoted keys',
      [`hello.message: ${NULL}`, `tasks[hello].message: ${NULL}`],
      `
"tasks":
  - ‸'id'‸: "hello"
    "type": L
`,
    ],
    ['no tasks at all', [`tasks: must not be empty`], '‸id: x\nnamespace: a.b\n'],
    [
      'no id, and the flow begins with comments',
      [`id: ${NULL}`],
      `
# a flow

# of somebody
‸namespace‸: a.b
tasks: []
`,
    ],
    ['no namespace', [`namespace: ${NULL}`], '---\n‸id: x\ntasks: []\n'],
    [
      'a trigger keeps its index',
      [`triggers[1].cron: ${NULL}`],
      `
triggers:
  - id: a
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "* * * * *"
  - ‸id: b
    type: io.kestra.plugin.core.trigger.Schedule
`,
    ],
    [
      'under a key: the key',
      [`concurrency.limit: ${NULL}`],
      `
id: x
‸concurrency‸:
  behavior: QUEUE
`,
    ],
    [
      'retry of a task, by index',
      [`tasks[1].retry.interval: ${NULL}`],
      `
tasks:
  - id: a
    retry: {type: constant, interval: PT1S}
  - id: b
    ‸retry:
      type: constant
`,
    ],
    ['service level agreements', [`sla[0].duration: ${NULL}`], 'sla:\n  - ‸id: s\n    type: MAX_DURATION\n'],
    ['checks of 2.0', ['checks[0].when: must not be empty'], 'checks:\n  - ‸behavior: BLOCK_EXECUTION\n'],
    [
      'an input',
      [`a.itemType: ${NULL}`, `inputs[a].itemType: ${NULL}`],
      'inputs:\n  - id: b\n    type: ARRAY\n    itemType: INT\n  - ‸id: a\n    type: ARRAY\n',
    ],
    [
      'an input with a dot in its id',
      [`form.x.itemType: ${NULL}`, `inputs[form.x].itemType: ${NULL}`],
      'inputs:\n  - id: form\n    type: STRING\n  - ‸id: form.x\n    type: ARRAY\n',
    ],
    [
      'a task without id',
      [`tasks[0].id: ${NULL}`, `tasks[null].id: ${NULL}`],
      'tasks:\n  - ‸type: L\n    message: m\n',
    ],
    [
      'the second task is the one without id',
      [`tasks[1].id: ${NULL}`, `tasks[null].id: ${NULL}`],
      'tasks:\n  - id: a\n    type: L\n  - ‸type: L\n    message: m\n',
    ],
    [
      'an id of null is none',
      [`tasks[null].id: ${NULL}`],
      'tasks:\n  - id: a\n    type: L\n  - type: L\n    id: ‸null\n',
    ],
    ['empty object', [`tasks[0].id: ${NULL}`], 'tasks:\n  - ‸{}\n'],
  ]);
});

describe('nested tasks', () => {
  holds([
    [
      'Sequential',
      [`inner.inner.message: ${NULL}`, `tasks[inner].tasks[inner].message: ${NULL}`],
      `
tasks:
  - id: seq
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: ok
        type: L
        message: m
      - ‸id: inner
        type: L
`,
    ],
    [
      'three levels',
      [`deep.deep.deep.message: ${NULL}`, `tasks[deep].tasks[deep].tasks[deep].message: ${NULL}`],
      `
tasks:
  - id: par
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: sq
        type: io.kestra.plugin.core.flow.Sequential
        tasks:
          - ‸id: deep
            type: L
`,
    ],
    [
      'the same id on two levels: as deep as the path',
      [`a.a.message: ${NULL}`, `tasks[a].tasks[a].message: ${NULL}`],
      `
tasks:
  - id: a
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - ‸id: a
        type: L
`,
    ],
    [
      'If, then',
      [`m.then[0].message: ${NULL}`, `tasks[m].then[0].message: ${NULL}`],
      `
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    condition: "true"
    then:
      - ‸id: m
        type: L
`,
    ],
    [
      'If, else: Java calls it _else',
      [`n._else[1].message: ${NULL}`, `tasks[n]._else[1].message: ${NULL}`],
      `
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    then: [{id: m, type: L, message: m}]
    else:
      - id: k
        type: L
        message: m
      - ‸id: n
        type: L
`,
    ],
    [
      'a wrong id in else is shown itself',
      ['a.b._else[0].id: must match "^[a-z]*"', 'tasks[a.b]._else[0].id: must match "^[a-z]*"'],
      `
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    else:
      - id: ‸a.b‸
        type: L
`,
    ],
    [
      'Switch, defaults',
      [`d.defaults[0].message: ${NULL}`, `tasks[d].defaults[0].message: ${NULL}`],
      `
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Switch
    cases:
      one:
        - id: c
          type: L
    defaults:
      - ‸id: d
        type: L
`,
    ],
    [
      'Switch, cases',
      [`c.cases[one][0].message: ${NULL}`, `tasks[c].cases[one][0].message: ${NULL}`],
      `
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Switch
    cases:
      two:
        - id: b
          type: L
      one:
        - ‸id: c
          type: L
`,
    ],
    [
      'Dag',
      [`b.b.task.message: ${NULL}`, `tasks[b].tasks[b].task.message: ${NULL}`],
      `
tasks:
  - id: d
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task:
          id: a
          type: L
          message: m
      - ‸task:
          id: b
          type: L
        dependsOn: [a]
`,
    ],
    [
      'ForEach',
      [`in.in.message: ${NULL}`],
      `
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [1, 2]
    tasks:
      - ‸id: in
        type: L
`,
    ],
    [
      'Pause.onPause: under a key',
      [`op.onPause.message: ${NULL}`, `tasks[op].onPause.message: ${NULL}`],
      `
tasks:
  - id: p
    type: io.kestra.plugin.core.flow.Pause
    ‸onPause‸:
      id: op
      type: L
`,
    ],
    [
      'errors of a flowable',
      [`e.errors[0].message: ${NULL}`, `tasks[e].errors[0].message: ${NULL}`],
      'tasks:\n  - id: s\n    type: S\n    errors:\n      - ‸id: e\n        type: L\n',
    ],
    [
      'finally of a flowable: Java calls it _finally',
      [`f._finally[0].message: ${NULL}`, `tasks[f]._finally[0].message: ${NULL}`],
      'tasks:\n  - id: s\n    type: S\n    finally:\n      - ‸id: f\n        type: L\n',
    ],
    ['errors of the flow', [`errors[0].message: ${NULL}`], 'tasks: []\nerrors:\n  - ‸id: e\n    type: L\n'],
    ['finally of the flow', [`_finally[0].message: ${NULL}`], 'finally:\n  - ‸id: f\n    type: L\n'],
    ['afterExecution', [`afterExecution[0].message: ${NULL}`], 'afterExecution:\n  - ‸id: f\n    type: L\n'],
    [
      'without id inside of one with an id',
      [`tasks[1].tasks[0].id: ${NULL}`, `tasks[null].tasks[null].id: ${NULL}`],
      'tasks:\n  - id: a\n    type: L\n  - id: s\n    type: S\n    tasks:\n      - ‸type: L\n',
    ],
    [
      'a task that one alone names, wherever it is',
      [`m.message: ${NULL}`],
      'tasks:\n  - id: i\n    then:\n      - ‸id: m\n        type: L\n',
    ],
  ]);
});

describe('ids that look like something else', () => {
  holds([
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
  holds([
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
  holds([
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
      ['d: Cyclic dependency detected: b, c', 'tasks[d]: Cyclic dependency detected: b, c'],
      `
tasks:
  - id: d
    tasks:
      - task: {id: a, type: L}
      - task: {id: b, type: L}
        dependsOn:
          - a
          - ‸c
      - task: {id: c, type: L}
        dependsOn: [b]
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
      'the longer of two such names',
      ["retry.maxIntervalLessThanMaxDuration: 'maxInterval' must be less than 'maxDuration'"],
      'retry: {type: exponential, interval: PT1S, maxInterval: ‸PT2H, maxDuration: PT1H}\n',
    ],
  ]);
});

describe('labels', () => {
  const bad = 'Invalid label key. A valid key contains only lowercase letters.';
  holds([
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
