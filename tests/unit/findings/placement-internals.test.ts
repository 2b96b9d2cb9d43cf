import { describe, expect, test } from '@jest/globals';
import { placement } from './placing.js';

const cast = (from: string, to: string) =>
  `class ${from} cannot be cast to class ${to} (${from} and ${to} are in a module)`;
const values =
  'Cannot invoke "java.util.Map.entrySet()" because the return value of "io.kestra.core.models.flows.PluginDefault.getValues()" is null';
const defaults = 'Cannot invoke "io.kestra.core.models.flows.PluginDefault.getValues()" because "defaults" is null';
const listener =
  'Cannot invoke "java.util.List.stream()" because the return value of "io.kestra.core.models.listeners.Listener.getTasks()" is null';
const isValid = 'HV000028: Unexpected exception during isValid call.';
const dag = 'io.kestra.plugin.core.flow.Dag';
const loop = 'io.kestra.plugin.core.flow.LoopUntil';

describe('Java that broke: what it stumbled over', () => {
  test.each([
    ['plugin defaults without values', values, 'pluginDefaults:\n  - type: a\n    values: {}\n  - ‸type: b\n'],
    ['task defaults without values', values, 'taskDefaults:\n  - ‸type: b\n'],
    ['plugin defaults with values of null', values, 'pluginDefaults:\n  - ‸type: b\n    values: null\n'],
    ['an empty element of plugin defaults', defaults, 'pluginDefaults:\n  - type: a\n    values: {}\n  - ‸~\n'],
    [
      'plugin defaults without type',
      'Cannot found plugin for null identifier',
      'pluginDefaults:\n  - type: a\n  - ‸values: {}\n',
    ],
    [
      'plugin defaults with an empty type',
      'Cannot create plugin identifier from null or empty string',
      'pluginDefaults:\n  - type: a\n  - ‸type: " "\n',
    ],
    ['a listener without tasks', listener, 'listeners:\n  - tasks: []\n  - ‸conditions: []\n'],
    [
      'an empty listener',
      'Cannot invoke "io.kestra.core.models.listeners.Listener.getTasks()" because "listener" is null',
      'listeners:\n  - ‸null\n',
    ],
    [
      'a loop without tasks',
      'Cannot invoke "java.util.List.stream()" because "this.tasks" is null',
      `pluginDefaults:\n  - type: ${loop}\ntasks:\n  - id: a\n    type: L\n  - {type: ${loop}, tasks: []}\n  - ‸id: l\n    type: ${loop}\n`,
    ],
    [
      'a loop with its old name',
      'Cannot invoke "java.util.List.stream()" because "this.tasks" is null',
      'tasks:\n  - ‸id: l\n    type: io.kestra.plugin.core.flow.WaitFor\n',
    ],
    [
      'a template',
      'Templates are disabled, please check your configuration',
      'tasks:\n  - type: L\n  - id: t\n    type: ‸io.kestra.plugin.core.flow.Template\n',
    ],
    ['a namespace of numbers', cast('java.lang.Integer', 'java.lang.String'), 'id: 12\nnamespace: ‸12‸\n'],
    ['a revision of letters', cast('java.lang.String', 'java.lang.Integer'), 'id: x\nrevision: ‸"1"\n'],
    [
      'a trigger among the tasks',
      cast('io.kestra.plugin.core.trigger.Schedule', 'io.kestra.core.models.tasks.Task'),
      'triggers:\n  - type: io.kestra.plugin.core.trigger.Schedule\ntasks:\n  - type: io.kestra.plugin.core.log.Log\n  - type: ‸io.kestra.plugin.core.trigger.Schedule\n',
    ],
    [
      'a trigger that nobody knows here',
      cast('com.acme.Watch', 'io.kestra.core.models.tasks.RunnableTask'),
      'tasks:\n  - type: com.acme.Task\n  - type: ‸com.acme.Watch\n',
    ],
    [
      'one that is nowhere among the tasks: where it is',
      cast('com.acme.Watch', 'io.kestra.core.models.tasks.RunnableTask'),
      'tasks:\n  - type: com.acme.Task\npluginDefaults:\n  - type: ‸com.acme.Watch\n',
    ],
    [
      'a task among the triggers',
      cast('io.kestra.plugin.core.log.Log', 'io.kestra.core.models.triggers.AbstractTrigger'),
      'tasks:\n  - type: io.kestra.plugin.core.log.Log\ntriggers:\n  - type: ‸io.kestra.core.tasks.log.Log\n',
    ],
    ['an empty element of the inputs', isValid, 'inputs:\n  - id: a\n  -‸\n'.replace('-‸', '- ‸~')],
    ['an empty element of the triggers', isValid, 'triggers:\n  - id: a\n  - ‸~\n'],
    ['an empty element of a form', isValid, 'inputs:\n  - id: f\n    inputs: [{id: a}, ‸~]\n'],
    ['an input with its old name', isValid, 'inputs:\n  - name: a\n  - ‸type: INT\n'],
    ['plugin defaults without type', isValid, 'pluginDefaults:\n  - type: a\n  - ‸values: {}\n'],
    ['labels of another system', isValid, '‸id: x\ntasks:\n  - {id: a, labels: ["a=b"]}\n'],
    ['an empty element of the outputs', isValid, 'outputs:\n  - ‸null\n'],
    ['an input without id', isValid, 'inputs:\n  - id: a\n    type: INT\n  - ‸type: INT\n'],
    ['a label without key', isValid, 'labels:\n  - key: a\n  - ‸value: b\n'],
    [
      'an element of a Dag without task',
      isValid,
      `tasks:\n  - id: d\n    type: ${dag}\n    tasks:\n      - task: {id: a}\n      - ‸dependsOn: [a]\n`,
    ],
    [
      'an empty element of a Dag',
      'null',
      `tasks:\n  - id: d\n    type: ${dag}\n    tasks:\n      - task: {id: a}\n      - ‸null\n`,
    ],
    ['nothing to be found: the head of the flow', isValid, '# x\n‸id: x\n'],
    ['something new: the head of the flow', 'Connection refused', '‸id: x\ninputs:\n  - type: INT\n'],
    ['something new about null', 'null is not wanted', '‸id: x\ninputs:\n  - type: INT\n'],
    ['a document of null', 'Cannot invoke "java.util.Map.get(Object)" because "mapFlow" is null', '# nothing\n‸~\n'],
  ])('%s', (_name, text, yaml) => {
    const { found, wanted } = placement(yaml, { constraints: `Unable to validate the flow: ${text}` });
    expect(found).toEqual(wanted);
  });
});
