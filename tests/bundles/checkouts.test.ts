import { describe, expect, test } from '@jest/globals';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { annotationsIn } from '../local-runner/annotations.js';
import { commitAll, git } from '../local-runner/git.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { workspaceOf } from './stage.js';

const flow = flowIn('company.team');

const REMOTE = 'https://x-access-token:ghs_secret@github.com/acme/flows.git';

/** A push from one commit to the next, seen by git alone. */
async function onPush(workspace: string, before: string, after: string, inputs: Readonly<Record<string, string>>) {
  const payload = { ref: 'refs/heads/main', before, after, created: false, forced: false };
  return runBundle('validate-flows', {
    workspace,
    inputs: { changedOnly: 'true', ...inputs },
    event: { name: 'push', payload },
  });
}

const placesIn = (log: string) =>
  annotationsIn(log)
    .filter(({ level, file }) => level === 'error' && file !== undefined)
    .map(({ file, line }) => `${file}:${line}`);

describe('what changed is known by real paths', () => {
  test('a folder of flows that is a link', async () => {
    const workspace = await workspaceOf({
      'shared/flows/a.yml': flow('a'),
      'shared/flows/b.yml': flow('b', 'mesage: x'),
    });
    await symlink('shared/flows', join(workspace, 'flows'));
    const before = await commitAll(workspace);
    await writeFile(join(workspace, 'shared/flows/a.yml'), flow('a', 'mesage: hi'));
    const run = await onPush(workspace, before, await commitAll(workspace), { directory: 'flows' });
    expect(run.exitCode).toBe(1);
    expect(placesIn(run.log)).toEqual(['shared/flows/a.yml:6']);
    expect(run.outputs).toMatchObject({ valid: 'false', flows: '1' });
  });

  test('a flow that is a link, when its target changes and when the link does', async () => {
    const workspace = await workspaceOf({
      'shared/a.yml': flow('a'),
      'shared/b.yml': flow('b', 'mesage: x'),
      'flows/c.yml': flow('c'),
    });
    await symlink('../shared/a.yml', join(workspace, 'flows/a.yml'));
    const before = await commitAll(workspace);
    await writeFile(join(workspace, 'shared/a.yml'), flow('a', 'mesage: hi'));
    const second = await commitAll(workspace);
    expect(placesIn((await onPush(workspace, before, second, { directory: 'flows' })).log)).toEqual(['shared/a.yml:6']);
    await git(workspace, 'rm', '--quiet', 'flows/a.yml');
    await symlink('../shared/b.yml', join(workspace, 'flows/a.yml'));
    const third = await commitAll(workspace);
    expect(placesIn((await onPush(workspace, second, third, { directory: 'flows' })).log)).toEqual(['shared/b.yml:6']);
  });

  test('a submodule whose pointer moved has changed as a whole', async () => {
    const library = await workspaceOf({ 'a.yml': flow('a', 'mesage: hi'), 'b.yml': flow('b') });
    await commitAll(library);
    const workspace = await workspaceOf({ 'README.md': 'x' });
    await commitAll(workspace);
    await git(workspace, 'submodule', '--quiet', 'add', '--name', 'lib', library, 'flows');
    await git(workspace, 'config', '--file', '.gitmodules', 'submodule.lib.ignore', 'all');
    const before = await commitAll(workspace);
    await writeFile(join(workspace, 'README.md'), 'y');
    const unmoved = await commitAll(workspace);
    const nothing = await onPush(workspace, before, unmoved, { directory: 'flows' });
    expect(nothing.exitCode).toBe(0);
    expect(nothing.log).toMatch(/nothing to check – no changed file below flows/);
    await git(join(workspace, 'flows'), 'commit', '--quiet', '--allow-empty', '--message', 'newer');
    await git(workspace, 'add', '--force', 'flows');
    await git(
      workspace,
      'update-index',
      '--cacheinfo',
      `160000,${await git(join(workspace, 'flows'), 'rev-parse', 'HEAD')},flows`,
    );
    await git(workspace, 'commit', '--quiet', '--message', 'moved');
    const moved = await git(workspace, 'rev-parse', 'HEAD');
    const run = await onPush(workspace, unmoved, moved, { directory: 'flows' });
    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ flows: '2', errors: '1' });
  });

  test('no changed flow is nothing to check, and nothing that would be valid', async () => {
    const workspace = await workspaceOf({ 'kestra/flows/a.yml': flow('a', 'mesage: x'), 'README.md': 'x' });
    const before = await commitAll(workspace);
    await writeFile(join(workspace, 'README.md'), 'y');
    const run = await onPush(workspace, before, await commitAll(workspace), { directory: './kestra/flows/' });
    expect(run.exitCode).toBe(0);
    expect(run.log).toMatch(/nothing to check – no changed file below \.?\/?kestra\/flows/);
    expect(run.summary).toMatch(/⚪ Flows: nothing to check – no changed file below .*kestra\/flows/);
    expect(`${run.log}${run.summary}`).not.toMatch(/0 (flows are )?valid|All 0/);
    expect(run.report).toMatchObject({ leftOut: 1, directory: ['./kestra/flows/'] });
  });
});

