import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalGitHub } from '../local-runner/local-github.js';
import { TestRepository, type TreeChanges } from '../local-runner/repository.js';
import { type BundleRun, runBundle, type RunOptions } from '../local-runner/run-bundle.js';
import { afterwards, flowIn, kestra, workspaceOf, writes, type Kestra } from './stage.js';

/** The one of the test at hand. */
let namespace: string;
const start = async (options: Parameters<typeof kestra>[0] = {}): Promise<Kestra> => {
  const server = await kestra(options);
  namespace = server.namespace;
  return server;
};
const flow = (id: string, message = 'hi') => flowIn(namespace)(id, `message: ${message}`);
const pullRequest = {
  name: 'pull_request',
  payload: {
    number: 7,
    pull_request: {
      number: 7,
      base: { sha: 'b'.repeat(40), repo: { full_name: 'acme/flows' } },
      head: { sha: 'c'.repeat(40), repo: { full_name: 'acme/flows' } },
    },
  },
};

/** Runs deploy-flows against a server. */
const deployTo =
  (server: Kestra) =>
  (
    workspace: string,
    inputs: Readonly<Record<string, string>> = {},
    more: Partial<RunOptions> = {},
  ): Promise<BundleRun> =>
    runBundle('deploy-flows', { workspace, inputs: { ...server.inputs, ...inputs }, ...more });

/** A real repository with these flows, which lives as long as the test. */
async function repositoryOf(files: TreeChanges): Promise<TestRepository> {
  const repository = await TestRepository.make();
  afterwards(() => repository.remove());
  await repository.commit(files);
  return repository;
}

describe('a plan', () => {
  test('on a pull request is a comment, and nothing is written', async () => {
    const server = await start();
    const github = await startLocalGitHub();
    afterwards(github.close);
    const deploy = deployTo(server);
    await deploy(await workspaceOf({ 'f/a.yml': flow('a'), 'f/b.yml': flow('b') }));
    const before = writes(server).length;
    const planned = await workspaceOf({ 'f/a.yml': flow('a', 'ho'), 'f/b.yml': flow('b'), 'f/c.yml': flow('c') });
    const inputs = { dryRun: 'true', override: 'true', comment: 'true' };
    const run = await deploy(planned, inputs, {
      event: pullRequest,
      env: { GITHUB_API_URL: github.url, TEST_GITHUB_TOKEN: 'ghs_1234567890' },
    });
    expect(run.exitCode).toBe(0);
    expect(writes(server)).toHaveLength(before);
    expect(run.outputs).toMatchObject({ changed: 'true', created: '1', updated: '1', unchanged: '1', deleted: '0' });
    expect(run.outputs['planDigest']).toMatch(/^[0-9a-f]{40}$/);
    expect(github.comments).toHaveLength(1);
    const { body } = github.comments[0]!;
    expect(body).toContain('Plan: 1 to create, 1 to update, 1 unchanged');
    expect(body).toContain('@@ -3,4 +3,4 @@ task hello');
    expect(body).toContain('-    message: hi\n+    message: ho');
    expect(body).not.toContain(server.url);
    expect(run.summary).toContain('📋 Plan for');
  });

  test('is deployed by its digest, and only as long as nothing has changed', async () => {
    const server = await start();
    const deploy = deployTo(server);
    const workspace = await workspaceOf({ 'a.yml': flow('a'), 'b.yml': flow('b') });
    const { outputs } = await deploy(workspace, { dryRun: 'true' });
    const planDigest = outputs['planDigest']!;
    const other = await deploy(await workspaceOf({ 'a.yml': flow('a'), 'b.yml': flow('b', 'else') }), { planDigest });
    expect(other.exitCode).toBe(1);
    expect(other.outputs).toMatchObject({ failureReason: 'plan', changed: 'false' });
    expect(other.log).toContain('The plan is not the one that was reviewed');
    expect(writes(server)).toEqual([]);
    const deployed = await deploy(workspace, { planDigest });
    expect(deployed.outputs).toMatchObject({ created: '2', planDigest });
    expect(deployed.exitCode).toBe(0);
    const again = await deploy(workspace, { planDigest });
    expect(again.outputs).toMatchObject({ failureReason: 'plan' });
  });

  test('of a schedule tells drift from calm', async () => {
    const server = await start();
    const deploy = deployTo(server);
    const workspace = await workspaceOf({ 'a.yml': flow('a') });
    await deploy(workspace);
    const inputs = { dryRun: 'true', override: 'true' };
    const calm = await deploy(workspace, inputs, { event: { name: 'schedule', payload: {} } });
    expect(calm.outputs).toMatchObject({ changed: 'false', unchanged: '1' });
    await deploy(await workspaceOf({ 'a.yml': flow('a', 'by hand') }), { override: 'true' });
    const drift = await deploy(workspace, inputs, { event: { name: 'schedule', payload: {} } });
    expect(drift.exitCode).toBe(0);
    expect(drift.outputs).toMatchObject({ changed: 'true', updated: '1' });
  });

  test('shows what differs where it may not be overwritten, and fails', async () => {
    const server = await start();
    const deploy = deployTo(server);
    await deploy(await workspaceOf({ 'a.yml': flow('a') }));
    const run = await deploy(await workspaceOf({ 'a.yml': flow('a', 'ho') }));
    expect(run.outputs).toMatchObject({ failureReason: 'conflict', changed: 'false' });
    expect(run.summary).toContain('-    message: hi\n+    message: ho');
  });
});

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

test('inputs that contradict each other are told together, before anything is sent', async () => {
  const server = await start();
  const inputs = { namespace: 'a', namespacePrefix: 'b', pruneNamespaces: 'c', planDigest: 'short' };
  const wrong = await deployTo(server)(await workspaceOf({ 'a.yml': flow('a') }), inputs);
  expect(wrong.outputs).toMatchObject({ failureReason: 'inputs' });
  expect(wrong.log).toContain('`planDigest` "short" is no digest of a plan');
  const run = await deployTo(server)(await workspaceOf({ 'a.yml': flow('a') }), { ...inputs, planDigest: '' });
  expect(run.log).toContain('`namespace` and `namespacePrefix` cannot be set together');
  expect(run.log).toContain('`pruneNamespaces` is set, but `prune` is false');
  expect(server.requests).toEqual([]);
});

test('2,000 flows are planned below 300 MB', async () => {
  const server = await start();
  const files = Object.fromEntries(
    Array.from({ length: 2000 }, (_, n) => [
      `f/${n}.yml`,
      flow(`flow-${n}`, 'x'.repeat(200)).replace(namespace, `${namespace}.team${n % 40}`) +
        `  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${namespace}.team${(n + 1) % 40}\n    flowId: flow-${(n + 1) % 2000}\n`,
    ]),
  );
  const workspace = await workspaceOf(files);
  const hook = new URL('../local-runner/peak-memory.mjs', import.meta.url).href;
  const peakFile = join(workspace, '.peak');
  const run = await deployTo(server)(
    workspace,
    // A server under load may take long: a repeat would count as a request.
    { dryRun: 'true', prune: 'all', timeout: '300' },
    { nodeArguments: ['--import', hook], env: { PEAK_MEMORY_FILE: peakFile } },
  );
  expect(run.exitCode).toBe(0);
  expect(run.outputs).toMatchObject({ created: '2000' });
  expect(server.requests.length).toBeLessThanOrEqual(4 + 20);
  const peak = Number(await readFile(peakFile, 'utf8')) / (1024 * 1024);
  expect(peak).toBeGreaterThan(20);
  expect(peak).toBeLessThan(300);
});
