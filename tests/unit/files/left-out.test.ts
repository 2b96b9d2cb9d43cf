import { describe, expect, test } from '@jest/globals';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { makeWorkspace } from '../../local-runner/workspace.js';
import { badIn, cleanUp, discover, find, makeSocket, workspaceOf } from './discovering.js';

describe('what is left out is counted', () => {
  const names = ['x.yml', 'y.yml', 'draft.yml', 'a.txt', 'b.txt', 'c.txt', '.hidden.yml', '.git/config', '.d/z.yml'];

  test('by the glob that leaves it out; a hidden folder once', async () => {
    const workspace = await workspaceOf(...names);
    const { leftOut, ignored } = await discover(workspace, ['.'], { exclude: ['draft*'] });
    expect(leftOut).toEqual({ include: 3, exclude: 1, hidden: 3 });
    expect(ignored).toBe(0);
  });

  test('below an ignored folder each file as ignored, and nothing else', async () => {
    const workspace = await makeWorkspace({ '.i': 'a/', 'x.yml': '', 'a/.hidden': '', 'a/y.yml': '', 'a/b/z.txt': '' });
    cleanUp.push(workspace.remove);
    const { leftOut, ignored } = await discover(workspace.path, ['.'], { ignoreFile: '.i' });
    expect({ leftOut, ignored }).toEqual({ leftOut: { include: 0, exclude: 0, hidden: 0 }, ignored: 2 });
  });

  test('with hidden ones all is taken but .git', async () => {
    const workspace = await workspaceOf(...names);
    expect(await find(workspace, ['.'], { include: ['**/*.yml', '**/config'], includeHidden: true })).toEqual([
      '.d/z.yml',
      '.hidden.yml',
      'draft.yml',
      'x.yml',
      'y.yml',
    ]);
  });
});

describe('links', () => {
  test('to a folder are excluded by its name, and not followed', async () => {
    const workspace = await workspaceOf('a/x.yml', 'real/y.yml');
    await symlink(join(workspace, 'real'), join(workspace, 'a/link'));
    for (const exclude of [['link'], ['link/**'], ['l*']]) {
      expect(await find(workspace, ['a'], { exclude })).toEqual(['a/x.yml']);
    }
    const { unused } = await discover(workspace, ['a'], { exclude: ['link', 'link/y.yml', 'gone/**'] });
    expect(unused.map(({ text }) => text)).toEqual(['gone/**']);
  });

  test('that lead nowhere or outside matter only where they would be taken', async () => {
    const workspace = await workspaceOf('a/x.yml');
    await symlink('gone', join(workspace, 'a/gone.txt'));
    await symlink('/etc/hosts', join(workspace, 'a/hosts.txt'));
    expect(await badIn(workspace, 'a')).toEqual([]);
    await symlink('gone', join(workspace, 'a/gone.yml'));
    await symlink('/etc/hosts', join(workspace, 'a/hosts.yml'));
    expect([...(await badIn(workspace, 'a'))].sort((one, other) => (one.path < other.path ? -1 : 1))).toEqual([
      { path: 'a/gone.yml', problem: 'dangling', code: 'ENOENT' },
      { path: 'a/hosts.yml', problem: 'outside' },
    ]);
  });

  test('to files are followed', async () => {
    const workspace = await workspaceOf('a/x.txt', 'b/y.txt');
    await symlink('../b/y.txt', join(workspace, 'a/link.yml'));
    expect((await discover(workspace, ['a'])).files).toEqual([
      { path: 'a/link.yml', real: 'b/y.txt', inRoot: 'link.yml', size: 1 },
    ]);
  });

  test('to folders are left out by what an ignore file says of folders', async () => {
    const workspace = await makeWorkspace({ 'a/.i': 'link/', 'a/x.yml': '', 'real/y.yml': '' });
    cleanUp.push(workspace.remove);
    await symlink('../real', join(workspace.path, 'a/link'));
    const include = ['**/*.yml', 'link'];
    const { files, ignored, unused } = await discover(workspace.path, ['a'], { include, ignoreFile: '.i' });
    expect(files.map(({ path }) => path)).toEqual(['a/x.yml']);
    expect(ignored).toBe(1);
    expect(unused).toEqual([{ input: 'include', text: 'link', cause: undefined }]);
  });

  test('to something that is neither file nor folder are passed over', async () => {
    const workspace = await workspaceOf('a/x.yml');
    await symlink('/dev/null', join(workspace, 'a/null.yml'));
    expect(await discover(workspace, ['a'])).toMatchObject({ files: [{ path: 'a/x.yml' }], badPaths: [] });
  });

  test('and what is neither itself is passed over as well', async () => {
    const workspace = await workspaceOf('a/x.yml');
    await makeSocket(join(workspace, 'a/socket.yml'));
    expect(await discover(workspace, ['a'])).toMatchObject({ files: [{ path: 'a/x.yml' }], badPaths: [] });
    await expect(discover(workspace, ['a/socket.yml'])).rejects.toThrow('No file matches');
  });

  test('a bad path is told once, whatever links lead to its folder', async () => {
    const workspace = await workspaceOf('a/x.yml');
    await mkdir(join(workspace, 'real'));
    await symlink('gone', join(workspace, 'real/gone.yml'));
    await symlink('../real', join(workspace, 'a/one'));
    await symlink('../real', join(workspace, 'a/two'));
    expect(await badIn(workspace, 'a', 'real')).toEqual([
      { path: 'real/gone.yml', problem: 'dangling', code: 'ENOENT' },
    ]);
  });
});

describe('ignore files', () => {
  test('rules of a folder are about what is in it, and may take back', async () => {
    const workspace = await makeWorkspace({
      '.ignore': '\uFEFF*.tmp\n',
      'a.tmp': '',
      'sub/.ignore': '/deep/x.yml\n!kept.tmp\n/a\uFEFFb\n',
      'sub/a\uFEFFb': '',
      'sub/deep/x.yml': '',
      'sub/deep/y.yml': '',
      'deep/x.yml': '',
      'sub/kept.tmp': '',
      'sub/b.tmp': '',
    });
    cleanUp.push(workspace.remove);
    const { files, ignored } = await discover(workspace.path, ['.'], { include: ['**'], ignoreFile: '.ignore' });
    expect(files.map(({ path }) => path)).toEqual(['deep/x.yml', 'sub/deep/y.yml', 'sub/kept.tmp']);
    expect(ignored).toBe(4);
  });
});
