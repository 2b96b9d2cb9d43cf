import { describe, expect, test } from '@jest/globals';
import { workspaceOf } from './stage.js';
import { namespace, start, flow, deployTo, repositoryOf } from './planning.js';

describe('prune: removed', () => {
  test('deletes what a commit has removed, and nothing else', async () => {
    const server = await start();
    const deploy = deployTo(server);
    const repository = await repositoryOf({ 'flows/a.yml': flow('a'), 'flows/b.yml': flow('b') });
    await deploy(await workspaceOf({ 'x.yml': flow('never-in-git') }));
    await deploy(repository.path, { directory: 'flows' });
    const removal = await repository.commit({ 'flows/a.yml': null });
    const run = await deploy(repository.path, { directory: 'flows', prune: 'removed' });
    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ changed: 'true', deleted: '1', unchanged: '1' });
    expect(await server.flows(namespace)).toEqual(['b', 'never-in-git']);
    const commit = `<a href="https://github.com/acme/flows/commit/${removal.slice(0, 7)}">`;
    expect(run.summary).toContain(`| 🔴 deleted | ${namespace} / a | removed in ${commit}`);
    expect(run.report).toMatchObject({
      flows: [{}, { action: 'deleted', reason: `removed in ${removal.slice(0, 7)}` }],
    });
  });

  test('keeps what was edited on the server, with a warning', async () => {
    const server = await start();
    const deploy = deployTo(server);
    const repository = await repositoryOf({ 'flows/a.yml': flow('a'), 'flows/b.yml': flow('b') });
    await deploy(repository.path);
    await deploy(await workspaceOf({ 'a.yml': flow('a', 'by hand') }), { override: 'true' });
    await repository.commit({ 'flows/a.yml': null });
    const run = await deploy(repository.path, { prune: 'removed' });
    expect(run.exitCode).toBe(0);
    expect(await server.flows(namespace)).toEqual(['a', 'b']);
    expect(run.log).toMatch(
      new RegExp(`^::warning::${namespace}/a was removed in \\w{7} \\(flows/a\\.yml\\), but is kept`, 'm'),
    );
  });

  test('deletes nothing when the directory is empty', async () => {
    const server = await start();
    const repository = await repositoryOf({ 'flows/a.yml': flow('a'), 'flows/.keep': '' });
    const deploy = deployTo(server);
    await deploy(repository.path, { directory: 'flows' });
    await repository.commit({ 'flows/a.yml': null });
    const run = await deploy(repository.path, { directory: 'flows', prune: 'removed' });
    expect(run.outputs).toMatchObject({ failureReason: 'files', deleted: '0' });
    expect(await server.flows(namespace)).toEqual(['a']);
  });

  test('of a shallow clone is an error that names the line to add; the server is not asked', async () => {
    const server = await start();
    const repository = await repositoryOf({ 'a.yml': flow('a') });
    await repository.commit({ 'b.yml': flow('b') });
    const clone = await repository.clone('--depth', '1');
    const run = await deployTo(server)(clone.path, { prune: 'removed' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ failureReason: 'history', changed: 'false' });
    expect(run.log).toContain('Add `fetch-depth: 0` to actions/checkout.');
    expect(server.requests).toEqual([]);
  });
});

describe('onError: rollback', () => {
  test('leaves the server as it was when a write fails', async () => {
    const server = await start({
      faults: [{ method: 'POST', path: '/flows', nth: 4, effect: 'status', status: 500 }],
    });
    const deploy = deployTo(server);
    await deploy(await workspaceOf({ 'a.yml': flow('a') }));
    const files = { 'a.yml': flow('a', 'ho'), 'b.yml': flow('b'), 'c.yml': flow('c'), 'd.yml': flow('d') };
    const inputs = { override: 'true', onError: 'rollback', concurrency: '1' };
    const run = await deploy(await workspaceOf(files), inputs);
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ failureReason: 'rolled-back', changed: 'false', created: '0', failed: '1' });
    expect(await server.flows(namespace)).toEqual(['a']);
    expect((await server.flow(namespace, 'a'))?.source).toBe(flow('a'));
    expect(run.summary).toContain('↩️ Flows: 1 of 4 failed, the 3 changes before it were undone');
  });

  test('undoes what was done when the job is cancelled', async () => {
    const server = await start({ latencyMs: 20 });
    let kill: ((signal: NodeJS.Signals) => void) | undefined;
    let posts = 0;
    server.onRequest(({ method, path }) => {
      if (method === 'POST' && path.endsWith('/flows') && ++posts === 3) kill?.('SIGINT');
    });
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`${n}.yml`, flow(`f${n}`)]));
    const run = await deployTo(server)(
      await workspaceOf(files),
      { onError: 'rollback', concurrency: '1' },
      { onStart: (stop) => (kill = stop) },
    );
    expect(run.exitCode).toBe(1);
    expect(await server.flows(namespace)).toEqual([]);
    expect(run.outputs).toMatchObject({ changed: 'false' });
    expect(run.summary).toMatch(/↩️ undone/);
  });
});

test('a run that is ended in the middle of a request still reports what became of each flow', async () => {
  const server = await start({
    faults: [{ method: 'POST', path: '/flows', nth: 2, effect: 'slow-body', delayMs: 60_000 }],
  });
  let kill: ((signal: NodeJS.Signals) => void) | undefined;
  let posts = 0;
  server.onRequest(({ method, path }) => {
    if (method === 'POST' && path.endsWith('/flows') && ++posts === 2) kill?.('SIGINT');
  });
  const files = { 'a.yml': flow('a'), 'b.yml': flow('b'), 'c.yml': flow('c') };
  const run = await deployTo(server)(
    await workspaceOf(files),
    { concurrency: '1' },
    {
      onStart: (stop) => (kill = stop),
      onOutput: (text) => {
        if (text.includes('being cancelled')) kill?.('SIGTERM');
      },
    },
  );
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ failureReason: 'cancelled', created: '1', failed: '1', changed: 'true' });
  expect(run.report).toMatchObject({
    flows: [
      { id: 'a', action: 'created' },
      { id: 'b', action: 'failed', error: 'It was under way when the run ended: look at it in Kestra.' },
      { id: 'c', action: 'skipped' },
    ],
  });
  expect(run.summary).toContain(`${namespace} / b`);
});
