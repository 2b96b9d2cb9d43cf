import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeWorkspace } from '../../local-runner/workspace.js';
import { cleanUp, workspaceOf, find, discover } from './discovering.js';

describe('globs in their order', () => {
  const names = ['a.sql', 'drafts/b.sql', 'drafts/keep.sql', 'drafts/old/c.sql', 'x/y.md'];

  test.each<[string, string[], string[], string[]]>([
    ['! takes back', ['**', '!drafts/**'], [], ['a.sql', 'x/y.md']],
    ['a folder may be named as in .gitignore', ['**', '!drafts/'], [], ['a.sql', 'x/y.md']],
    ['a folder without slash, too', ['**', '!drafts'], [], ['a.sql', 'x/y.md']],
    [
      'the last line that matches decides',
      ['**', '!drafts/**', 'drafts/keep.sql'],
      [],
      ['a.sql', 'drafts/keep.sql', 'x/y.md'],
    ],
    ['the same lines in another order', ['drafts/keep.sql', '!drafts/**', '**'], [], names],
    ['exclude takes back as well', ['**'], ['drafts/**', '!drafts/keep.sql'], ['a.sql', 'drafts/keep.sql', 'x/y.md']],
    ['deep in what is excluded', ['**'], ['drafts/**', '!**/c.sql'], ['a.sql', 'drafts/old/c.sql', 'x/y.md']],
    ['exclude wins over include', ['**', 'drafts/keep.sql'], ['drafts/'], ['a.sql', 'x/y.md']],
    [
      'what lies deeper, and nothing above it',
      ['**'],
      ['drafts/*/*'],
      ['a.sql', 'drafts/b.sql', 'drafts/keep.sql', 'x/y.md'],
    ],
    ['a slash alone is all that there is', ['/', '!./drafts/old'], [], names.filter((name) => !name.includes('old'))],
    ['one level is one level', ['**'], ['drafts/*'], ['a.sql', 'drafts/old/c.sql', 'x/y.md']],
    ['without regard to case, as it stands', ['**'], ['DRAFTS', '**/Y.md'], ['a.sql']],
    ['without regard to case, as a glob', ['**', '!Drafts/**', 'drafts/KEEP.sql'], ['X'], ['a.sql', 'drafts/keep.sql']],
    ['a leading slash is the root, # begins a comment', ['# all', '/a.sql', '/x/**'], [], ['a.sql', 'x/y.md']],
  ])('%s', async (_what, include, exclude, expected) => {
    expect(await find(await workspaceOf(...names), ['.'], { include, exclude })).toEqual(expected);
  });

  test('a folder with capitals is left out by its name in whatever letters', async () => {
    const workspace = await workspaceOf('Drafts/a.yml', 'Drafts/deep/b.yml', 'c.yml');
    for (const exclude of ['Drafts', 'drafts', 'DRAFTS/**', 'Drafts/'])
      expect(await find(workspace, ['.'], { exclude: [exclude] })).toEqual(['c.yml']);
  });

  test('what lies deeper than the levels that are excluded is taken', async () => {
    const workspace = await workspaceOf('d/x', 'd/e/x', 'd/e/f/x');
    const more = { include: ['**'], exclude: ['d/*', 'd/*/*'] };
    expect(await find(workspace, ['.'], more)).toEqual(['d/e/f/x']);
  });

  test('names that begin with ! and # are written with a backslash', async () => {
    const workspace = await workspaceOf('!a', '#b', 'c');
    expect(await find(workspace, ['.'], { include: ['\\!a', '\\#b'] })).toEqual(['!a', '#b']);
  });

  test.each<[string, string[], string[], RegExp]>([
    [
      'written from the root of the repository',
      ['flows/a/**', '**'],
      [],
      /begins with `directory` itself.*write `a\/\*\*`/,
    ],
    ['a folder without /**', ['a', '**'], [], /`a` is a folder: write `a\/\*\*`/],
    ['in exclude', ['**'], ['flows/a/**'], /begins with `directory` itself/],
    ['hidden', ['**'], ['.git/**'], /skipped anyway/],
    ['several on one line', ['**', 'a/*.yml, b/*.yml'], [], /one per line/],
    ['taken back', ['**', '!flows/a/**'], [], /begins with `directory` itself/],
  ])('a glob that matches nothing has its likely cause: %s', async (_what, include, exclude, cause) => {
    const workspace = await workspaceOf('flows/a/x.yml', 'flows/b/y.yml', 'flows/.git/z.yml');
    const { unused, files } = await discover(workspace, ['./flows/'], { include, exclude });
    expect(files).toHaveLength(2);
    expect(unused).toHaveLength(1);
    expect(unused[0]!.cause).toMatch(cause);
  });

  test('what might match in a folder that was not looked into is no such glob', async () => {
    const workspace = await workspaceOf('a/x.yml', 'vendor/deep/y.yml', 'Drafts/z.yml');
    const exclude = ['vendor/**', 'Vendor/deep/**', 'drafts', 'Drafts/old/**', '**/*.bak', 'b/**'];
    const { unused } = await discover(workspace, ['.'], { exclude });
    expect(unused.map(({ text }) => text)).toEqual(['b/**']);
  });

  test('only lines that take back take nothing, and the error says so', async () => {
    const workspace = await workspaceOf('a/x.yml');
    const error: unknown = await find(workspace, ['.'], { include: ['!drafts/**'] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ hint: expect.stringMatching(/begin with what to take/) });
  });
});

