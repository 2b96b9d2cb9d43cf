import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { closedAddress, kestra, workspaceOf } from './stage.js';

const demo = fileURLToPath(new URL('../../action-test-fixtures/demo', import.meta.url));
const flow = (id: string, type = 'io.kestra.plugin.core.log.Log') =>
  flowIn('company.team')(id).replace('io.kestra.plugin.core.log.Log', type);

describe('no server by mistake is no green run', () => {
  test.each([
    [{ user: 'ci', password: 'Passw0rd!' }, /`server` is empty, but `password` and `user` are set/],
    [{ apiToken: 'token-1234' }, /`server` is empty, but `apiToken` is set/],
    [{ password: 'Passw0rd!' }, /`server` is empty, but `password` is set/],
    [{ requireServer: 'true' }, /`server` is empty, but `requireServer` is true/],
  ])('%p', async (inputs, message) => {
    const run = await runBundle('validate-flows', { workspace: join(demo), inputs: { server: ' ', ...inputs } });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(message);
    expect(run.log).toMatch(/secret or variable that `server` is filled from.*KESTRA_HOSTNAME/);
    expect(run.outputs).toMatchObject({ valid: 'false' });
  });

  test('nothing at all is a validation offline, and says so first, in the summary and on the run', async () => {
    const run = await runBundle('validate-flows', { workspace: await workspaceOf({ 'a.yml': flow('a') }) });
    expect(run.exitCode).toBe(0);
    expect(run.log.split('\n')[0]).toMatch(/^::notice title=Kestra::Validated offline: `server` is not given/);
    expect(annotationsIn(run.log).filter(({ level }) => level === 'notice')).toHaveLength(1);
    expect(run.summary).toMatch(/Validated offline/);
    const quiet = await runBundle('validate-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: { annotations: 'false' },
    });
    expect(quiet.log.split('\n')[0]).toMatch(/^Validated offline/);
  });

  test('with a server nothing of it is reported, also when one is required', async () => {
    const server = await kestra();
    const run = await runBundle('validate-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: { ...server.inputs, requireServer: 'true' },
    });
    expect(run.exitCode).toBe(0);
    expect(`${run.log}${run.summary}`).not.toMatch(/offline/i);
  });
});

describe('only what was judged is called valid', () => {
  const files = { 'a.yml': flow('a', 'com.acme.plugin.One'), 'b.yml': flow('b', 'com.acme.plugin.Two') };

  test('wherever the verdict is', async () => {
    const run = await runBundle('validate-flows', { workspace: await workspaceOf(files) });
    const verdict = /2 valid offline .*; 2 plugin types were not checked \(no `?pluginSchema`?\)/;
    expect(run.log.trimEnd().split('\n').at(-1)).toMatch(verdict);
    expect(run.summary).toMatch(/2 valid offline .*; 2 plugin types were not checked/);
    expect(run.report).toMatchObject({ uncheckedTypes: ['com.acme.plugin.One', 'com.acme.plugin.Two'] });
  });

  test('with a server nothing is left unjudged', async () => {
    const server = await kestra();
    const run = await runBundle('validate-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: server.inputs,
    });
    expect(`${run.log}${run.summary}`).not.toMatch(/not (checked|judged)|pluginSchema/);
  });

  test('with a schema the advice to give one is gone', async () => {
    const pluginSchema = 'schema.json';
    const schema = {
      definitions: {
        'com.acme.plugin.One': { type: 'object', properties: { type: { const: 'com.acme.plugin.One' } } },
      },
    };
    const run = await runBundle('validate-flows', {
      workspace: await workspaceOf({ 'flows/a.yml': flow('a'), [pluginSchema]: JSON.stringify(schema) }),
      inputs: { pluginSchema, directory: 'flows' },
    });
    expect(`${run.log}${run.summary}`.replaceAll('requireServer', '')).not.toMatch(
      /Give `pluginSchema`|no `pluginSchema`/,
    );
  });
});

test('what is certain is shown also when the server cannot be reached', async () => {
  const server = await closedAddress();
  const workspace = await workspaceOf({ 'a.yml': 'id: a\nid: b\nnamespace: x\ntasks: [\n', 'b.yml': flow('b') });
  const inputs = { server, user: 'ci@acme.com', password: 'Passw0rd!', retries: '0' };
  const run = await runBundle('validate-flows', { workspace, inputs });
  expect(run.exitCode).toBe(1);
  const errors = annotationsIn(run.log).filter(({ level, file }) => level === 'error' && file !== undefined);
  expect(errors).toEqual([expect.objectContaining({ file: 'a.yml' })]);
  expect(run.summary).toContain('a.yml');
  expect(run.outputs).toMatchObject({ valid: 'false', errors: '1' });
  const deployed = await runBundle('deploy-flows', { workspace, inputs });
  expect(deployed.exitCode).toBe(1);
  expect(annotationsIn(deployed.log)).toContainEqual(expect.objectContaining({ level: 'error', file: 'a.yml' }));
});
