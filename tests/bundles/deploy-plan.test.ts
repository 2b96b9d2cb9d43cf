import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pullRequestEvent } from '../local-runner/events.js';
import { startLocalGitHub } from '../local-runner/local-github.js';
import { afterwards, workspaceOf, writes } from './stage.js';
import { namespace, start, flow, deployTo } from './planning.js';

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
      event: pullRequestEvent(),
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
    expect(again.log).toContain('There is nothing to do: the server holds all of it already');
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

test('inputs that contradict each other are reported together, before anything is sent', async () => {
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
