import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { discoverFiles } from '../../../src/files/discover.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** Names whose bytes are no UTF-8 are made from buffers. */
const raw = (workspace: string, name: string) =>
  Buffer.concat([Buffer.from(`${workspace}/`), Buffer.from(name, 'latin1')]);

async function workspaceWith({ files = [], folders = [] }: { files?: string[]; folders?: string[] }) {
  const workspace = await makeWorkspace({
    'flows/good.yml': 'x',
    '.kestraignore': '',
    'flows/.kestraignore': '/*\uFFFD\n',
  });
  cleanUp.push(workspace.remove);
  for (const name of folders) await mkdir(raw(workspace.path, name));
  for (const name of files) await writeFile(raw(workspace.path, name), 'x');
  return workspace.path;
}

const discover = (workspace: string, more: { exclude?: string[]; ignoreFile?: string; include?: string[] } = {}) =>
  discoverFiles({ workspace, roots: ['flows'], include: ['**/*.yml'], exclude: [], input: 'directory', ...more });

describe('a name that is not UTF-8', () => {
  test('of a file is one bad path, and hides no other file', async () => {
    const { files, badPaths } = await discover(await workspaceWith({ files: ['flows/\xff.yml'] }));
    expect(files.map(({ path }) => path)).toEqual(['flows/good.yml']);
    expect(badPaths).toEqual([{ path: 'flows/\uFFFD.yml', problem: 'unreadable', code: 'ENOENT' }]);
  });

  test('of a folder is one bad path', async () => {
    const workspace = await workspaceWith({ folders: ['flows/\xff'], files: ['flows/\xff/x.yml'] });
    const { files, badPaths } = await discover(workspace);
    expect(files.map(({ path }) => path)).toEqual(['flows/good.yml']);
    expect(badPaths).toEqual([{ path: 'flows/\uFFFD', problem: 'unreadable', code: 'ENOENT' }]);
  });

  test.each([
    ['excluded', { exclude: ['*\uFFFD*', '*\uFFFD/**'] }],
    ['ignored', { ignoreFile: '.kestraignore' }],
  ])('is no matter when it is %s', async (_how, more) => {
    const workspace = await workspaceWith({
      folders: ['flows/a\xff'],
      files: ['flows/a\xff/x.yml', 'flows/b\xff'],
    });
    const { badPaths } = await discover(workspace, { include: ['**'], ...more });
    expect(badPaths).toEqual([]);
  });

  test('of a file that no glob takes is no matter', async () => {
    expect((await discover(await workspaceWith({ files: ['flows/\xff.txt'] }))).badPaths).toEqual([]);
  });
});
