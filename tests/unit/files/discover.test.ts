import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { discoverFiles } from '../../../src/files/discover.js';
import { readFlowFile } from '../../../src/files/read.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

async function workspaceOf(...names: readonly string[]) {
  const workspace = await makeWorkspace(Object.fromEntries(names.map((name) => [name, 'x'])));
  cleanUp.push(workspace.remove);
  return workspace.path;
}

const yaml = ['**/*.yml', '**/*.yaml'];
const find = async (
  workspace: string,
  roots: readonly string[],
  more: { include?: string[]; exclude?: string[] } = {},
) =>
  (await discoverFiles({ workspace, roots, include: yaml, exclude: [], input: 'directory', ...more })).map(
    ({ path }) => path,
  );

describe('finding files', () => {
  test('recursive, any case, hidden ones skipped, sorted', async () => {
    const workspace = await workspaceOf(
      'b.YML',
      'a/z.yaml',
      'a/b/c.Yaml',
      '.hidden/x.yml',
      'a/.x.yml',
      'a/readme.md',
      'a/x.yml.bak',
    );
    expect(await find(workspace, ['./'])).toEqual(['a/b/c.Yaml', 'a/z.yaml', 'b.YML']);
  });

  test('a hidden folder that is named is looked into', async () => {
    expect(await find(await workspaceOf('.kestra/x.yml'), ['.kestra'])).toEqual(['.kestra/x.yml']);
  });

  test('a single file is taken whatever it is called; overlapping roots give a file once', async () => {
    const workspace = await workspaceOf('a/one.yml', 'a/two.txt');
    expect(await find(workspace, ['a/two.txt', 'a', 'a/one.yml'])).toEqual(['a/one.yml', 'a/two.txt']);
  });

  test('globs are relative to the root', async () => {
    const workspace = await workspaceOf('flows/a/x.yml', 'flows/b/y.yml', 'flows/b/drafts/z.yml');
    expect(await find(workspace, ['flows'], { include: ['b/**/*.yml'] })).toEqual([
      'flows/b/drafts/z.yml',
      'flows/b/y.yml',
    ]);
    expect(await find(workspace, ['flows'], { exclude: ['**/drafts/**', './a/**'] })).toEqual(['flows/b/y.yml']);
  });

  test.each([
    [['missing'], /"missing" does not exist/],
    [['../'], /outside the workspace/],
    [['/etc'], /outside the workspace/],
    [['a'], /No file matches "\*\*\/\*\.yml", "\*\*\/\*\.yaml" in `directory` "a"/],
  ])('%p: %p', async (roots, message) => {
    await expect(find(await workspaceOf('a/b.txt'), roots)).rejects.toThrow(message);
  });

  test('links inside the workspace are followed, those that leave it or lead in circles are refused', async () => {
    const workspace = await workspaceOf('real/x.yml', 'flows/y.yml');
    await symlink(join(workspace, 'real'), join(workspace, 'flows/linked'));
    expect(await find(workspace, ['flows'])).toEqual(['flows/linked/x.yml', 'flows/y.yml']);
    await symlink(join(workspace, 'real'), join(workspace, 'real/again'));
    await expect(find(workspace, ['real'])).rejects.toThrow(/leads back into itself/);
    await mkdir(join(workspace, 'out'));
    await symlink('/etc/hosts', join(workspace, 'out/hosts.yml'));
    await expect(find(workspace, ['out'])).rejects.toThrow(/out\/hosts\.yml leads outside the workspace/);
    await expect(find(workspace, ['out/hosts.yml'])).rejects.toThrow(/outside the workspace/);
  });
});

describe('reading flows', () => {
  test('every character is kept, and bytes that are no UTF-8 are named by line', async () => {
    const workspace = await makeWorkspace({
      'a.yml': '\uFEFFid: ü\r\n',
      'b.yml': Buffer.from([0x61, 0x0a, 0xff, 0x0a]),
    });
    cleanUp.push(workspace.remove);
    const read = (path: string) => readFlowFile(workspace.path, { path, inRoot: path, size: 10 });
    expect(await read('a.yml')).toEqual({ path: 'a.yml', text: '\uFEFFid: ü\r\n' });
    expect(await read('b.yml')).toEqual({ path: 'b.yml', line: 2, column: 1 });
  });
});
