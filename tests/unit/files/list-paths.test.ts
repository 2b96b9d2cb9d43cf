import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listPaths } from '../../../src/files/list-paths.js';
import { makeSocket } from './discovering.js';

let folder = '';
let workspace = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'list-'));
  workspace = join(folder, 'checkout');
  for (const path of ['a/b', '.hidden', '.git', 'node_modules/x'])
    await mkdir(join(workspace, path), { recursive: true });
  for (const path of ['one', 'a/two', 'a/b/three', '.hidden/four', '.git/config', 'node_modules/x/y'])
    await writeFile(join(workspace, path), '');
  await mkdir(join(folder, 'outside'));
  await writeFile(join(folder, 'outside/secret'), '');
});
afterEach(() => rm(folder, { recursive: true }));

test('all files but those of tools, hidden ones too', async () => {
  expect((await listPaths(workspace))?.toSorted()).toEqual(['.hidden/four', 'a/b/three', 'a/two', 'one']);
});

test('links are followed inside the workspace, each folder once on a way', async () => {
  await symlink('a', join(workspace, 'linked'));
  await symlink('..', join(workspace, 'a/back'));
  await symlink('../one', join(workspace, 'a/file'));
  await symlink('nowhere', join(workspace, 'dangling'));
  await symlink(join(folder, 'outside'), join(workspace, 'out'));
  expect((await listPaths(workspace))?.toSorted()).toEqual([
    '.hidden/four',
    'a/b/three',
    'a/file',
    'a/two',
    'linked/b/three',
    'linked/file',
    'linked/two',
    'one',
  ]);
});

test('a workspace that is a link itself', async () => {
  await symlink(workspace, join(folder, 'link'));
  await symlink('..', join(workspace, 'a/back'));
  expect(await listPaths(join(folder, 'link'))).toHaveLength(4);
});

test('what cannot be read, and what is neither file nor folder, is left out', async () => {
  await mkdir(Buffer.concat([Buffer.from(join(workspace, 'odd')), Buffer.from([0xff])]));
  await makeSocket(join(workspace, 'socket'));
  expect(await listPaths(workspace)).toHaveLength(4);
});

test('more folders than is wanted are not looked into', async () => {
  const folders = join(folder, 'folders');
  for (const name of ['a', 'b', 'c']) await mkdir(join(folders, name), { recursive: true });
  expect(await listPaths(folders, 2)).toBeUndefined();
  expect(await listPaths(folders, 3)).toEqual([]);
});

test('more than is wanted is not listed', async () => {
  expect(await listPaths(workspace, 3)).toBeUndefined();
  expect(await listPaths(workspace, 4)).toHaveLength(4);
});
