import { describe, expect, test } from '@jest/globals';
import { faults, flow, LOG, warnings } from './faults.js';

const log = (id: string, message = 'x') => `{ id: ${id}, type: io.kestra.plugin.core.log.Log, message: "${message}" }`;

describe('flowables', () => {
  test('a Switch needs tasks', () => {
    const source = flow(
      'tasks:\n  - id: s\n    type: io.kestra.plugin.core.flow.Switch\n    value: a\n    cases: {}\n',
    );
    expect(faults(source)).toEqual(['7:12 s: No task defined, neither cases or default have any tasks']);
  });

  test('a WorkingDirectory needs tasks that can run', () => {
    const directory = (tasks: string) =>
      flow(`tasks:\n  - id: w\n    type: io.kestra.plugin.core.flow.WorkingDirectory\n    tasks:\n${tasks}`);
    expect(faults(directory(`      - ${log('a')}\n      - { id: b, type: com.acme.Task }\n`))).toEqual([]);
    expect(
      faults(directory(`      - { id: p, type: io.kestra.plugin.core.flow.Sequential, tasks: [${log('a')}] }\n`)),
    ).toEqual(['7:24 w: Only runnable tasks are allowed as children of a WorkingDirectory task']);
    expect(faults(directory(`      - ${log('a').replace(' }', ', workerGroup: { key: g } }')}\n`))).toEqual([
      '7:82 w: Cannot set a Worker Group in any WorkingDirectory sub-tasks, it is only supported at the WorkingDirectory level',
    ]);
  });

  test.each([
    ['dependsOn: [c]', '8:21 d: Not existing task id in dependency: c'],
    ['dependsOn: [b]', '8:20 d: Cyclic dependency detected: a, b'],
  ])('a Dag with %s', (depends, expected) => {
    const source = flow(`tasks:
  - id: d
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task: ${log('a')}
        ${depends}
      - task: ${log('b')}
        dependsOn: [a]
`);
    expect(faults(source)).toEqual([expected]);
  });
});

describe('references with a dash', () => {
  test('to inputs, in the task and in what it is in', () => {
    const source = flow(`inputs:
  - { id: my-in, type: STRING }
tasks:
  - id: i
    type: io.kestra.plugin.core.flow.If
    condition: "{{ true }}"
    then:
      - ${log('l', '{{ inputs.my-in }}')}
  - ${log('ok', "{{ inputs['my-in'] }}")}
`);
    expect(faults(source)).toEqual([
      '10:64 Invalid Flow: Invalid input reference: use inputs[key-name] instead of inputs.key-name — keys with dashes require bracket notation, offending tasks: [i, l]',
    ]);
  });

  test('not in what a task inherits: Kestra does not look there', () => {
    const source = flow(`inputs:
  - { id: my-in, type: STRING }
tasks:
  - { id: l, type: io.kestra.plugin.core.log.Log, message: a, runIf: "{{ inputs.my-in }}" }
  - { id: r, type: io.kestra.plugin.core.http.Request, uri: "{{ inputs.my-in }}" }
`);
    expect(faults(source)).toEqual([]);
  });

  test('to outputs, in tasks and in outputs of the flow', () => {
    const source = flow(`tasks:
  - ${log('a-b')}
  - ${log('c', '{{ outputs.a-b.value }}')}
outputs:
  - { id: o, type: STRING, value: "{{ outputs.a-b.value }}" }
`);
    const text =
      'Invalid Flow: Invalid output reference: use outputs[key-name] instead of outputs.key-name — keys with dashes require bracket notation, offending';
    expect(faults(source)).toEqual([`5:60 ${text} tasks: [c]`, `7:35 ${text} outputs: [o]`]);
  });
});

describe('warnings of the server', () => {
  test('a trigger for everything', () => {
    const trigger = (more: string) =>
      flow(`${LOG}triggers:\n  - id: f\n    type: io.kestra.plugin.core.trigger.Flow\n${more}`);
    const text = (property: string) =>
      `This flow will be triggered for EVERY execution of EVERY flow on your instance. We recommend adding the ${property} property to the Flow trigger 'f'.`;
    expect(warnings(trigger(''))).toEqual([`6:11 ${text('preconditions')}`]);
    expect(warnings(trigger(''), { rules: '2.0' })).toEqual([`6:11 ${text('dependsOn')}`]);
    expect(warnings(trigger('    when: "{{ x }}"\n'), { rules: '2.0' })).toEqual([]);
  });

  test('properties without effect', () => {
    const source = flow(`tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Sequential
    timeout: PT1S
    tasks: [${log('a')}]
  - { id: p, type: io.kestra.plugin.core.flow.Pause, timeout: PT1S, pauseDuration: PT1S }
`);
    expect(warnings(source)).toEqual([
      "6:5 The task 's' cannot use the 'timeout' property as it's only relevant for runnable tasks.",
    ]);
  });
});

test('values of plugin defaults must be properties of the plugin', () => {
  const source = flow(`${LOG}pluginDefaults:
  - type: io.kestra.plugin.core.log.Log
    values: { level: INFO, colour: red }
`);
  expect(faults(source)).toEqual([
    "6:28 pluginDefaults[0]: Invalid Plugin Default: No property 'colour' exists in plugin 'io.kestra.plugin.core.log.Log'",
  ]);
});

test('2.0: tags and durations have bounds', () => {
  const source = flow(`workerSelector: { tags: [Gpu] }
tasks:
  - id: l
    type: io.kestra.plugin.core.log.Log
    message: a
    retry: { type: constant, interval: P4000D }
  - { id: m, type: io.kestra.plugin.core.log.Log, message: a, taskCache: { enabled: true, ttl: PT0S } }
`);
  expect(faults(source, { rules: '2.0' })).toEqual([
    "8:40 tasks[0].retry.interval: duration 'PT96000H' must not exceed P3650D",
    '9:96 tasks[1].taskCache.ttl: must be a positive duration',
    "3:26 workerSelector.tags[0].<list element>: must be an RFC 1123 label (lowercase alphanumerics and hyphens, must start and end with alphanumeric, max 64 chars), got '$Gpu'",
  ]);
});