describe('ignore files', () => {
  const tree = {
    '.kestraignore': '# secrets\n*.key\n/build/\nlogs/**\n!logs/keep.txt\n',
    'a.txt': '',
    'private.key': '',
    'build/x.txt': '',
    'build/deep/y.txt': '',
    'sub/build/z.txt': '',
    'logs/a.txt': '',
    'logs/keep.txt': '',
    'sub/.kestraignore': '!shared.key\n*.tmp\n',
    'sub/shared.key': '',
    'sub/a.tmp': '',
    'b.tmp': '',
    'Secret.KEY': '',
  };

  async function tracked(files: Readonly<Record<string, string>>, ignoreFile: string | undefined) {
    const workspace = await makeWorkspace(files);
    cleanUp.push(workspace.remove);
    const more = ignoreFile === undefined ? {} : { ignoreFile };
    return discover(workspace.path, ['.'], { include: ['**'], ...more });
  }

  test('mean what .gitignore means, in any folder, and are counted', async () => {
    const { files, ignored } = await tracked(tree, '.kestraignore');
    expect(files.map(({ path }) => path)).toEqual([
      'Secret.KEY',
      'a.txt',
      'b.tmp',
      'logs/keep.txt',
      'sub/build/z.txt',
      'sub/shared.key',
    ]);
    expect(ignored).toBe(5);
  });

  test('mean what git itself says of the same tree', async () => {
    const workspace = await makeWorkspace(
      Object.fromEntries(
        Object.entries(tree).map(([name, text]) => [name.replace('.kestraignore', '.gitignore'), text]),
      ),
    );
    cleanUp.push(workspace.remove);
    const git = promisify(execFile);
    await git('git', ['init', '--quiet'], { cwd: workspace.path });
    await git('git', ['config', 'core.ignorecase', 'false'], { cwd: workspace.path });
    const { stdout } = await git('git', ['ls-files', '--others', '--exclude-standard'], { cwd: workspace.path });
    const byGit = stdout
      .trim()
      .split('\n')
      .filter((path) => !path.endsWith('.gitignore'))
      .sort();
    const { files } = await discover(workspace.path, ['.'], { include: ['**'], ignoreFile: '.gitignore' });
    expect(files.map(({ path }) => path)).toEqual(byGit);
  });

  test('may have another name, which is not uploaded; without a name there are none', async () => {
    const files = { 'files.ignore': 'a.txt\n', 'a.txt': '', 'b.txt': '' };
    expect((await tracked(files, 'files.ignore')).files.map(({ path }) => path)).toEqual(['b.txt']);
    expect((await tracked(files, undefined)).files).toHaveLength(3);
  });

  test('are files: a link to a device, which may never end, is not read', async () => {
    const workspace = await workspaceOf('a.txt');
    await symlink('/dev/null', join(workspace, '.kestraignore'));
    const found = discover(workspace, ['.'], { include: ['**'], ignoreFile: '.kestraignore' });
    await expect(found).rejects.toThrow('The ignore file .kestraignore is no file, or larger than 1 MB.');
  });

  test('that cannot be read keep everything back, and are named with their folder', async () => {
    const workspace = await workspaceOf('sub/a.txt');
    await symlink('.kestraignore', join(workspace, 'sub/.kestraignore'));
    const found = discover(workspace, ['.'], { include: ['**'], ignoreFile: '.kestraignore' });
    await expect(found).rejects.toMatchObject({
      message: 'The ignore file sub/.kestraignore cannot be read (ELOOP).',
      cause: { code: 'ELOOP' },
    });
  });

  test('that leave out everything are named', async () => {
    const error: unknown = await tracked({ '.kestraignore': '*', 'a.txt': '' }, '.kestraignore').catch(
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ hint: expect.stringContaining('.kestraignore leaves out 1 file') });
  });
});
