import { describe, expect, test } from '@jest/globals';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { annotationsIn } from '../local-runner/annotations.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { kestra, workspaceOf } from './stage.js';

const flow = flowIn('company.team');

async function upload(files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>) {
  const server = await kestra();
  const run = await runBundle('deploy-namespace-files', {
    workspace: await workspaceOf(files),
    inputs: { ...server.inputs, namespace: server.namespace, namespacePath: '/', ...inputs },
  });
  return { run, uploaded: await server.files(server.namespace) };
}

const warnings = (log: string) =>
  annotationsIn(log)
    .filter(({ level }) => level === 'warning')
    .map(({ message }) => message);

describe('which files go up', () => {
  test('what `!` takes back stays here', async () => {
    const files = { 'a.sql': 'a', 'drafts/b.sql': 'b', 'drafts/keep.sql': 'c' };
    const { run, uploaded } = await upload(files, { include: '**\n!drafts/**\ndrafts/keep.sql' });
    expect(run.outputs).toMatchObject({ created: '2' });
    expect(uploaded).toEqual(['/a.sql', '/drafts/keep.sql']);
    expect(warnings(run.log)).toEqual([]);
  });

  test('a glob without a file is a warning with its likely cause', async () => {
    const { run } = await upload(
      { 'config/a.sql': 'a', 'config/x/b.sql': 'b' },
      {
        localPath: './config',
        include: '**\nconfig/x/**\nx',
      },
    );
    expect(run.exitCode).toBe(0);
    expect(warnings(run.log)).toEqual([
      expect.stringMatching(/`config\/x\/\*\*`.*begins with `localPath` itself.*write `x\/\*\*`/),
      expect.stringMatching(/`x`.*is a folder: write `x\/\*\*`/),
    ]);
    expect(run.summary).toContain('begins with');
  });

  test('what .kestraignore keeps out stays here, in sub-folders too, and is counted', async () => {
    const files = {
      '.kestraignore': '*.key\n/build/\n',
      'a.txt': 'a',
      'private.key': 'secret',
      'build/x/y.txt': 'y',
      'sub/.kestraignore': 'local.*\n',
      'sub/local.txt': 'l',
      'sub/b.txt': 'b',
    };
    const { run, uploaded } = await upload(files, {});
    expect(uploaded).toEqual(['/a.txt', '/sub/b.txt']);
    expect(run.log).toContain('Left out: 3 by .kestraignore.');
    expect(run.summary).toMatch(/Left out: 3 by \.kestraignore/);
    const other = await upload({ ...files, 'up.ignore': 'a.txt' }, { ignoreFile: 'up.ignore' });
    expect(other.uploaded).toEqual(['/build/x/y.txt', '/private.key', '/sub/b.txt', '/sub/local.txt']);
    const none = await upload(files, { ignoreFile: '' });
    expect(none.uploaded).toHaveLength(5);
  });

  test('a link that leads out of the workspace ends an upload before it begins, with all of them named', async () => {
    const outside = await workspaceOf({ 'other.txt': 'theirs' });
    const workspace = await workspaceOf({ 'a.txt': 'a' });
    await symlink(join(outside, 'other.txt'), join(workspace, 'linked.txt'));
    await symlink(join(workspace, 'none'), join(workspace, 'gone.txt'));
    const server = await kestra();
    const run = await runBundle('deploy-namespace-files', {
      workspace,
      inputs: { ...server.inputs, namespace: server.namespace, namespacePath: '/' },
    });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/linked\.txt leads outside/);
    expect(run.log).toMatch(/gone\.txt leads nowhere/);
    expect(server.requests.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('links in a folder of flows', () => {
  test('one bad path hides no verdict on the others', async () => {
    const outside = await workspaceOf({ 'lib/x.yml': flow('x'), 'y.yml': flow('y') });
    const workspace = await workspaceOf({ 'flows/a.yml': flow('a', 'mesage: hi'), 'flows/b.yml': flow('b') });
    await symlink(join(workspace, 'none.yml'), join(workspace, 'flows/gone.yml'));
    await symlink(join(outside, 'y.yml'), join(workspace, 'flows/outside.yml'));
    await symlink(join(outside, 'lib'), join(workspace, 'flows/venv'));
    await symlink(workspace, join(workspace, 'flows/parent'));
    await symlink(join(workspace, 'none'), join(workspace, 'flows/readme'));
    const run = await runBundle('validate-flows', { workspace, inputs: { directory: 'flows' } });
    expect(run.exitCode).toBe(1);
    const errors = annotationsIn(run.log).filter(({ level, file }) => level === 'error' && file !== undefined);
    expect(errors.map(({ file, message }) => [file, message])).toEqual([
      ['flows/a.yml', expect.stringContaining('mesage')],
      ['flows/gone.yml', expect.stringContaining('leads nowhere')],
      ['flows/outside.yml', expect.stringContaining('outside the workspace')],
    ]);
    expect(run.outputs).toMatchObject({ flows: '2', errors: '3' });
    expect(run.log).toContain('flows/venv is a link to a folder outside the workspace: skipped.');
    expect(run.log).not.toMatch(/readme|parent/);
  });

  test('a file that two paths lead to is one flow, reported once, where it lies', async () => {
    const workspace = await workspaceOf({ 'shared/a.yml': flow('a', 'mesage: hi'), 'flows/b.yml': flow('b') });
    await symlink('../shared', join(workspace, 'flows/linked'));
    await symlink('../shared/a.yml', join(workspace, 'flows/a.yml'));
    const run = await runBundle('validate-flows', { workspace });
    expect(run.outputs).toMatchObject({ flows: '2', errors: '1' });
    expect(annotationsIn(run.log).filter(({ file }) => file !== undefined)).toEqual([
      expect.objectContaining({ level: 'error', file: 'shared/a.yml', line: 6 }),
    ]);
  });
});

test('`prune: all` keeps the flow of a file that `exclude` leaves out, and says so', async () => {
  const server = await kestra();
  const flowHere = flowIn(server.namespace);
  const files = { 'f/a.yml': flowHere('a'), 'f/later/b.yml': flowHere('b'), 'f/c.yml': flowHere('c') };
  const inputs = { ...server.inputs, directory: 'f', override: 'true' };
  const workspace = await workspaceOf(files);
  expect((await runBundle('deploy-flows', { workspace, inputs })).outputs).toMatchObject({ created: '3' });
  await rm(join(workspace, 'f/c.yml'));
  const run = await runBundle('deploy-flows', { workspace, inputs: { ...inputs, exclude: 'later/**', prune: 'all' } });
  expect(run.outputs).toMatchObject({ deleted: '1', unchanged: '1' });
  expect(warnings(run.log)).toEqual([
    expect.stringContaining(`1 flow is not deployed, but kept: ${server.namespace}/b (f/later/b.yml).`),
  ]);
});
