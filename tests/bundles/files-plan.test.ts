import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runBundle } from '../local-runner/run-bundle.js';
import { kestra, workspaceOf, writes } from './stage.js';

const ACTION = 'deploy-namespace-files';

/** A workspace, and runs of the action in it. */
async function stage(files: Readonly<Record<string, string | Uint8Array>>) {
  const server = await kestra();
  const workspace = await workspaceOf(files);
  const { namespace } = server;
  const run = (inputs: Readonly<Record<string, string>>) =>
    runBundle(ACTION, { workspace, inputs: { ...server.inputs, namespace, namespacePath: '/', ...inputs } });
  const file = async (path: string) => {
    const bytes = await server.file(namespace, path);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString();
  };
  return { server, workspace, run, file };
}

/** Git without the configuration of whoever runs the tests. */
function git(cwd: string, ...args: readonly string[]): void {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
  execFileSync('git', [...identity, ...args], { cwd, env, stdio: 'ignore' });
}

describe('where files go', () => {
  test('several lines, each with its own target, in one run', async () => {
    const { run, file } = await stage({ 'sql/a.sql': 'a', 'conf/b.yml': 'b', 'one.txt': '1', 'docs/c.md': 'c' });
    const localPath = 'sql => queries\nconf\none.txt\ndocs => /elsewhere';
    const { exitCode, outputs } = await run({ localPath, namespacePath: 'base' });
    expect({ exitCode, outputs }).toMatchObject({ exitCode: 0, outputs: { created: '4' } });
    expect(await file('/base/queries/a.sql')).toBe('a');
    expect(await file('/base/b.yml')).toBe('b');
    expect(await file('/base/one.txt')).toBe('1');
    expect(await file('/elsewhere/c.md')).toBe('c');
  });

  test('two lines with one target are refused, both named', async () => {
    const { run, server } = await stage({ 'a/x': '1', 'b/x': '2' });
    const { exitCode, log, outputs } = await run({ localPath: 'a\nb' });
    expect({ exitCode, outputs }).toMatchObject({ exitCode: 1, outputs: { failureReason: 'names' } });
    expect(log).toContain('a/x: b/x goes to the same place, /x.');
    expect(log).toContain('b/x: a/x goes to the same place, /x.');
    expect(writes(server)).toEqual([]);
  });

  test('keepFolderName, includeHidden, and never .git', async () => {
    const files = { 'conf/a': 'a', 'conf/.env': 'e', 'conf/.d/x': 'x', 'conf/.git/config': 'secret' };
    const { run, file } = await stage(files);
    const first = await run({ localPath: './conf/', namespacePath: 'base', keepFolderName: 'true' });
    expect(first.outputs).toMatchObject({ created: '1' });
    expect(first.log).toContain('Left out: 3 hidden (see `includeHidden`).');
    const second = await run({
      localPath: './conf/',
      namespacePath: 'base',
      keepFolderName: 'true',
      includeHidden: 'true',
    });
    expect(second.outputs).toMatchObject({ created: '2', unchanged: '1' });
    expect(await file('/base/conf/.env')).toBe('e');
    expect(await file('/base/conf/.d/x')).toBe('x');
    expect(await file('/base/conf/.git/config')).toBeUndefined();
  });
});

describe('a reviewed plan', () => {
  test('a dry run writes nothing; its digest lets exactly that pass', async () => {
    const { run, file, server, workspace } = await stage({ 'f/a.txt': 'one\n', 'f/b.txt': 'b' });
    await run({ localPath: 'f' });
    await writeFile(join(workspace, 'f/a.txt'), 'two\n');
    const before = writes(server).length;
    const inputs = { localPath: 'f', override: 'true' };
    const plan = await run({ ...inputs, dryRun: 'true' });
    expect(plan.exitCode).toBe(0);
    expect(plan.outputs).toMatchObject({ changed: 'true', updated: '1', unchanged: '1' });
    expect(plan.report).toMatchObject({
      dryRun: true,
      files: [{ action: 'updated', bytesBefore: 4, diff: '@@ -1,1 +1,1 @@\n-one\n+two' }, { action: 'unchanged' }],
    });
    expect(writes(server)).toHaveLength(before);

    const { planDigest = '' } = plan.outputs;
    const wrong = await run({ ...inputs, planDigest: '0'.repeat(40) });
    expect({ ...wrong.outputs, exitCode: wrong.exitCode }).toMatchObject({ exitCode: 1, failureReason: 'plan' });
    expect(writes(server)).toHaveLength(before);
    expect((await run({ ...inputs, planDigest, verify: 'true' })).outputs).toMatchObject({ updated: '1', failed: '0' });
    expect(await file('/a.txt')).toBe('two\n');
  });
});

describe('prune', () => {
  test('removed: what Git held once goes, what it never held stays', async () => {
    const { run, file, workspace } = await stage({ 'f/a': 'a', 'f/old/x': 'x', 'f/moved': 'm' });
    git(workspace, 'init', '-q');
    git(workspace, 'add', '.');
    git(workspace, 'commit', '-qm', 'one');
    await run({ localPath: 'f' });
    await rm(join(workspace, 'f/old'), { recursive: true });
    git(workspace, 'mv', 'f/moved', 'f/here');
    git(workspace, 'add', '-A');
    git(workspace, 'commit', '-qm', 'two');
    await run({ localPath: 'f' });
    const pruned = await run({ localPath: 'f', prune: 'removed' });
    expect({ ...pruned.outputs, exitCode: pruned.exitCode }).toMatchObject({
      exitCode: 0,
      deleted: '2',
      unchanged: '2',
    });
    expect(await file('/old/x')).toBeUndefined();
    expect(await file('/moved')).toBeUndefined();
    expect(await file('/here')).toBe('m');
  });

  test('removed needs a history; nothing is sent without', async () => {
    const { run, server } = await stage({ 'f/a': 'a' });
    const { exitCode, outputs } = await run({ localPath: 'f', prune: 'removed' });
    expect({ exitCode, outputs }).toMatchObject({ exitCode: 1, outputs: { failureReason: 'history' } });
    expect(server.requests).toEqual([]);
  });

  test('all, but not more than maxDelete', async () => {
    const { run, file } = await stage({ 'f/a': 'a', 'g/a': 'a', 'g/b': 'b', 'g/c': 'c' });
    await run({ localPath: 'g', namespacePath: 't' });
    const inputs = { localPath: 'f', namespacePath: 't', prune: 'all' };
    const refused = await run({ ...inputs, maxDelete: '1' });
    expect({ ...refused.outputs }).toMatchObject({ failureReason: 'deletions', deleted: '0' });
    expect(await file('/t/b')).toBe('b');
    expect((await run(inputs)).outputs).toMatchObject({ deleted: '2', unchanged: '1' });
    expect(await file('/t/b')).toBeUndefined();
  });
});
