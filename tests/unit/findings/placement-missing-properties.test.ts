import { describe } from '@jest/globals';
import { linesStandAtTheirMarks } from './placing.js';

const NULL = 'must not be null';

describe('a property that is missing stands at the head of its object', () => {
  linesStandAtTheirMarks([
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
