import { describe, expect, test } from '@jest/globals';
import { placement, refusing, textsStandAtTheirMarks } from './placing.js';

/** As the first violation of an answer; any other begins with ": Invalid Flow: ". */
const first = (text: string) => refusing(` Invalid Flow: ${text}`);

describe('the same id twice: the second of the first name', () => {
  const tasks = (names: string) => `Duplicate task id with name [${names}]`;
  textsStandAtTheirMarks(
    [
      ['tasks', tasks('a'), 'tasks:\n  - id: a\n  - id: b\n  - id: ‸a‸\n  - id: a\n'],
      [
        'the first name of the message counts',
        tasks('b, a'),
        'tasks:\n  - {id: a}\n  - {id: a}\n  - {id: b}\n  - {id: ‸b}\n',
      ],
      ['nested', tasks('a'), 'tasks:\n  - id: a\n  - id: s\n    tasks:\n      - id: ‸a\n'],
      ['the nested one first', tasks('a'), 'tasks:\n  - id: s\n    tasks:\n      - id: a\n  - id: ‸a\n'],
      ['in errors', tasks('a'), 'tasks:\n  - id: a\nerrors:\n  - id: ‸a\n'],
      ['errors stand above', tasks('a'), 'errors:\n  - id: a\ntasks:\n  - id: ‸a\n'],
      ['in finally and afterExecution', tasks('f'), 'finally:\n  - id: f\nafterExecution:\n  - id: ‸f\n'],
      ['then and else', tasks('a'), 'tasks:\n  - id: i\n    then: [{id: a}]\n    else: [{id: ‸a}]\n'],
      ['in cases', tasks('a'), 'tasks:\n  - id: s\n    cases:\n      x: [{id: a}]\n      y: [{id: ‸a}]\n'],
      ['in a Dag', tasks('a'), 'tasks:\n  - id: d\n    tasks:\n      - task: {id: a}\n      - task: {id: ‸a‸}\n'],
      ['onPause', tasks('a'), 'tasks:\n  - id: a\n  - id: p\n    onPause:\n      id: ‸a\n'],
      [
        'the flow, its inputs and labels are no tasks',
        tasks('a'),
        'id: a\ninputs:\n  - id: a\nsla:\n  - id: a\ntasks:\n  - id: a\n  - id: ‸a\ntriggers:\n  - id: a\n',
      ],
      ['inputs of a subflow are none either', tasks('a'), 'tasks:\n  - id: a\n    inputs: {id: a}\n  - id: ‸a\n'],
      ['quoted in one place', tasks('a'), 'tasks:\n  - id: a\n  - id: ‸"a"‸\n'],
      ['numbers', tasks('1'), 'tasks:\n  - id: 1\n  - id: ‸"1"\n'],
      ['made by ForEachItem: the one that is written', tasks('a_split'), 'tasks:\n  - id: a\n  - id: ‸a_split\n'],
      [
        'what an input holds is no task',
        tasks('a'),
        'inputs:\n  - id: j\n    defaults: {x: {id: a}}\ntasks:\n  - id: a\n  - id: ‸a\n',
      ],
      [
        'tasks without id share "null", though they have a name',
        tasks('null'),
        'tasks:\n  - {name: a, type: L}\n  - ‸name: b\n    type: L\n',
      ],
      ['tasks without id share "null"', tasks('null'), 'tasks:\n  - type: L\n  - id: a\n  - ‸type: L\n'],
      [
        'triggers',
        'Duplicate trigger id with name [t]',
        'tasks:\n  - id: t\n  - id: t\ntriggers:\n  - id: t\n  - id: ‸t\n',
      ],
      ['inputs', 'Duplicate input with name [a]', 'tasks:\n  - {id: a}\n  - {id: a}\ninputs:\n  - id: a\n  - id: ‸a\n'],
      ['inputs with an old name', 'Duplicate input with name [a]', 'inputs:\n  - id: a\n  - name: ‸a\n'],
      ['outputs', 'Duplicate output with name [a]', 'inputs: [{id: a}, {id: a}]\noutputs:\n  - id: a\n  - id: ‸a\n'],
      [
        'preconditions',
        'Duplicate preconditions with id [p]',
        'triggers:\n  - id: p\n    preconditions: {id: p}\n  - id: t\n    preconditions: {id: ‸p}\n',
      ],
      [
        'paths in forms',
        'Duplicate input path [f.a]',
        'inputs:\n  - id: f.a\n    type: INT\n  - id: f\n    type: FORM\n    inputs:\n      - id: ‸a\n',
      ],
      [
        'paths that stand in each other',
        "Input path 'form' conflicts with 'form.a'; one cannot be nested under the other.",
        'inputs:\n  - id: form\n  - id: g\n  - id: ‸form.a\n  - id: h\n',
      ],
      [
        'paths that are nowhere: the head of the flow',
        "Input path 'form' conflicts with 'form.a'; one cannot be nested under the other.",
        '‸id: x\ninputs:\n  - id: g\n',
      ],
    ],
    first,
  );
});

