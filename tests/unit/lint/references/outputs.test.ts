import { describe, expect, test } from '@jest/globals';
import { flowWith, log } from '../../../flow-source.js';
import { found, holding } from './found.js';

const NEXT = '"{{ outputs.other.value }}"';
const rules = (source: string, version: '1.3' | '2.0' = '1.3') =>
  found(source, version).map((one) => one.split(' | ')[0]);
const UNREACHABLE = ['unreachable-output other'];
const DEEP = '      ';

describe('of tasks that there are not', () => {
  const source = (message: string) => flowWith(`tasks:\n${log('my-task', 'x')}${log('t', message)}`);

  test.each([
    ['"{{ outputs.myTask.value }}"', ["unknown-output myTask | Did you mean `outputs['my-task']`?"]],
    ['"{{ outputs.my-task.value }}"', ["dashed-reference my-task | Write `outputs['my-task']`."]],
    ['"{% if outputs.my-task.value == 1 %}{% endif %}"', ["dashed-reference my-task | Write `outputs['my-task']`."]],
    [`"{{ outputs['my-task'].value }} {{ outputs[x].y }} {{ outputs }}"`, []],
  ])('%s', (message, expected) => {
    expect(found(source(message))).toEqual(expected);
  });

  test('the parts of a ForEachItem are there', () => {
    const each = `  - id: each\n    type: io.kestra.plugin.core.flow.ForEachItem\n    items: x\n`;
    expect(found(flowWith(`tasks:\n${each}${log('t', '"{{ outputs.each_merge.subflowOutputs }}"')}`))).toEqual([]);
  });

  test('so are tasks in tasks of plugins, and nobody knows when they run', () => {
    const plugin = `  - id: p\n    type: io.kestra.plugin.ee.some.Group\n    things:\n${log('other', 'x', DEEP)}`;
    expect(found(flowWith(`tasks:\n${log('t', NEXT)}${plugin}`))).toEqual([
      'unreachable-output other | Move this task behind it, or write `outputs.other… ?? …`.',
    ]);
    expect(found(flowWith(`tasks:\n${plugin}${log('t', NEXT)}`))).toEqual([]);
    expect(found(flowWith(`tasks:\n${plugin}${log('t', NEXT, DEEP)}`))).toEqual([]);
  });

  test('a project of dbt and a template bring tasks of their own', () => {
    const dbt = `  - id: d\n    type: io.kestra.plugin.dbt.cli.DbtCLI\n`;
    expect(found(flowWith(`tasks:\n${dbt}${log('t', NEXT)}`))).toEqual([]);
  });

  test('outputs of the flow and defaults of plugins name them, too', () => {
    const output = `outputs:\n  - { id: o, type: STRING, value: "{{ outputs.x.y }}" }\n`;
    expect(rules(flowWith(`tasks:\n${log('t', 'x')}${output}`))).toEqual(['unknown-output x']);
  });

  test('a Flow trigger and the outputs of a Subflow speak of another flow', () => {
    const trigger = `triggers:\n  - id: f\n    type: io.kestra.plugin.core.trigger.Flow\n    inputs:\n      a: "{{ outputs.x.y }}{{ inputs.z }}"\n`;
    const subflow = `  - id: s\n    type: io.kestra.plugin.core.flow.Subflow\n    flowId: f\n    namespace: b\n    outputs:\n      a: "{{ outputs.x.y }}"\n    inputs:\n      a: "{{ outputs.x.y }}"\n`;
    expect(rules(flowWith(`tasks:\n${subflow}${trigger}`))).toEqual(['unknown-output x']);
  });
});

