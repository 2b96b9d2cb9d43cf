import { describe } from '@jest/globals';
import { linesStandAtTheirMarks } from './placing.js';

const NULL = 'must not be null';

describe('nested tasks', () => {
  linesStandAtTheirMarks([
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
