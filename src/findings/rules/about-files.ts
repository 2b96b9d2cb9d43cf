import { flow, logging, PLAIN, type Rule } from './rule.js';

/** Whether a file can be read as a flow, and which flow it is. */
export const RULES_ABOUT_FILES = {
  'yaml-syntax': {
    meaning: 'The file is no YAML: Kestra cannot read it.',
    fix: 'Correct the place that is marked; most often it is an indentation, a quote, or a value that begins with `{{` and needs quotes.',
    severity: 'error',
    example: flow('description: {{ inputs.name }}\n'),
    fixed: logging('description: "{{ inputs.name }}"\n'),
  },
  'yaml-limit': {
    meaning: 'The file is longer or nested deeper than a flow can be.',
    fix: 'Split it, or move data out of the flow.',
    severity: 'error',
    by: { bytes: 'too deep' },
  },
  'not-utf8': {
    meaning: 'The file holds bytes that are no UTF-8 text.',
    fix: 'Save it as UTF-8.',
    severity: 'error',
    by: { bytes: 'not UTF-8' },
  },
  'empty-document': {
    meaning: 'There is no flow here: the file, or a document of it, is empty or holds only comments.',
    fix: 'Remove it, or leave the file out with `exclude`.',
    severity: 'error',
    example: '# Coming soon\n',
    fixed: PLAIN,
  },
  'not-a-flow': {
    meaning: 'The document is a list or a single value. A flow is a mapping with `id`, `namespace` and `tasks`.',
    fix: 'Write the flow as a mapping, one flow a document, `---` between them.',
    severity: 'error',
    example: '- one\n- two\n',
    fixed: PLAIN,
  },
  'duplicate-key': {
    meaning: 'A key stands twice in one mapping. The server validates such a flow and refuses to store it.',
    fix: 'Remove one of the two.',
    severity: 'error',
    example: logging('description: One\ndescription: Two\n'),
    fixed: logging('description: Two\n'),
  },
  'identity-missing': {
    meaning: 'The flow has no `id` or no `namespace`.',
    fix: 'Add it.',
    severity: 'error',
    example: logging('').replace('id: hello\n', ''),
    fixed: PLAIN,
  },
  'identity-not-text': {
    meaning:
      'YAML 1.1 reads the `id` or the `namespace` as a number or a boolean: Kestra would store the flow under another name.',
    fix: 'Put quotes around it.',
    severity: 'error',
    example: logging('').replace('id: hello', 'id: off'),
    fixed: logging('').replace('id: hello', 'id: "off"'),
  },
  'duplicate-flow': {
    meaning: 'Two documents have the same `namespace` and `id`: the last one deployed would win.',
    fix: 'Rename or remove one of them.',
    severity: 'error',
    example: `${PLAIN}---\n${PLAIN}`,
    fixed: `${PLAIN}---\n${PLAIN.replace('hello', 'good-morning')}`,
  },
  'reserved-flow-id': {
    meaning: 'Kestra needs this `id` for an address of its own.',
    fix: 'Choose another `id`.',
    severity: 'error',
    versions: '1.0 to 1.3',
    example: PLAIN.replace('id: hello', 'id: search'),
    fixed: PLAIN.replace('id: hello', 'id: find'),
  },
  'outdated-revision': {
    meaning: 'The `revision` written in the flow does not follow the newest one on the server.',
    fix: 'Remove `revision`: Kestra counts by itself.',
    severity: 'warning',
    example: logging('revision: 3\n'),
    fixed: PLAIN,
    by: { answer: { outdated: true } },
  },
  'yaml-surprise': {
    meaning:
      'YAML 1.1 reads a value as something else than what stands there – `off` as a boolean, `012` as ten – where Kestra wants text.',
    fix: 'Put quotes around it.',
    severity: 'warning',
    example: logging('variables:\n  code: 0123\n'),
    fixed: logging('variables:\n  code: "0123"\n'),
  },
  'yaml-anchor': {
    meaning: 'Kestra does not resolve anchors: the mark has no effect.',
    fix: 'Write the value out, or keep it in `variables` and refer to it by `{{ vars.… }}`.',
    severity: 'warning',
    example: logging('variables:\n  name: &name World\n'),
    fixed: logging('variables:\n  name: World\n'),
  },
  'yaml-alias': {
    meaning: 'Kestra does not resolve aliases: `*name` is the text "name" to it.',
    fix: 'Write the value out, or keep it in `variables` and refer to it by `{{ vars.… }}`.',
    severity: 'warning',
    example: logging('variables:\n  greeting: *name\n'),
    fixed: logging('variables:\n  greeting: World\n'),
  },
  'yaml-merge-key': {
    meaning: 'Kestra does not merge mappings: `<<` is a property of that name to it.',
    fix: 'Write the properties out.',
    severity: 'warning',
    example: logging('variables:\n  <<: { name: World }\n'),
    fixed: logging('variables:\n  name: World\n'),
  },
} as const satisfies Record<string, Rule>;
