import { flow, logging, PLAIN, type Rule } from './rule.js';

const LOG = '    type: io.kestra.plugin.core.log.Log\n    message: Hello\n';
const subflow = (lines: string) =>
  flow(`tasks:\n  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: company.team\n${lines}`);
const LOAD = PLAIN.replace('id: hello', 'id: load');
/** Triggers that wait for a flow, with these ids of their preconditions. */
const waiting = (...ids: readonly string[]) =>
  logging(
    `triggers:\n${ids
      .map(
        (id, index) =>
          `  - id: after-${index}\n    type: io.kestra.plugin.core.trigger.Flow\n    preconditions:\n      id: ${id}\n      flows: [{ namespace: company.team, flowId: load }]\n`,
      )
      .join('')}`,
  );
const DAILY = 'triggers:\n  - id: daily\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@daily"\n';
const inputs = (lines: string) => logging(`inputs:\n${lines}`);

/** The flow as a whole: names, references, calls. */
export const RULES_ABOUT_FLOWS = {
  'duplicate-task': {
    meaning: 'Two tasks of the flow, at whatever depth, have the same `id`.',
    fix: 'Rename one of them.',
    severity: 'error',
    example: flow(`tasks:\n  - id: log\n${LOG}  - id: log\n${LOG}`),
    fixed: flow(`tasks:\n  - id: log\n${LOG}  - id: log-again\n${LOG}`),
  },
  'duplicate-trigger': {
    meaning: 'Two triggers have the same `id`.',
    fix: 'Rename one of them.',
    severity: 'error',
    example: logging(
      'triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@daily"\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@weekly"\n',
    ),
    fixed: logging('triggers:\n  - id: t\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "@daily"\n'),
  },
  'duplicate-input': {
    meaning: 'Two inputs have the same `id`.',
    fix: 'Rename one of them.',
    severity: 'error',
    example: inputs('  - { id: name, type: STRING }\n  - { id: name, type: INT }\n'),
    fixed: inputs('  - { id: name, type: STRING }\n  - { id: age, type: INT }\n'),
  },
  'duplicate-input-path': {
    meaning: 'The `id` of an input is also the beginning of another one: `a` and `a.b` cannot both have a value.',
    fix: 'Rename one of them.',
    severity: 'error',
    versions: 'since 1.3',
    example: inputs('  - { id: a, type: STRING }\n  - { id: a.b, type: STRING }\n'),
    fixed: inputs('  - { id: a, type: STRING }\n  - { id: b, type: STRING }\n'),
  },
  'duplicate-output': {
    meaning: 'Two outputs of the flow have the same `id`.',
    fix: 'Rename one of them.',
    severity: 'error',
    example: logging('outputs:\n  - { id: a, type: STRING, value: x }\n  - { id: a, type: STRING, value: y }\n'),
    fixed: logging('outputs:\n  - { id: a, type: STRING, value: x }\n  - { id: b, type: STRING, value: y }\n'),
  },
  'duplicate-preconditions': {
    meaning: 'Two Flow triggers have preconditions with the same `id`.',
    fix: 'Rename one of them.',
    severity: 'error',
    versions: '1.1 to 1.3',
    example: `${waiting('p', 'p')}---\n${LOAD}`,
    fixed: `${waiting('p', 'q')}---\n${LOAD}`,
  },
  'input-dependency': {
    meaning: 'An input depends on one that does not exist, or inputs depend on each other in a circle.',
    fix: 'Correct `dependsOn`.',
    severity: 'error',
    example: inputs('  - id: name\n    type: STRING\n    dependsOn: { inputs: [age] }\n'),
    fixed: inputs('  - id: age\n    type: INT\n  - id: name\n    type: STRING\n    dependsOn: { inputs: [age] }\n'),
  },
  'missing-trigger-input': {
    meaning: 'A trigger starts the flow without anybody to ask, and gives no value for a required input.',
    fix: 'Give the value in the `inputs` of the trigger, or `defaults` or `required: false` in those of the flow.',
    severity: 'error',
    versions: 'since 2.0',
    example: inputs(`  - { id: name, type: STRING }\n${DAILY}`),
    fixed: inputs(`  - { id: name, type: STRING }\n${DAILY}    inputs: { name: World }\n`),
    by: { rules: '2.0' },
  },
  'dashed-reference': {
    meaning: 'An expression refers to a name with a dash by a dot: that is a subtraction.',
    fix: "Write `inputs['first-name']`.",
    severity: 'error',
    example: inputs('  - { id: first-name, type: STRING }\n').replace(
      'message: Hello',
      'message: "{{ inputs.first-name }}"',
    ),
    fixed: inputs('  - { id: first-name, type: STRING }\n').replace(
      'message: Hello',
      'message: "{{ inputs[\'first-name\'] }}"',
    ),
  },
  'recursive-call': {
    meaning: 'The flow calls itself.',
    fix: 'Call another flow, or use a loop.',
    severity: 'error',
    example: subflow('    flowId: hello\n'),
    fixed: PLAIN,
  },
  'unknown-subflow': {
    meaning: 'The flow that is called is neither in the files nor on the server.',
    fix: 'Correct the name; list flows that live elsewhere in `externalFlows`.',
    severity: 'warning',
    example: subflow('    flowId: load\n'),
    fixed: `${subflow('    flowId: load\n')}---\n${PLAIN.replace('id: hello', 'id: load')}`,
  },
  'unknown-flow': {
    meaning: 'A trigger waits for a flow that is neither in the files nor on the server.',
    fix: 'Correct the name; list flows that live elsewhere in `externalFlows`.',
    severity: 'warning',
    example: logging(
      'triggers:\n  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n    preconditions:\n      id: p\n      flows: [{ namespace: company.team, flowId: load }]\n',
    ),
    fixed: PLAIN,
  },
  'unknown-file': {
    meaning:
      'The flow names a namespace file – in `read()`, by a `nsfile:` URI or in `include` of `namespaceFiles` – that is neither on the server nor in the checkout. In a deployment of namespace files: the run deletes it. Names that expressions make up are not judged.',
    fix: 'Correct the path, or upload the file with deploy-namespace-files.',
    severity: 'warning',
    example: PLAIN.replace('message: Hello', `message: "{{ read('sql/load.sql') }}"`),
    fixed: PLAIN.replace('message: Hello', `message: "{{ read('sql/loads.sql') }}"`),
    by: { namespaceFiles: ['/sql/loads.sql'] },
  },
  'disabled-subflow': {
    meaning: 'The flow that is called is disabled on the server: the call will fail.',
    fix: 'Enable that flow, or remove the call.',
    severity: 'warning',
    example: subflow('    flowId: load\n'),
    fixed: PLAIN,
    by: { answer: { warnings: ["The subflow 'load' is disabled in namespace 'company.team'."] } },
  },
  'triggered-by-everything': {
    meaning: 'A Flow trigger without conditions starts the flow after every execution of every flow.',
    fix: 'Say for which flows and states it is meant.',
    severity: 'warning',
    example: logging('triggers:\n  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n'),
    fixed: PLAIN,
  },
  'property-without-effect': {
    meaning: 'The property has an effect only on tasks that a worker runs, and this is none.',
    fix: 'Move it to the tasks inside.',
    severity: 'warning',
    example: flow(
      'tasks:\n  - id: all\n    type: io.kestra.plugin.core.flow.Sequential\n    timeout: PT1M\n    tasks:\n      - id: log\n        type: io.kestra.plugin.core.log.Log\n        message: Hello\n',
    ),
    fixed: flow(
      'tasks:\n  - id: all\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n      - id: log\n        type: io.kestra.plugin.core.log.Log\n        message: Hello\n        timeout: PT1M\n',
    ),
  },
  'enterprise-only': {
    meaning: 'The Open Source edition refuses this; the Enterprise Edition takes it.',
    fix: 'Remove it, if your server is Open Source.',
    severity: 'warning',
    example: PLAIN.replace('message: Hello\n', 'message: Hello\n    assets: { enableAuto: true }\n'),
    fixed: PLAIN,
  },
  'system-label': {
    meaning: 'Labels that begin with `system.` belong to Kestra, but for `system.readOnly`.',
    fix: 'Choose another key.',
    severity: 'error',
    example: logging('labels:\n  system.team: etl\n'),
    fixed: logging('labels:\n  team: etl\n'),
  },
  'unknown-plugin-defaults': {
    meaning:
      'A `pluginDefaultsRef` names plugin defaults that the flow does not have; the namespace or the server may.',
    fix: 'Correct the name, or add plugin defaults with this `ref`.',
    severity: 'warning',
    versions: '1.3',
    example: PLAIN.replace('message: Hello\n', 'message: Hello\n    pluginDefaultsRef: loud\n'),
    fixed: PLAIN,
  },
  info: {
    meaning: 'A remark of the server that has no name of its own.',
    fix: 'See the message.',
    severity: 'notice',
    example: PLAIN,
    by: { answer: { infos: ['Something to know.'] } },
  },
  kestra: {
    meaning: 'The server says something that has no name of its own.',
    fix: 'See the message.',
    severity: 'error',
    example: PLAIN,
    by: { answer: { constraints: 'Validation error: Something is wrong' } },
  },
  'kestra-internal': {
    meaning: 'The server stumbles over the flow and answers with an error of its own program.',
    fix: 'Look for a property without a value, or a list with an empty element.',
    severity: 'error',
    example: PLAIN,
    by: { answer: { constraints: 'Unable to validate the flow: Cannot invoke "Object.x()" because "y" is null' } },
  },
} as const satisfies Record<string, Rule>;
