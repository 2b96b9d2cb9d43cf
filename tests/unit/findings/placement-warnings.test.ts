import { describe, expect, test } from '@jest/globals';
import { placement, textsStandAtTheirMarks } from './placing.js';

describe('warnings', () => {
  const missing = "The subflow 'x' not found in namespace 'a.b'.";
  textsStandAtTheirMarks(
    [
      [
        'a subflow that is not there',
        missing,
        'tasks:\n  - {namespace: a, flowId: x}\n  - {namespace: a.b, flowId: ‸x‸}\n',
      ],
      [
        'one that is switched off',
        "The subflow 'child' is disabled in namespace 'a.b'.",
        'tasks:\n  - namespace: a.b\n    flowId: ‸child\n',
      ],
      [
        'only top-level tasks are looked at',
        missing,
        'errors:\n  - {namespace: a.b, flowId: x}\ntasks:\n  - tasks: [{namespace: a.b, flowId: x}]\n  - {namespace: a.b, flowId: ‸x}\n',
      ],
      [
        'a trigger is none',
        missing,
        'triggers:\n  - preconditions: {flows: [{namespace: a.b, flowId: x}]}\ntasks:\n  - flowId: ‸x\n    namespace: a.b\n',
      ],
      [
        'a trigger on everything lacks a property: its head',
        "This flow will be triggered for EVERY execution of EVERY flow on your instance. We recommend adding the preconditions property to the Flow trigger 't'.",
        'tasks:\n  - id: t\ntriggers:\n  - ‸id: t\n    type: io.kestra.plugin.core.trigger.Flow\n',
      ],
      [
        'a property without effect',
        "The task 's' cannot use the 'timeout' property as it's only relevant for runnable tasks.",
        'tasks:\n  - id: a\n    timeout: PT1S\n  - id: s\n    ‸timeout‸: PT1S\n',
      ],
      [
        'a property that comes from plugin defaults: the head of the task',
        "The task 's' cannot use the 'timeout' property as it's only relevant for runnable tasks.",
        'tasks:\n  - id: a\n  - ‸id: s\n',
      ],
      [
        'nested',
        "The task 's' cannot use the 'workerGroup' property as it's only relevant for runnable tasks.",
        'tasks:\n  - id: a\n    then:\n      - ‸workerGroup: {}\n        id: s\n',
      ],
    ],
    (text) => ({ warnings: [text] }),
  );

  test('the same warning twice means two places', () => {
    const yaml = 'tasks:\n  - {namespace: a.b, flowId: x}\n  - {namespace: a.b, flowId: ‸x}\n';
    const { found, wanted } = placement(yaml, { warnings: [missing, missing] });
    expect(found).toEqual(['2:30', ...wanted]);
  });

  test('an old revision', () => {
    const { found, wanted } = placement('id: x\nrevision: ‸7‸\n', { outdated: true });
    expect(found).toEqual(wanted);
  });
});

describe('what is replaced', () => {
  const replaced = 'io.kestra.core.tasks.log.Log is replaced by io.kestra.plugin.core.log.Log';
  textsStandAtTheirMarks(
    [
      [
        'a type',
        replaced,
        'description: |\n  io.kestra.core.tasks.log.Log\ntasks:\n  - type: ‸io.kestra.core.tasks.log.Log‸\n',
      ],
      ['a type in quotes', replaced, "tasks:\n  - {id: a, type: ‸'io.kestra.core.tasks.log.Log'}\n"],
      [
        'a type, though a list holds the same text',
        replaced,
        'tasks:\n  - commands: [io.kestra.core.tasks.log.Log]\n    type: ‸io.kestra.core.tasks.log.Log\n',
      ],
      ['in plugin defaults', replaced, 'pluginDefaults:\n  - type: ‸io.kestra.core.tasks.log.Log\n'],
    ],
    (text) => ({ infos: [text] }),
  );
});

describe('deprecations', () => {
  textsStandAtTheirMarks(
    [
      ['a property of the flow', 'listeners', 'tasks: []\n‸listeners‸:\n  - tasks: []\n'],
      ['a property of an input', 'inputs[1].name', 'inputs:\n  - name: a\n  - type: INT\n    ‸name: b\n'],
      ['a property of a task', 'tasks[0].additionalProperty', 'tasks:\n  - id: a\n    ‸additionalProperty: x\n'],
      [
        'a class: its type',
        'tasks[1]',
        'tasks:\n  - id: a\n    type: L\n  - id: e\n    type: ‸io.kestra.plugin.core.debug.Echo‸\n',
      ],
      ['an input type', 'inputs[0]', 'inputs:\n  - id: a\n    type: ‸BOOLEAN\n'],
      [
        'nested: the path begins at the list',
        'tasks[0]',
        'tasks:\n  - id: s\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: e\n        type: ‸io.kestra.plugin.core.debug.Echo\n',
      ],
      [
        'nested property',
        'tasks[1].old',
        'tasks:\n  - id: a\n  - id: s\n    tasks:\n      - id: b\n      - id: c\n        ‸old: 1\n',
      ],
      ['the eleventh task', 'tasks[10].old', `tasks:\n${'  - {id: a}\n'.repeat(10)}  - {id: a, ‸old: 1}\n`],
      ['a property that holds an object', 'tasks[0].old', 'tasks:\n  - id: a\n    ‸old: {type: X}\n'],
      ['in else', '_else[0]', 'tasks:\n  - id: i\n    else:\n      - type: ‸io.kestra.plugin.core.debug.Echo\n'],
      ['in finally', 'finally[0]', 'finally:\n  - type: ‸io.kestra.plugin.core.debug.Echo\n'],
      ['a class without type here: its head', 'tasks[0]', 'tasks:\n  - ‸id: a\n'],
      ['nowhere: the head of the flow', 'gone[3].x', '‸id: x\ntasks: []\n'],
    ],
    (text) => ({ deprecationPaths: [text] }),
  );
});
