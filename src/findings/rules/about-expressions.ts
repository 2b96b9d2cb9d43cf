import { flow, logging, PLAIN, type Rule } from './rule.js';

const says = (text: string) => PLAIN.replace('message: Hello', `message: ${text}`);
const INPUTS = 'inputs:\n  - { id: name, type: STRING }\n';
const VARIABLES = 'variables: { name: World, count: 3 }\n';
const RETURN = '    type: io.kestra.plugin.core.debug.Return\n    format: Hello\n';
/** A task that returns something, and tasks that log these texts. */
const returns = (...texts: readonly string[]) => {
  const log = (text: string, index: number) => `  - id: log-${index}\n${LOG}    message: ${text}\n`;
  return flow(`tasks:\n  - id: greet\n${RETURN}${texts.map(log).join('')}`);
};
const LOG = '    type: io.kestra.plugin.core.log.Log\n';
/** A loop around an If with a task that logs this. */
const loops = (text: string) =>
  flow(
    `tasks:\n  - id: each\n    type: io.kestra.plugin.core.flow.ForEach\n    values: [a, b]\n    tasks:\n      - id: if\n        type: io.kestra.plugin.core.flow.If\n        condition: "{{ taskrun.value == 'a' }}"\n        then:\n          - id: log\n            type: io.kestra.plugin.core.log.Log\n            message: ${text}\n`,
  );

/** Expressions, what a newer Kestra changes, and silencing. Kestra finds none of it before the flow runs. */
export const RULES_ABOUT_EXPRESSIONS = {
  'pebble-syntax': {
    meaning: 'Kestra cannot parse the expression: the task fails when it runs.',
    fix: 'Correct it; put text of another language between `{% raw %}` and `{% endraw %}`.',
    severity: 'warning',
    example: says('"{{ inputs.name }"') + INPUTS,
    fixed: says('"{{ inputs.name }}"') + INPUTS,
  },
  'pebble-unknown-tag': {
    meaning: 'The expressions of Kestra have no such tag.',
    fix: 'Correct its name; put text of another language between `{% raw %}` and `{% endraw %}`.',
    severity: 'warning',
    example: says('"{% unless a %}b{% endunless %}"'),
    fixed: says('"{% if not a %}b{% endif %}"'),
  },
  'pebble-unknown-function': {
    meaning: 'The expressions of this Kestra have no such function.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ secrets(\'KEY\') }}"'),
    fixed: says('"{{ secret(\'KEY\') }}"'),
  },
  'pebble-unknown-filter': {
    meaning: 'The expressions of this Kestra have no such filter.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ vars.name | upperCase }}"') + VARIABLES,
    fixed: says('"{{ vars.name | upper }}"') + VARIABLES,
  },
  'pebble-unknown-test': {
    meaning: 'The expressions of this Kestra have no such test behind `is`.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ vars.count is odds }}"') + VARIABLES,
    fixed: says('"{{ vars.count is odd }}"') + VARIABLES,
  },
  'pebble-unknown-variable': {
    meaning:
      'The expressions of Kestra have no such variable, and one with nearly the same name: the task fails when it runs.',
    fix: 'Correct its name.',
    severity: 'warning',
    example: says('"{{ input.name }}"') + INPUTS,
    fixed: says('"{{ inputs.name }}"') + INPUTS,
  },
  'unknown-input': {
    meaning:
      'An expression names an input that the flow does not declare: the task fails when it runs. Names in an expression that says what to do without (`??`, `default`, `is defined`) are left alone, here and in the rules below.',
    fix: 'Correct the name, or declare the input.',
    severity: 'warning',
    example: says('"{{ inputs.nmae }}"') + INPUTS,
    fixed: says('"{{ inputs.name }}"') + INPUTS,
  },
  'unknown-variable': {
    meaning: 'An expression names a variable that neither `variables` of the flow nor a task SetVariables sets.',
    fix: 'Correct the name, or add the variable.',
    severity: 'warning',
    example: says('"{{ vars.nmae }}"') + VARIABLES,
    fixed: says('"{{ vars.name }}"') + VARIABLES,
  },
  'unknown-label': {
    meaning:
      'An expression names a label that differs from one of the flow by a letter. Whoever starts the flow may give it further labels.',
    fix: 'Correct the name.',
    severity: 'notice',
    example: says('"{{ labels.taem }}"') + 'labels: { team: etl }\n',
    fixed: says('"{{ labels.team }}"') + 'labels: { team: etl }\n',
  },
  'unknown-trigger-value': {
    meaning:
      'An expression names a value that no trigger of the flow gives, nor a flow that calls it. Only where all triggers are of the core.',
    fix: 'Correct the name, add the trigger, or write what to use without: `trigger.date ?? now()`.',
    severity: 'warning',
    example: says('"{{ trigger.date }}"'),
    fixed: says('"{{ trigger.date ?? now() }}"'),
  },
  'unknown-output': {
    meaning: 'An expression names the outputs of a task that the flow does not have.',
    fix: 'Correct the name.',
    severity: 'warning',
    example: returns('"{{ outputs.gret.value }}"'),
    fixed: returns('"{{ outputs.greet.value }}"'),
  },
  'unreachable-output': {
    meaning:
      'An expression names the outputs of a task that has not run then, or may not have: it is a later one, in another branch, runs at the same time, or is not waited for.',
    fix: 'Change the order of the tasks, or name another one.',
    severity: 'warning',
    example: returns('"{{ outputs[\'log-1\'] }}"', 'Done'),
    fixed: returns('"{{ outputs.greet.value }}"', 'Done'),
  },
  'value-outside-loop': {
    meaning:
      'An expression names the value of an iteration where there is none: outside of a loop, or deeper in it than right below it.',
    fix: 'Use what the message names; deeper in a loop that is `parent.taskrun.value`.',
    severity: 'warning',
    example: loops('"{{ taskrun.value }}"'),
    fixed: loops('"{{ parent.taskrun.value }}"'),
  },
  'changed-in-2.0': {
    meaning: 'Kestra 2.0 takes this and does something else with it than 1.3, or fails when it runs.',
    fix: 'See the message.',
    severity: 'warning',
    versions: 'since 2.0',
    example: says('"{{ schedule.date }}"'),
    fixed: says('"{{ trigger.date ?? now() }}"'),
    by: { rules: '2.0' },
  },
  'unused-ignore': {
    meaning:
      'A comment `# kestra-ignore: …` silences nothing: there is no such finding here, or it is one that cannot be silenced.',
    fix: 'Remove the comment, or correct the name of the rule.',
    severity: 'notice',
    example: logging('# kestra-ignore: deprecated because\n'),
    fixed: PLAIN,
  },
} as const satisfies Record<string, Rule>;