describe('references', () => {
  const dashes = (kind: string, offending: string) =>
    `Invalid ${kind} reference: use ${kind}s[key-name] instead of ${kind}s.key-name — keys with dashes require bracket notation, offending ${offending}`;
  textsStandAtTheirMarks(
    [
      [
        'an input with a dash',
        dashes('input', 'tasks: [a]'),
        'tasks:\n  - id: b\n    message: "{{ inputs.my-in }}"\n  - id: a\n    message: "x {{ ‸inputs.my-in‸ }}"\n',
      ],
      [
        'the first of several tasks',
        dashes('input', 'tasks: [c, b]'),
        'tasks:\n  - id: b\n    x: "{{ inputs.a-b }}"\n  - id: c\n    x: "{{ ‸inputs.a-b }}"\n',
      ],
      [
        'the first reference that has a dash',
        dashes('input', 'tasks: [a]'),
        'tasks:\n  - id: a\n    x: "{{ inputs.ok }}{{ ‸inputs.not-ok‸ }}{{ inputs.no-t }}"\n',
      ],
      [
        'not in plain text',
        dashes('input', 'tasks: [a]'),
        'tasks:\n  - id: a\n    description: see inputs.my-in\n    x: "{{ ‸inputs.my-in }}"\n',
      ],
      [
        'not in a comment',
        dashes('input', 'tasks: [a]'),
        'tasks:\n  - id: a\n    # {{ inputs.my-in }}\n    x: "{{ ‸inputs.my-in }}"\n',
      ],
      [
        'in a task without id',
        dashes('input', 'tasks: [null]'),
        'tasks:\n  - id: a\n  - type: L\n    x: "{{ ‸inputs.a-b }}"\n',
      ],
      [
        'in a block scalar',
        dashes('output', 'tasks: [a]'),
        'tasks:\n  - id: a\n    script: |\n      echo 1\n      echo {{ ‸outputs.my-task‸.value }}\n',
      ],
      [
        'in a nested value',
        dashes('output', 'tasks: [a]'),
        'tasks:\n  - id: a\n    env: {A: "{{ x }}", B: "{{ 1 + ‸outputs.b-c }}"}\n',
      ],
      ['with CRLF', dashes('output', 'tasks: [a]'), 'tasks:\r\n  - id: a\r\n    x: "{{ ‸outputs.b-c‸.d }}"\r\n'],
      [
        'in an output',
        dashes('output', 'outputs: [o]'),
        'tasks:\n  - id: o\n    x: "{{ outputs.a-b }}"\noutputs:\n  - id: o\n    value: "{{ ‸outputs.a-b.v }}"\n',
      ],
      [
        'in a task of a task',
        dashes('input', 'tasks: [in]'),
        'tasks:\n  - id: s\n    tasks:\n      - id: in\n        x: "{{ ‸inputs.a-b }}"\n',
      ],
      [
        'none to be seen: the id of the task',
        dashes('input', 'tasks: [a]'),
        'tasks:\n  - id: ‸a\n    x: "{{ render(vars.x) }}"\n',
      ],
      [
        'a flow that calls itself',
        'Recursive call to flow [a.b.x]',
        'tasks:\n  - {type: S, namespace: a.b, flowId: y}\n  - {type: S, namespace: a.b, flowId: ‸x‸}\n',
      ],
      ['with a dot in its id', 'Recursive call to flow [a.b.x.y]', 'tasks:\n  - namespace: a.b\n    flowId: ‸x.y\n'],
      [
        'a trigger on the same flow is no call, though a task in a task is',
        'Recursive call to flow [a.x]',
        'triggers:\n  - preconditions:\n      flows: [{namespace: a, flowId: x}]\ntasks:\n  - tasks: [{namespace: a, flowId: ‸x}]\n',
      ],
      [
        'a trigger on the same flow is no call',
        'Recursive call to flow [a.x]',
        'triggers:\n  - preconditions:\n      flows: [{namespace: a, flowId: x}]\ntasks:\n  - namespace: a\n    flowId: ‸x\n',
      ],
    ],
    first,
  );
});

