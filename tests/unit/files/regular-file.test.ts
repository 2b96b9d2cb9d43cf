import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { readRegularFile } from '../../../src/files/regular-file.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
beforeEach(async () => {
  workspace = await makeWorkspace({ 'a.yml': '12345', 'folder/b.yml': '' });
});
afterEach(() => workspace.remove());

const read = (path: string, maxBytes = 5) => readRegularFile(join(workspace.path, path), maxBytes)?.toString();

test('a file is read, also behind a link', async () => {
  await symlink('a.yml', join(workspace.path, 'link.yml'));
  expect([read('a.yml'), read('link.yml')]).toEqual(['12345', '12345']);
});

test('what is larger, a folder and a device are not', async () => {
  await symlink('/dev/null', join(workspace.path, 'device.yml'));
  expect([read('a.yml', 4), read('folder'), read('device.yml')]).toEqual([undefined, undefined, undefined]);
});

test('where nothing lies the system says so', () => {
  expect(() => read('missing.yml')).toThrow(/ENOENT/);
});
