import { describe, expect, test } from '@jest/globals';
import { flowWith, log } from '../../../flow-source.js';
import { found, problems } from './found.js';

const INPUTS = `inputs:
  - { id: month, type: STRING }
  - { id: first-name, type: STRING }
  - { id: address.city, type: STRING }
  - { id: body, type: JSON }
`;
const says = (message: string, below = '') => flowWith(`tasks:\n${log('t', message)}${below}`);

describe('inputs', () => {
  test.each([
    ['"{{ inputs.mnth }}"', ['unknown-input mnth | Did you mean `inputs.month`?']],
    [`"{{ inputs['mnth'] }}"`, ['unknown-input mnth | Did you mean `inputs.month`?']],
    ['"{{ inputs.firstname }}"', ["unknown-input firstname | Did you mean `inputs['first-name']`?"]],
    ['"{{ inputs.address.cty }}"', ['unknown-input cty | Did you mean `inputs.address.city`?']],
    ['"{{ inputs.q }}"', ['unknown-input q | Its inputs: month, first-name, address.city, body.']],
    ['"{{ inputs.first-name | upper }}"', ["dashed-reference first-name | Write `inputs['first-name']`."]],
    ['"{{ inputs.first-nme }}"', ["dashed-reference first-nme | Write `inputs['first-name']`."]],
    ['"{{ inputs.month-1 }} {{ inputs.month - inputs.month }}"', []],
    ['"{{ inputs.address.city }} {{ inputs.address }} {{ inputs.body.x.y }}"', []],
    ['"{{ inputs[vars_name] }} {{ inputs }}"', []],
  ])('%s', (message, expected) => {
    expect(found(says(message, INPUTS))).toEqual(expected);
  });

  test('a flow without inputs', () => {
    expect(found(says('"{{ inputs.x }}"'))).toEqual(['unknown-input x | It has no inputs.']);
  });

  test('of a form have its name in front', () => {
    const form = 'inputs:\n  - id: env\n    type: FORM\n    inputs:\n      - { id: region, type: STRING }\n';
    expect(found(says('"{{ inputs.env.region }} {{ inputs.env.regoin }}"', form))).toEqual([
      'unknown-input regoin | Did you mean `inputs.env.region`?',
    ]);
  });

  test('that are written elsewhere are not known', () => {
    const shared = 'inputs:\n  - { id: shared, type: REUSABLE_INPUTS }\n';
    expect(found(says('"{{ inputs.x }}"', shared), '2.0')).toEqual([]);
  });
});

describe('what says what to do without, or asks for it', () => {
  test.each([
    `"{{ inputs.mnth ?? 'x' }}"`,
    `"{{ inputs.mnth ??? 'x' }}"`,
    `"{{ (inputs.mnth | upper) | default('x') }}"`,
    '"{{ inputs.mnth is defined }}"',
    '"{% if inputs.mnth is defined %}{{ inputs.mnth }}{% endif %}"',
    '"{% set inputs = {} %}{{ inputs.mnth }}"',
    '"{% raw %}{{ inputs.mnth }}{% endraw %}"',
    '"{% for outputs in inputs.body %}{{ outputs.x }}{% endfor %}"',
  ])('%s', (message) => {
    expect(found(says(message, INPUTS))).toEqual([]);
  });

  test('the condition of an If counts for all below', () => {
    const source = flowWith(`tasks:
  - id: if
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.mnth is defined }}"
    then:
${log('t', '"{{ inputs.mnth }} {{ inputs.other }}"', '      ')}${INPUTS}`);
    expect(found(source)).toEqual(['unknown-input other | Its inputs: month, first-name, address.city, body.']);
  });

  test('an expression that cannot be parsed is another mistake', () => {
    expect(found(says('"{{ inputs.mnth ?? }}"', INPUTS))).toEqual([]);
  });
});

describe('variables', () => {
  const VARIABLES = 'variables: { region: eu, "a.b": 1 }\n';

  test.each([
    ['"{{ vars.regoin }}"', ['unknown-variable regoin | Did you mean `vars.region`?']],
    [`"{{ vars.region }} {{ vars['a.b'] }} {{ vars.a.b }} {{ vars.region.x }}"`, []],
  ])('%s', (message, expected) => {
    expect(found(says(message, VARIABLES))).toEqual(expected);
  });

  test('may be set by a task', () => {
    const sets = (variables: string) =>
      says('"{{ vars.x }}"', `  - id: s\n    type: io.kestra.plugin.core.execution.SetVariables\n    ${variables}\n`);
    expect(found(sets('variables: { x: 1 }'))).toEqual([]);
    expect(found(sets('variables: "{{ outputs.t }}"'))).toEqual([]);
    expect(found(sets('variables: { y: 1 }'))).toEqual(['unknown-variable x | Its variables: y.']);
  });
});

test('labels: only a slip of the pen, and as a notice', () => {
  const source = says(
    '"{{ labels.taem }} {{ labels.teams }} {{ labels.other }} {{ labels.team }}"',
    'labels: { team: x }\n',
  );
  expect(problems(source).map(({ severity, hint }) => [severity, hint])).toEqual([
    ['notice', 'Did you mean `labels.team`?'],
  ]);
});

describe('values of triggers', () => {
  const trigger = (type: string) => `triggers:\n  - id: t\n    type: ${type}\n`;
  const SCHEDULE = trigger('io.kestra.plugin.core.trigger.Schedule');

  test.each([
    ['no trigger', '', ['unknown-trigger-value date | Add the trigger, or write `trigger.date ?? …`.']],
    ['Schedule', SCHEDULE, []],
    [
      'Webhook',
      trigger('io.kestra.plugin.core.trigger.Webhook'),
      [expect.stringMatching(/^unknown-trigger-value date/)],
    ],
    ['a plugin', trigger('io.kestra.plugin.aws.s3.Trigger'), []],
    ['one of the two', `${SCHEDULE}  - id: w\n    type: io.kestra.plugin.core.trigger.Webhook\n`, []],
  ])('%s', (_, triggers, expected) => {
    expect(found(says('"{{ trigger.date }}"', triggers))).toEqual(expected);
  });

  test('a flow that calls this one gives some', () => {
    expect(found(says('"{{ trigger.executionId }} {{ trigger.flowId }} {{ trigger }}"'))).toEqual([]);
  });

  test('a slip of the pen', () => {
    expect(found(says('"{{ trigger.dat }}"', SCHEDULE))).toEqual([
      'unknown-trigger-value dat | Did you mean `trigger.date`?',
    ]);
  });
});

describe('variables that there are not', () => {
  test.each([
    ['input.month', 'input | Did you mean `inputs`?'],
    ['output.t.x', 'output | Did you mean `outputs`?'],
    ['variables.x', 'variables | Did you mean `vars`?'],
    ['execusion.id', 'execusion | Did you mean `execution`?'],
    ['taskRun.id', 'taskRun | Did you mean `taskrun`?'],
    ['secret.KEY', "secret | Did you mean `secret('…')`?"],
  ])('%s', (expression, expected) => {
    expect(found(says(`"{{ ${expression} }}"`))).toEqual([`pebble-unknown-variable ${expected}`]);
  });

  test.each(['flow.id', 'globals.x', 'envs.x', 'kestra.url', 'namespace.x', 'executionId', 'row.x', 'items.x'])(
    '%s is none of them',
    (expression) => {
      expect(found(says(`"{{ ${expression} }}"`))).toEqual([]);
    },
  );
});
