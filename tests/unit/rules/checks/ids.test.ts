import { describe, expect, test } from '@jest/globals';
import { faults, flow, LOG } from './faults.js';

describe('ids', () => {
  test('reserved words are no ids of flows in 1.3, and are in 2.0', () => {
    const source = flow(LOG, 'search');
    expect(faults(source)).toEqual([
      '1:5 Invalid Flow: Flow id is a reserved keyword: search. List of reserved keywords: pause, resume, force-run, change-status, kill, executions, search, source, disable, enable',
    ]);
    expect(faults(source, { rules: '1.3', version: '0.24.1' })).toEqual([]);
    expect(faults(source, { rules: '2.0' })).toEqual([]);
  });

  test('of tasks, over the whole tree', () => {
    const source = flow(`
tasks:
  - id: a
    type: io.kestra.plugin.core.flow.If
    condition: "{{ true }}"
    then:
      - { id: b, type: io.kestra.plugin.core.log.Log, message: x }
    else:
      - { id: a, type: io.kestra.plugin.core.log.Log, message: x }
errors:
  - { id: b, type: io.kestra.plugin.core.log.Log, message: x }
`);
    expect(faults(source)).toEqual(['10:15 Invalid Flow: Duplicate task id with name [a, b]']);
  });

  test('of the parts that Kestra adds to a ForEachItem', () => {
    const source = flow(`
tasks:
  - { id: e, type: io.kestra.plugin.core.flow.ForEachItem, items: i, namespace: n, flowId: f }
  - { id: e_items, type: io.kestra.plugin.core.log.Log, message: x }
`);
    expect(faults(source)).toEqual(['5:11 Invalid Flow: Duplicate task id with name [e_items]']);
  });

  test('of triggers, inputs and outputs, in one answer', () => {
    const source = flow(`${LOG}inputs:
  - { id: i, type: STRING }
  - { id: i, type: INT }
outputs:
  - { id: o, type: STRING, value: a }
  - { id: o, type: STRING, value: b }
triggers:
  - { id: t, type: io.kestra.plugin.core.trigger.Webhook, key: a }
  - { id: t, type: io.kestra.plugin.core.trigger.Webhook, key: b }
`);
    expect(faults(source)).toEqual([
      '12:11 Invalid Flow: Duplicate trigger id with name [t]',
      '6:11 Invalid Flow: Duplicate input with name [i]',
      '9:11 Invalid Flow: Duplicate output with name [o]',
    ]);
  });

  test('of preconditions', () => {
    const trigger = (id: string) => `
  - id: ${id}
    type: io.kestra.plugin.core.trigger.Flow
    preconditions: { id: p, flows: [{ namespace: n, flowId: f }] }`;
    const source = flow(`${LOG}triggers:${trigger('a')}${trigger('b')}\n`);
    expect(faults(source)).toEqual(['10:26 Invalid Flow: Duplicate preconditions with id [p]']);
  });
});

test('a flow must not start itself', () => {
  const source = flow(`
tasks:
  - { id: s, type: io.kestra.plugin.core.flow.Subflow, namespace: team, flowId: x }
`);
  expect(faults(source)).toEqual(['4:81 Invalid Flow: Recursive call to flow [team.x]']);
});

test('2.0: nor wait for a flow that it starts', () => {
  const source = flow(`
tasks:
  - { id: s, type: io.kestra.plugin.core.flow.Subflow, namespace: team, flowId: y }
triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Flow
    dependsOn:
      - namespace: team
        flowId: y
`);
  expect(faults(source, { rules: '2.0' })).toEqual([
    '10:17 flow: Cyclic flow dependency detected: team.x → team.y → team.x. Saving this flow would create an execution loop.',
  ]);
  expect(faults(source.replace('flowId: y\n', 'flowId: z\n'), { rules: '2.0' })).toEqual([]);
});

describe('labels', () => {
  test('of the system are its own', () => {
    const source = flow(`${LOG}labels:
  system.readOnly: true
  system.owner: me
`);
    expect(faults(source)).toEqual([
      '6:3 Invalid Flow: System labels can only be set by Kestra itself, offending label: system.owner=me',
    ]);
  });

  test('also those that a task gives away', () => {
    const source = flow(`
tasks:
  - id: s
    type: io.kestra.plugin.core.flow.Subflow
    namespace: n
    flowId: f
    labels:
      system.a: b
`);
    expect(faults(source)).toEqual([
      '9:7 s.labels[0].<list element>: System labels can only be set by Kestra itself, offending label: system.a=b.',
    ]);
  });

  test('begin with a small letter', () => {
    expect(faults(flow(`${LOG}labels:\n  Team: a\n`))).toEqual([
      '5:3 labels[0].key: Invalid label key. A valid key contains only lowercase letters numbers hyphens (-) underscores (_) or periods (.) and must begin with a lowercase letter.',
    ]);
  });
});

test('a part of the Enterprise Edition is a warning to those who may have it, and an error of a server without', () => {
  const source = flow(`
tasks:
  - { id: a, type: io.kestra.plugin.core.log.Log, message: x, assets: { inputs: [] } }
`);
  expect(faults(source)).toEqual([]);
  expect(faults(source, { rules: '1.3', unknownTypes: 'refuse' })).toEqual([
    "4:71 Invalid Flow: Task 'a' can't have any `assets` because assets are only available in Enterprise Edition.",
  ]);
});
