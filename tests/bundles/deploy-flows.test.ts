import { describe, expect, test } from '@jest/globals';
import { fileURLToPath } from 'node:url';
import { startLocalKestra } from '../local-kestra/server.js';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { credentials, kestra, workspaceOf } from './stage.js';

const demo = fileURLToPath(new URL('../../action-test-fixtures/demo/', import.meta.url));
const flow = (id: string, message = 'hi', namespace = 'company.team') =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`;
const flows = (count: number, message?: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`f/flow-${index}.yml`, flow(`flow-${index}`, message)]),
  );
const writes = (server: { readonly requests: readonly { readonly method: string; readonly path: string }[] }) =>
  server.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/flows/validate'));

describe('deploy-flows', () => {
  test('creates the demo flows byte for byte, and leaves them alone the second time', async () => {
    const server = await kestra();
    const inputs = { directory: './kestra/flows', server: server.url, ...credentials };
    const first = await runBundle('deploy-flows', { workspace: demo, inputs });
    expect(first.exitCode).toBe(0);
    expect(first.outputs).toMatchObject({ changed: 'true', created: '6', updated: '0', unchanged: '0', failed: '0' });
    expect(server.flow('company.billing', 'reminder')?.source).toContain('CR LF"\r\n');

    const before = writes(server).length;
    const again = await runBundle('deploy-flows', { workspace: demo, inputs });
    expect(again.exitCode).toBe(0);
    expect(again.outputs).toMatchObject({ changed: 'false', created: '0', unchanged: '6' });
    expect(writes(server)).toHaveLength(before);
  });

  test('links each flow into Kestra and names its revision', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    await runBundle('deploy-flows', { workspace, inputs: { server: server.url, ...credentials } });
    const changed = await workspaceOf({ 'a.yml': flow('a', 'changed') });
    const run = await runBundle('deploy-flows', {
      workspace: changed,
      inputs: { server: server.url, ...credentials, override: 'true' },
    });
    expect(run.outputs).toMatchObject({ changed: 'true', updated: '1' });
    expect(run.report).toMatchObject({
      flows: [
        {
          action: 'updated',
          file: 'a.yml',
          namespace: 'company.team',
          id: 'a',
          revisionBefore: 1,
          revisionAfter: 2,
        },
      ],
    });
    expect(run.summary).toContain(`${server.url}/ui/main/flows/edit/company.team/a`);
  });

  test('without override all conflicts are listed and nothing is written', async () => {
    const server = await kestra();
    const inputs = { server: server.url, ...credentials };
    await runBundle('deploy-flows', { workspace: await workspaceOf(flows(3)), inputs });
    const before = writes(server).length;
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ ...flows(3, 'changed'), 'new.yml': flow('new') }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/3 flows exist on the server and differ/);
    for (const id of ['flow-0', 'flow-1', 'flow-2']) expect(run.log).toContain(id);
    expect(run.log).toContain('override: true');
    expect(writes(server)).toHaveLength(before);
  });

  test('the validation gate keeps an invalid flow, and everything with it, off the server', async () => {
    const server = await kestra();
    const workspace = await workspaceOf({ 'a.yml': flow('a'), 'b.yml': flow('b').replace('message', 'mesage') });
    const run = await runBundle('deploy-flows', { workspace, inputs: { server: server.url, ...credentials } });
    expect(run.exitCode).toBe(1);
    expect(writes(server)).toEqual([]);
    expect(annotationsIn(run.log)).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'b.yml', line: 6, column: 5 }),
    );
  });

  test('a forced namespace changes its value and no other byte', async () => {
    const server = await kestra();
    const source = `\uFEFF# kept\r\nid: a\r\nnamespace: 'old.place' # why\r\ntasks:\r\n  - {id: t, type: io.kestra.plugin.core.log.Log, message: "ü"}\r\n`;
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': source, 'b.yml': flow('b', 'hi', 'else.where') }),
      inputs: { server: server.url, ...credentials, namespace: 'company.prod' },
    });
    expect(run.exitCode).toBe(0);
    expect(server.flow('company.prod', 'a')?.source).toBe(source.replace('old.place', 'company.prod'));
    expect(server.flow('company.prod', 'b')?.source).toBe(flow('b', 'hi', 'company.prod'));
  });

  test('two flows that collide in the forced namespace are an error, and nothing is written', async () => {
    const server = await kestra();
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('same', 'x', 'one'), 'b.yml': flow('same', 'x', 'two') }),
      inputs: { server: server.url, ...credentials, namespace: 'company.prod' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('a.yml');
    expect(run.log).toContain('b.yml');
    expect(writes(server)).toEqual([]);
  });

  test.each([1, 100, 250])(
    'a first deploy of %i flows, and the next one, stay within their requests',
    async (count) => {
      const server = await kestra();
      const inputs = { server: server.url, ...credentials };
      const workspace = await workspaceOf(flows(count));
      await runBundle('deploy-flows', { workspace, inputs });
      const first = server.requests.length;
      expect(first).toBeLessThanOrEqual(4 + Math.ceil(count / 100) + count);
      expect(writes(server)).toHaveLength(count);

      await runBundle('deploy-flows', { workspace, inputs });
      expect(server.requests.length - first).toBeLessThanOrEqual(4 + Math.ceil(count / 100));
      expect(writes(server)).toHaveLength(count);
    },
  );

  test('a create whose answer was lost is read back and compared', async () => {
    const server = await kestra({ faults: [{ method: 'POST', path: '/flows', nth: 1, effect: 'lose-answer' }] });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: { server: server.url, ...credentials, timeout: '5' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ created: '1', failed: '0' });
    expect(server.flow('company.team', 'a')).toMatchObject({ revision: 1, source: flow('a') });
  });

  test('a flow that somebody deletes between the plan and the write is created, never put', async () => {
    const server = await kestra();
    const inputs = { server: server.url, ...credentials, override: 'true', timeout: '5' };
    await runBundle('deploy-flows', { workspace: await workspaceOf(flows(2)), inputs });
    server.onRequest(({ path }) => {
      if (path.endsWith('/flows/validate')) server.deleteFlow('company.team', 'flow-1');
    });
    const run = await runBundle('deploy-flows', { workspace: await workspaceOf(flows(2, 'changed')), inputs });
    expect(server.deadlyPuts).toBe(0);
    expect(run.exitCode).toBe(0);
    expect(server.flow('company.team', 'flow-1')?.source).toContain('changed');
  });

  test('a flow deleted between its reading and its PUT ends in a timeout that says so, and is not sent again', async () => {
    const server = await kestra();
    const inputs = { server: server.url, ...credentials, override: 'true', timeout: '1' };
    await runBundle('deploy-flows', { workspace: await workspaceOf(flows(1)), inputs });
    server.onRequest(({ method }) => {
      if (method === 'PUT') server.deleteFlow('company.team', 'flow-0');
    });
    const run = await runBundle('deploy-flows', { workspace: await workspaceOf(flows(1, 'changed')), inputs });
    expect(run.exitCode).toBe(1);
    expect(server.deadlyPuts).toBe(1);
    expect(run.outputs).toMatchObject({ failed: '1' });
    expect(run.log).toMatch(/deleted/);
  });

  test('one flow that the server refuses does not stop the others', async () => {
    const server = await kestra({
      faults: [{ method: 'POST', path: '/flows', nth: 2, effect: 'status', status: 500 }],
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf(flows(4)),
      inputs: { server: server.url, ...credentials, concurrency: '1' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ created: '3', failed: '1', changed: 'true' });
  });

  test('on SIGTERM no new write starts, the report says what was done, and the run fails', async () => {
    const server = await kestra({ latencyMs: 50 });
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    let puts = 0;
    server.onRequest(({ method, path }) => {
      if (method === 'POST' && path.endsWith('/flows') && ++puts === 3) kill?.('SIGTERM');
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf(flows(60)),
      inputs: { server: server.url, ...credentials, concurrency: '2' },
      onStart: (stop) => (kill = stop),
    });
    expect(run.exitCode).toBe(1);
    const created = Number(run.outputs['created']);
    expect(created).toBeGreaterThanOrEqual(3);
    expect(created).toBeLessThan(60);
    expect(server.flows()).toHaveLength(created);
  });

  test.each([
    ['OSS, the wrong password', {}, { password: 'wrong' }, /401[\s\S]*ci@acme\.com/],
    ['OSS, a token', {}, { user: '', password: '', apiToken: 'abc123token' }, /401[\s\S]*`user` and `password`/],
    ['OSS, a tenant', {}, { tenant: 'acme' }, /only the tenant "main"/],
    ['a login page', { faults: [{ path: '/', effect: 'html' as const }] }, {}, /HTML page[\s\S]*`headers`/],
  ])('%s: the failure says what to do', async (_name, options, inputs, message) => {
    const server = await kestra(options);
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: { server: server.url, ...credentials, ...inputs },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(message);
    expect(writes(server)).toEqual([]);
  });

  test('a refused connection says so', async () => {
    const closed = await startLocalKestra(credentials);
    await closed.close();
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flow('a') }),
      inputs: { server: closed.url, retries: '0' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/refused/);
    expect(run.outputs).toMatchObject({ changed: 'false', created: '0' });
  });

  test.each([
    [
      'Enterprise Edition',
      { edition: 'EE' as const, tokens: ['tok-123'], tenants: ['acme'] },
      { apiToken: 'tok-123', tenant: 'acme' },
    ],
    ['2.0', { version: '2.0.0' }, credentials],
    ['a path prefix', { contextPath: '/tools/kestra' }, credentials],
  ])('works on %s', async (_name, options, inputs) => {
    const server = await kestra(options);
    const workspace = await workspaceOf(flows(3));
    const first = await runBundle('deploy-flows', { workspace, inputs: { server: server.url, ...inputs } });
    expect(first.log).toContain('3 created');
    expect(first.exitCode).toBe(0);
    const again = await runBundle('deploy-flows', { workspace, inputs: { server: server.url, ...inputs } });
    expect(again.outputs).toMatchObject({ changed: 'false', unchanged: '3' });
  });
});
