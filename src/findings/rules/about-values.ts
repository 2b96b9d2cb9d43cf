import { flow, logging, PLAIN, type Rule } from './rule.js';

const ECHO = 'tasks:\n  - id: sum\n    type: io.kestra.plugin.core.debug.Return\n    format: "{{ 1 + 1 }}"\n';
const schedule = (lines: string) =>
  logging(`triggers:\n  - id: daily\n    type: io.kestra.plugin.core.trigger.Schedule\n${lines}`);
const parallel = (lines: string) =>
  flow(`tasks:\n  - id: both\n    type: io.kestra.plugin.core.flow.Parallel\n${lines}`);

/** Properties and values: whether Kestra has them, and whether it can read what stands there. */
export const RULES_ABOUT_VALUES = {
  'unknown-property': {
    meaning:
      'The flow, the task, or whatever it is, has no property of this name. An error when Kestra itself, or the schema of your server, says so; a warning when the catalogue of the official plugins does, as another version of the plugin may differ.',
    fix: 'Correct the name, or remove the property.',
    severity: 'error',
    example: PLAIN.replace('message:', 'mesage:').replace('mesage', 'message: Hello\n    mesage'),
    fixed: PLAIN,
  },
  'unknown-type': {
    meaning: 'There is no task, trigger, input … of this type, or it is gone or renamed.',
    fix: 'Correct the type, or install the plugin on the server.',
    severity: 'error',
    example: PLAIN.replace('log.Log', 'log.Logg'),
    fixed: PLAIN,
  },
  'missing-type': {
    meaning: 'A task, a trigger, an input … has no `type`.',
    fix: 'Add `type`.',
    severity: 'error',
    example: PLAIN.replace('    type: io.kestra.plugin.core.log.Log\n', ''),
    fixed: PLAIN,
  },
  'missing-property': {
    meaning: 'A property that Kestra needs is missing or empty.',
    fix: 'Add it.',
    severity: 'error',
    example: PLAIN.replace('    message: Hello\n', ''),
    fixed: PLAIN,
  },
  'wrong-type': {
    meaning: 'A value has another form than the property wants: text for a list, a list for text, a word for a number.',
    fix: 'Write the value in the form that the message names.',
    severity: 'error',
    example: logging('description: [Hello]\n'),
    fixed: logging('description: Hello\n'),
  },
  'wrong-value': {
    meaning:
      'The property takes only certain values – constants, durations, dates – and this is none of them. A warning where Kestra stores any text and reads it only when the flow runs.',
    fix: 'Choose one of the values that the message names.',
    severity: 'error',
    example: PLAIN.replace('message: Hello\n', 'message: Hello\n    logLevel: LOUD\n'),
    fixed: PLAIN.replace('message: Hello\n', 'message: Hello\n    logLevel: WARN\n'),
  },
  'wrong-kind-of-plugin': {
    meaning: 'A trigger stands among the tasks, a task among the conditions, or the like.',
    fix: 'Move it to where it belongs.',
    severity: 'error',
    example: flow('tasks:\n  - id: daily\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "0 9 * * *"\n'),
    fixed: schedule('    cron: "0 9 * * *"\n'),
  },
  'empty-element': {
    meaning: 'A list has an empty element, over which Kestra stumbles.',
    fix: 'Remove it, or write what belongs there.',
    severity: 'error',
    example: logging('pluginDefaults:\n  -\n'.replace('-\n', '- ~\n')),
    fixed: PLAIN,
  },
  'templates-disabled': {
    meaning: 'The task needs a template, and templates are switched off on servers by default.',
    fix: 'Use `io.kestra.plugin.core.flow.Subflow`.',
    severity: 'error',
    versions: 'up to 1.3',
    also: ['deprecated'],
    example: flow(
      'tasks:\n  - id: old\n    type: io.kestra.plugin.core.flow.Template\n    namespace: company.team\n    templateId: greet\n',
    ),
    fixed: PLAIN,
  },
  pattern: {
    meaning: 'A name holds characters that are not allowed there.',
    fix: 'Use the characters that the message names.',
    severity: 'error',
    example: PLAIN.replace('- id: log', '- id: log it'),
    fixed: PLAIN.replace('- id: log', '- id: log-it'),
  },
  size: {
    meaning: 'A text or a list is longer or shorter than it may be.',
    fix: 'Keep within the limits that the message names.',
    severity: 'error',
    example: PLAIN.replace('id: hello', `id: ${'a'.repeat(101)}`),
    fixed: PLAIN.replace('id: hello', `id: ${'a'.repeat(100)}`),
  },
  range: {
    meaning: 'A number is greater or smaller than it may be.',
    fix: 'Keep within the limits that the message names.',
    severity: 'error',
    example: logging('concurrency:\n  limit: 0\n'),
    fixed: logging('concurrency:\n  limit: 1\n'),
  },
  cron: {
    meaning: 'The cron expression is not valid: five fields (six with `withSeconds`), or a nickname such as `@daily`.',
    fix: 'Correct the field that the message names.',
    severity: 'error',
    example: schedule('    cron: "0 25 * * *"\n'),
    fixed: schedule('    cron: "0 5 * * *"\n'),
  },
  'time-zone': {
    meaning: 'The time zone does not exist. Names are those of the time zone database; case matters.',
    fix: 'Write a name such as `Europe/Paris`, or an offset such as `+02:00`.',
    severity: 'error',
    example: schedule('    cron: "0 5 * * *"\n    timezone: Europe/Pariss\n'),
    fixed: schedule('    cron: "0 5 * * *"\n    timezone: Europe/Paris\n'),
  },
  constraint: {
    meaning: 'Properties of one object do not go together, in a way that the message names.',
    fix: 'See the message.',
    severity: 'error',
    example: logging('inputs:\n  - id: name\n    type: STRING\n    required: false\n    defaults: World\n'),
    fixed: logging('inputs:\n  - id: name\n    type: STRING\n    defaults: World\n'),
  },
  'label-key': {
    meaning: 'A label has a key with other characters than lower-case letters, digits, `-`, `_` and `.`.',
    fix: 'Rename the label.',
    severity: 'error',
    versions: 'since 1.2',
    example: logging('labels:\n  Team: etl\n'),
    fixed: logging('labels:\n  team: etl\n'),
  },
  'dag-dependency': {
    meaning: 'A task of a Dag waits for a task that does not exist, or tasks wait for each other.',
    fix: 'Correct `dependsOn`.',
    severity: 'error',
    example: flow(
      'tasks:\n  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n      - task:\n          id: log\n          type: io.kestra.plugin.core.log.Log\n          message: Hello\n        dependsOn: [load]\n',
    ),
    fixed: parallel(
      '    tasks:\n      - id: log\n        type: io.kestra.plugin.core.log.Log\n        message: Hello\n',
    ),
  },
  deprecated: {
    meaning: 'The type or the property still works and will be removed.',
    fix: 'Use what the documentation of the plugin names instead.',
    severity: 'warning',
    example: flow('tasks:\n  - id: echo\n    type: io.kestra.plugin.core.debug.Echo\n    format: Hello\n'),
    fixed: flow(ECHO),
  },
  'moved-type': {
    meaning: 'The type left the core of Kestra long ago: only servers with a certain plugin still have it.',
    fix: 'Use the type that the message names.',
    severity: 'warning',
    example: flow('tasks:\n  - id: hello\n    type: io.kestra.core.tasks.scripts.Bash\n    commands: [echo Hello]\n'),
    fixed: flow(
      'tasks:\n  - id: hello\n    type: io.kestra.plugin.scripts.shell.Commands\n    commands: [echo Hello]\n',
    ),
  },
  'replaced-type': {
    meaning: 'The type has a new name; the old one still works.',
    fix: 'Use the new name.',
    severity: 'notice',
    example: PLAIN.replace('io.kestra.plugin.core.log.Log', 'io.kestra.core.tasks.log.Log'),
    fixed: PLAIN,
  },
} as const satisfies Record<string, Rule>;
