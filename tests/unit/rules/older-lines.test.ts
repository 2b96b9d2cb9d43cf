import { describe, expect, test } from '@jest/globals';
import { log, parseSource } from '../../flow-source.js';
import { judgeDocument } from '../../../src/rules/judge.js';

const TASKS = `tasks:\n${log('t', 'hi')}`;
const HEAD = 'id: a\nnamespace: company.team\n';
const task = (type: string, property: string) =>
  `${HEAD}tasks:\n  - id: t\n    type: io.kestra.plugin.core.${type}\n    ${property}\n`;
const webhook = (property: string) =>
  `${HEAD}${TASKS}triggers:\n  - id: w\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: abcdefgh\n    ${property}\n`;
const listensTo = (id: string, flow: string) =>
  `  - id: ${id}\n    type: io.kestra.plugin.core.trigger.Flow\n    preconditions:\n      id: p\n      flows:\n        - namespace: a\n          flowId: ${flow}\n`;

const YES = true;
const NO = false;

/** What servers 1.0.3, 1.1.0, 1.2.0 and 1.3.31 take. */
const taken: readonly (readonly [string, string, readonly [boolean, boolean, boolean, boolean]])[] = [
  [
    'a default of an optional input',
    `${HEAD}inputs:\n  - id: x\n    type: STRING\n    required: false\n    defaults: a\n${TASKS}`,
    [YES, NO, NO, NO],
  ],
  [
    'preconditions of one id',
    `${HEAD}${TASKS}triggers:\n${listensTo('f', 'b')}${listensTo('g', 'c')}`,
    [YES, NO, NO, NO],
  ],
  ['any label key', `${HEAD}labels:\n  "A B": x\n${TASKS}`, [YES, YES, NO, NO]],
  ['inputs of a Webhook', webhook('inputs: {a: b}'), [NO, YES, YES, YES]],
  ['returnOutputs of a Webhook', webhook('returnOutputs: true'), [NO, YES, YES, YES]],
  ['responseCode of a Webhook', webhook('responseCode: 202'), [NO, NO, NO, YES]],
  ['responseContentType of a Webhook', webhook('responseContentType: text/plain'), [NO, NO, NO, YES]],
  ['wait of a Webhook', webhook('wait: true'), [YES, YES, YES, YES]],
  ['checks', `${HEAD}checks:\n  - condition: "{{ true }}"\n    message: x\n${TASKS}`, [NO, NO, YES, YES]],
  ['a regexPattern', task('storage.Split', 'regexPattern: x\n    from: "{{ x }}"'), [NO, YES, YES, YES]],
  ['kv.Put', task('kv.Put', 'key: k\n    value: v'), [NO, NO, NO, YES]],
];

describe.each([
  ['1.0.3', 0],
  ['1.1.0', 1],
  ['1.2.0', 2],
  ['1.3.31', 3],
] as const)('offline as %s', (version, column) => {
  test.each(taken.map(([name, text, verdicts]) => [name, verdicts[column], text] as const))(
    '%s: %s',
    (_name, isTaken, source) => {
      const parsed = parseSource(source, 'a.yml');
      const { constraints } = judgeDocument(parsed, { rules: '1.3', version, unknownTypes: 'refuse' }).server;
      expect(constraints === undefined ? YES : constraints).toEqual(isTaken ? YES : expect.any(String));
    },
  );
});
