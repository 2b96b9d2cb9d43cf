import { describe, expect, test } from '@jest/globals';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { closedAddress, flowFiles, kestra, localKestra, workspaceOf, writes } from './stage.js';
import { onDouble } from './on-double.js';

describe('deploy-flows, when something goes wrong', () => {
  test('a create whose answer was lost is read back and compared', async () => {
    const { inputs, namespace, ...server } = await kestra({
      faults: [{ method: 'POST', path: '/flows', nth: 1, effect: 'lose-answer' }],
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn(namespace)('a') }),
      inputs: { ...inputs, timeout: '5' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ created: '1', failed: '0' });
    expect(await server.flow(namespace, 'a')).toMatchObject({ revision: 1, source: flowIn(namespace)('a') });
  });

  test.each([
    ['the same', 'message: hi', { unchanged: '1' }],
    ['another version', 'message: theirs', { updated: '1' }],
  ])('a create that meets %s of somebody at the same moment, and a 500, is settled', async (_name, message, counts) => {
    const { inputs, namespace, ...server } = await kestra({
      faults: [{ method: 'POST', path: '/flows', nth: 1, effect: 'status', status: 500 }],
    });
    let isCreated = false;
    server.onRequest(async ({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/flows') || isCreated) return;
      isCreated = true;
      await server.createFlow(flowIn(namespace)('a', message));
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn(namespace)('a') }),
      inputs: { ...inputs, override: 'true' },
    });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ failed: '0', ...counts });
    expect((await server.flow(namespace, 'a'))?.source).toBe(flowIn(namespace)('a'));
  });

  test('a flow that says it is deleted is refused before the first write: storing it would delete it', async () => {
    const { inputs: access, namespace, ...server } = await kestra();
    const inputs = { ...access, override: 'true', validate: 'false' };
    const files = flowFiles(namespace, 2);
    await runBundle('deploy-flows', { workspace: await workspaceOf(files), inputs });
    const workspace = await workspaceOf({ ...files, 'f/flow-1.yml': `${files['f/flow-1.yml']}deleted: true\n` });
    const run = await runBundle('deploy-flows', { workspace, inputs });
    expect(run.exitCode).toBe(1);
    expect(run.log).toContain('Kestra deletes a flow that says `deleted: true` as soon as it is stored.');
    expect((await server.flow(namespace, 'flow-1'))?.source).toBe(files['f/flow-1.yml']);
  });

  test('a flow that somebody deletes between the plan and the write is created, never put', async () => {
    const { inputs: access, namespace, ...server } = await kestra();
    const inputs = { ...access, override: 'true', timeout: '5' };
    await runBundle('deploy-flows', { workspace: await workspaceOf(flowFiles(namespace, 2)), inputs });
    let isDeleted = false;
    server.onRequest(async ({ path }) => {
      if (!path.endsWith('/flows/validate') || isDeleted) return;
      isDeleted = true;
      await server.deleteFlow(namespace, 'flow-1');
    });
    const before = writes(server).length;
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf(flowFiles(namespace, 2, 'changed')),
      inputs,
    });
    expect(run.exitCode).toBe(0);
    expect(
      writes(server)
        .slice(before)
        .map(({ method }) => method)
        .toSorted(),
    ).toEqual(['POST', 'PUT']);
    expect((await server.flow(namespace, 'flow-1'))?.source).toContain('changed');
  });

  onDouble('The PUT of a flow that is not there brings a real server down.')(
    'a flow deleted between its reading and its PUT ends in a timeout that says so, and is not sent again',
    async () => {
      const { inputs: access, namespace, server, onRequest } = await localKestra();
      const inputs = { ...access, override: 'true', timeout: '1' };
      await runBundle('deploy-flows', { workspace: await workspaceOf(flowFiles(namespace, 1)), inputs });
      onRequest(({ method }) => {
        if (method === 'PUT') server.deleteFlow(namespace, 'flow-0');
      });
      const run = await runBundle('deploy-flows', {
        workspace: await workspaceOf(flowFiles(namespace, 1, 'changed')),
        inputs,
      });
      expect(run.exitCode).toBe(1);
      expect(server.deadlyPuts).toBe(1);
      expect(run.outputs).toMatchObject({ failed: '1' });
      expect(run.log).toMatch(/deleted/);
    },
  );

  test('one flow that the server refuses does not stop the others', async () => {
    const { inputs, namespace, ...server } = await kestra({
      faults: [{ method: 'POST', path: '/flows', nth: 2, effect: 'status', status: 500 }],
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf(flowFiles(namespace, 4)),
      inputs: { ...inputs, concurrency: '1' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ created: '3', failed: '1', changed: 'true' });
    expect(await server.flows(namespace)).toHaveLength(3);
  });

  test('on SIGTERM no new write starts, the report says what was done, and the run fails', async () => {
    const { inputs, namespace, ...server } = await kestra({ latencyMs: 50 });
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    let creates = 0;
    server.onRequest(({ method, path }) => {
      if (method === 'POST' && path.endsWith('/flows') && ++creates === 3) kill?.('SIGTERM');
    });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf(flowFiles(namespace, 60)),
      inputs: { ...inputs, concurrency: '2' },
      onStart: (stop) => (kill = stop),
    });
    expect(run.exitCode).toBe(1);
    const created = Number(run.outputs['created']);
    expect(created).toBeGreaterThanOrEqual(3);
    expect(created).toBeLessThan(60);
    expect(await server.flows(namespace)).toHaveLength(created);
  });

  test('a wrong password: the failure names the user', async () => {
    const { inputs, namespace, ...server } = await kestra();
    const user = inputs['user'] ?? 'ci@acme.com';
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn(namespace)('a') }),
      inputs: { ...inputs, apiToken: '', user, password: 'wrong' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/401/);
    expect(run.log).toContain(user);
    expect(writes(server)).toEqual([]);
  });

  test('a login page: the failure says which input leads around it', async () => {
    const { inputs, namespace, ...server } = await kestra({ faults: [{ path: '/', effect: 'html' }] });
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn(namespace)('a') }),
      inputs,
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/HTML page[\s\S]*`headers`/);
    expect(writes(server)).toEqual([]);
  });

  onDouble('Another edition than the server of KESTRA_URL may have.').each([
    ['a token', { user: '', password: '', apiToken: 'abc123token' }, /401[\s\S]*`user` and `password`/],
    ['a tenant', { tenant: 'acme' }, /only the tenant "main"/],
  ])('open source and %s: the failure says what to do', async (_name, more, message) => {
    const { inputs, namespace, ...server } = await localKestra();
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn(namespace)('a') }),
      inputs: { ...inputs, ...more },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(message);
    expect(writes(server)).toEqual([]);
  });

  test('a refused connection says so', async () => {
    const run = await runBundle('deploy-flows', {
      workspace: await workspaceOf({ 'a.yml': flowIn('company.team')('a') }),
      inputs: { server: await closedAddress(), retries: '0' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/refused/);
    expect(run.outputs).toMatchObject({ changed: 'false', created: '0' });
  });

  onDouble('A server of a certain edition, version and path.').each([
    ['Enterprise Edition', { edition: 'EE' as const, tokens: ['tok-123'], tenants: ['acme'] }],
    ['1.0', { version: '1.0.3' }],
    ['1.2', { version: '1.2.0' }],
    ['2.0', { version: '2.0.0' }],
    ['a path prefix', { contextPath: '/tools/kestra' }],
  ])('works on %s', async (_name, options) => {
    const { inputs, namespace } = await localKestra(options);
    const workspace = await workspaceOf(flowFiles(namespace, 3));
    const first = await runBundle('deploy-flows', { workspace, inputs });
    expect(first.log).toContain('3 created');
    expect(first.exitCode).toBe(0);
    const again = await runBundle('deploy-flows', { workspace, inputs });
    expect(again.outputs).toMatchObject({ changed: 'false', unchanged: '3' });
  });
});