describe('that cannot be there', () => {
  test('of a later task, of the task itself', () => {
    expect(rules(flowWith(`tasks:\n${log('t', NEXT)}${log('other', 'x')}`))).toEqual(UNREACHABLE);
    expect(rules(flowWith(`tasks:\n${log('other', NEXT)}`))).toEqual(UNREACHABLE);
    expect(rules(flowWith(`tasks:\n${log('other', 'x')}${log('t', NEXT)}`))).toEqual([]);
  });

  test('of a later task from inside another, and from outside', () => {
    const group = (inner: string) => holding('g', 'Sequential', `    tasks:\n${inner}`);
    expect(rules(flowWith(`tasks:\n${group(log('t', NEXT, DEEP))}${log('other', 'x')}`))).toEqual(UNREACHABLE);
    expect(rules(flowWith(`tasks:\n${log('t', NEXT)}${group(log('other', 'x', DEEP))}`))).toEqual(UNREACHABLE);
    expect(rules(flowWith(`tasks:\n${group(log('other', 'x', DEEP))}${log('t', NEXT)}`))).toEqual([]);
  });

  test.each([
    ['tasks', 'errors', UNREACHABLE],
    ['tasks', 'finally', UNREACHABLE],
    ['errors', 'afterExecution', UNREACHABLE],
    ['errors', 'tasks', []],
    ['finally', 'errors', []],
    ['afterExecution', 'finally', []],
  ])('from %s of %s', (from, to, expected) => {
    const lists = { tasks: '', errors: '', finally: '', afterExecution: '' };
    const put = (list: string, task: string) => `${list}:\n${task}`;
    const rest = from === 'tasks' || to === 'tasks' ? '' : put('tasks', log('first', 'x'));
    expect(Object.keys(lists)).toContain(from);
    expect(rules(flowWith(rest + put(from, log('t', NEXT)) + put(to, log('other', 'x'))))).toEqual(expected);
  });

  test('of another branch of an If or a Switch', () => {
    const branches = (then: string, other: string) =>
      flowWith(`tasks:\n${holding('if', 'If', `    condition: x\n    then:\n${then}    else:\n${other}`)}`);
    expect(rules(branches(log('t', NEXT, DEEP), log('other', 'x', DEEP)))).toEqual(UNREACHABLE);
    const cases = `    cases:\n      A:\n${log('t', NEXT, '        ')}      B:\n${log('other', 'x', '        ')}`;
    expect(rules(flowWith(`tasks:\n${holding('s', 'Switch', `    value: A\n${cases}`)}`))).toEqual(UNREACHABLE);
  });
});

describe('that nothing makes sure of', () => {
  const parallel = (lines: string) =>
    flowWith(
      `tasks:\n${holding('p', 'Parallel', `${lines}    tasks:\n${log('other', 'x', DEEP)}${log('t', NEXT, DEEP)}`)}`,
    );

  test('of a task that runs at the same time', () => {
    expect(rules(parallel(''))).toEqual(UNREACHABLE);
    expect(rules(parallel('    concurrent: 0\n'))).toEqual(UNREACHABLE);
    expect(rules(parallel('    concurrent: 1\n'))).toEqual([]);
  });

  const dag = (depends: string, back = '') => {
    const item = (task: string, ids: string) =>
      `      - task:\n${task.replace('- id', '  id')}${ids === '' ? '' : `        dependsOn: [${ids}]\n`}`;
    const inner = '        ';
    const tasks = [
      item(log('other', 'x', inner), back),
      item(log('between', 'x', inner), depends === 'between' ? 'other' : ''),
      item(log('t', NEXT, inner), depends),
    ];
    return flowWith(`tasks:\n${holding('d', 'Dag', `    tasks:\n${tasks.join('')}`)}`);
  };

  test.each([
    ['other', '', []],
    ['between', '', []],
    ['', '', UNREACHABLE],
    ['', 't', UNREACHABLE],
  ])('of a task of a Dag: t waits for "%s", the other for "%s"', (depends, back, expected) => {
    expect(rules(dag(depends, back))).toEqual(expected);
  });
});

describe('that an earlier round may have left', () => {
  test.each(['ForEach', 'EachSequential', 'LoopUntil'])('in %s', (type) => {
    const tasks = `    tasks:\n${log('t', NEXT, DEEP)}${log('other', 'x', DEEP)}`;
    expect(rules(flowWith(`tasks:\n${holding('l', type, tasks)}`))).toEqual([]);
  });

  test('a Loop of 2.0 keeps them to itself', () => {
    const loop = (lines = '') =>
      holding('l', 'Loop', `    values: [a]\n${lines}    tasks:\n${log('other', 'x', DEEP)}${log('u', NEXT, DEEP)}`);
    expect(rules(flowWith(`tasks:\n${loop()}${log('t', NEXT)}`), '2.0')).toEqual(UNREACHABLE);
    const outputs = `    outputs:\n      - { id: o, type: STRING, value: ${NEXT} }\n`;
    expect(rules(flowWith(`tasks:\n${loop(outputs)}`), '2.0')).toEqual([]);
  });
});