describe('a checkout into a folder', () => {
  test('annotations, links and SARIF begin at the root of the repository that a file is in', async () => {
    const workspace = await workspaceOf({
      'repo/flows/a.yml': flow('a', 'mesage: hi'),
      'other/x/b.yml': flow('b', 'mesage: hi'),
    });
    const sha = await commitAll(join(workspace, 'repo'));
    await git(join(workspace, 'repo'), 'remote', 'add', 'origin', REMOTE);
    const other = await commitAll(join(workspace, 'other'));
    await git(join(workspace, 'other'), 'remote', 'add', 'origin', 'git@github.com:acme/library.git');
    const run = await runBundle('validate-flows', { workspace, inputs: { sarif: 'kestra.sarif' } });
    expect(placesIn(run.log).sort()).toEqual(['flows/a.yml:6', 'x/b.yml:6']);
    expect(run.summary).toContain(`https://github.com/acme/flows/blob/${sha}/flows/a.yml`);
    expect(run.summary).toContain(`https://github.com/acme/library/blob/${other}/x/b.yml`);
    expect(`${run.log}${run.summary}`).not.toContain('ghs_secret');
    const sarif = await readFile(join(workspace, 'kestra.sarif'), 'utf8');
    expect([...sarif.matchAll(/"uri": "([^"]*)"/g)].map(([, uri]) => uri).sort()).toEqual(['flows/a.yml', 'x/b.yml']);
  });

  test('what changed is known there, too', async () => {
    const workspace = await workspaceOf({ 'repo/flows/a.yml': flow('a'), 'repo/flows/b.yml': flow('b', 'mesage: x') });
    const repo = join(workspace, 'repo');
    const before = await commitAll(repo);
    await git(repo, 'remote', 'add', 'origin', REMOTE);
    await writeFile(join(repo, 'flows/a.yml'), flow('a', 'mesage: hi'));
    const run = await onPush(workspace, before, await commitAll(repo), { directory: 'repo/flows' });
    expect(placesIn(run.log)).toEqual(['flows/a.yml:6']);
    expect(run.outputs).toMatchObject({ flows: '1' });
  });

  test('the files of another repository are reported, and counted in a notice', async () => {
    const workspace = await workspaceOf({ 'repo/a.yml': flow('a'), 'other/b.yml': flow('b', 'mesage: x') });
    const repo = join(workspace, 'repo');
    const before = await commitAll(repo);
    await git(repo, 'remote', 'add', 'origin', REMOTE);
    await commitAll(join(workspace, 'other'));
    await git(join(workspace, 'other'), 'remote', 'add', 'origin', 'https://github.com/acme/library.git');
    const run = await onPush(workspace, before, await commitAll(repo), {});
    expect(placesIn(run.log)).toEqual(['b.yml:6']);
    expect(run.outputs).toMatchObject({ flows: '1' });
    expect(run.log).toContain('`changedOnly`: 1 of the files lie in another repository, and are reported.');
  });

  test('all files are reported, and the reason is told, where the repository of the run is not checked out', async () => {
    const workspace = await workspaceOf({ 'a/a.yml': flow('a', 'mesage: x'), 'b/b.yml': flow('b', 'mesage: x') });
    const before = await commitAll(join(workspace, 'a'));
    const after = await commitAll(join(workspace, 'a'));
    await commitAll(join(workspace, 'b'));
    for (const name of ['a', 'b'])
      await git(join(workspace, name), 'remote', 'add', 'origin', `https://github.com/acme/${name}.git`);
    const run = await onPush(workspace, before, after, {});
    expect(run.outputs).toMatchObject({ flows: '2', errors: '2' });
    expect(run.log).toContain(
      'all files are reported, since the repository of this run is not checked out around them.',
    );
  });
});