describe('sentences that name an object', () => {
  textsStandAtTheirMarks(
    [
      [
        'a reserved id',
        'Flow id is a reserved keyword: pause. List of reserved keywords: pause, resume',
        '# pause\nid: ‸pause‸\ntasks: [{flowId: y}]\n',
      ],
      [
        'a namespace that is not there (Enterprise Edition)',
        "Namespace 'a.b' does not exist.",
        'id: a.b\nnamespace: ‸a.b\n',
      ],
      [
        'a system label',
        'System labels can only be set by Kestra itself, offending label: system.foo=bar',
        'labels:\n  foo: bar\n  ‸system.foo‸: bar\n',
      ],
      [
        'a system label of a list',
        'System labels can only be set by Kestra itself, offending label: system.foo=bar',
        'labels:\n  - key: a\n  - key: ‸system.foo\n    value: bar\n',
      ],
      [
        'an input that depends on none',
        "Input with id 'b' depends on a non-existent input 'zz'.",
        'inputs:\n  - id: a\n    dependsOn: {inputs: [zz]}\n  - id: b\n    dependsOn:\n      inputs: [a, ‸zz]\n',
      ],
      [
        'a default of 2.0 that the input does not take',
        "Invalid default for input 'n': it must be more than `1`",
        'inputs:\n  - id: m\n    defaults: 0\n  - id: n\n    defaults: ‸0‸\n',
      ],
      [
        'a value that a trigger gives to an input',
        "Invalid value for input 'c' supplied by Webhook Trigger 'h': it must match the values `[a, b]`",
        'inputs:\n  - id: c\ntriggers:\n  - id: h\n    inputs:\n      c: ‸z\n',
      ],
      [
        'a value that a trigger gives to an input of a form: its inputs',
        "Invalid value for input 'f.c' supplied by Webhook Trigger 'h': it must match the values `[a, b]`",
        'triggers:\n  - id: h\n    ‸inputs: {f: {c: z}}\n',
      ],
      [
        'plugin defaults that are nowhere',
        "pluginDefaultsRef: No plugin-defaults exists for pluginDefaultsRef: 'loud'",
        'id: loud\ntasks:\n  - {id: loud, pluginDefaultsRef: quiet}\n  - {id: b, pluginDefaultsRef: ‸loud‸}\n',
      ],
      [
        'inputs that a trigger does not give',
        "Missing inputs for Webhook Trigger 'h', missing inputs: 'c'",
        'triggers:\n  - id: h\n    ‸inputs: {}\n',
      ],
      [
        'inputs in a circle',
        "Cycle dependency detected for input with id 'load': [load, clean]",
        'tasks:\n  - {id: load, dependsOn: [x]}\ninputs:\n  - id: a\n  - id: load\n    dependsOn: {inputs: [a, ‸clean]}\n',
      ],
      [
        'assets',
        "Task 't' can't have any `assets` because assets are only available in Enterprise Edition.",
        'tasks:\n  - id: t\n    ‸assets: {}\n',
      ],
    ],
    first,
  );
});

describe('several rules in one line', () => {
  test('each has its own place', () => {
    const yaml = 'id: pause\ntasks:\n  - id: a\n  - id: a\ninputs:\n  - id: b\n  - id: ‸b\n';
    const verdict = first(
      'Duplicate task id with name [a], Flow id is a reserved keyword: pause. List of reserved keywords: pause, resume, Duplicate input with name [b]',
    );
    const { found, wanted } = placement(yaml, verdict);
    expect(found).toEqual(['4:9', '1:5', ...wanted]);
  });

  test('behind other violations the line begins with a colon', () => {
    const verdict = refusing('a.message: must not be null\n: Invalid Flow: Duplicate task id with name [a]');
    expect(placement('tasks:\n  - id: a\n    message: x\n  - id: ‸a\n', verdict).found).toEqual(['4:5', '4:9']);
  });
});
