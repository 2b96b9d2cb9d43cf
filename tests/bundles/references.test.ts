import { expect, test } from '@jest/globals';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { kestra, workspaceOf } from './stage.js';

const LOG = 'type: io.kestra.plugin.core.log.Log';
const flow = (tasks: string) => `id: a
namespace: company.team
inputs:
  - { id: month, type: STRING }
tasks:
${tasks}`;

const said = (text: string) =>
  annotationsIn(text)
    .filter(({ file }) => file !== undefined)
    .map(({ level, line, column, title }) => `${level} ${line}:${column} ${title}`);

test('names in expressions that are not there are warnings at their place, with a server as without', async () => {
  const server = await kestra();
  const tasks = `  - id: first
    ${LOG}
    message: "{{ inputs.mnth }} {{ outputs.last.value }}"
  - id: last # kestra-ignore: unknown-output
    ${LOG}
    message: "{{ outputs.frist.value ?? 'none' }} {{ taskrun.value }}"
`;
  const workspace = await workspaceOf({ 'a.yml': flow(tasks) });
  for (const inputs of [{}, server.inputs]) {
    const run = await runBundle('validate-flows', { workspace, inputs });
    expect(run.exitCode).toBe(0);
    expect(said(run.log)).toEqual([
      'warning 8:25 Kestra: unknown-input',
      'warning 8:44 Kestra: unreachable-output',
      'warning 11:62 Kestra: value-outside-loop',
      'notice 9:14 Kestra: unused-ignore',
    ]);
  }
});

test('a type that no plugin can have is an error without a server, too', async () => {
  const workspace = await workspaceOf({
    'a.yml': flow('  - id: t\n    type: io.kestra.plgin.core.log.Log\n    message: x\n'),
  });
  const run = await runBundle('validate-flows', { workspace });
  expect(run.exitCode).toBe(1);
  expect(said(run.log)).toEqual(['error 7:11 Kestra: unknown-type']);
});
