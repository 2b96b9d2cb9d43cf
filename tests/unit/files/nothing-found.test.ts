import { describe, expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesError } from '../../../src/errors.js';
import { isFile } from '../../../src/files/discover.js';
import { discover, workspaceOf } from './discovering.js';

/** What a person reads when nothing can be taken. */
async function refusalOf(...given: Parameters<typeof discover>): Promise<readonly [string, string | undefined]> {
  try {
    await discover(...given);
  } catch (error) {
    if (error instanceof FilesError) return [error.message, error.hint];
    throw error;
  }
  throw new Error('something was found');
}

describe('a root that cannot be', () => {
  const step = 'Is actions/checkout the first step, and is the path relative to the root of the repository?';

  test.each([
    ['gone', 'directory', step],
    ['x.txt/y', 'directory', step],
    ['flows/*.yml', 'directory', '`directory` takes folders and files; globs go to `include`.'],
    ['{a,b}', 'localPath', '`localPath` takes folders and files; globs go to `include`.'],
    ['a,b', 'directory', 'Several folders are written one per line.'],
    ['a;b', 'directory', 'Several folders are written one per line.'],
    ['a,b', 'localPath', step],
  ])('%j of `%s` does not exist', async (root, input, hint) => {
    const workspace = await workspaceOf('x.txt');
    expect(await refusalOf(workspace, [root], { input })).toEqual([`\`${input}\` "${root}" does not exist.`, hint]);
  });

  test('outside the workspace, by its path or by a link', async () => {
    const workspace = await workspaceOf('a/x.yml');
    expect(await refusalOf(workspace, ['../'])).toEqual([
      '`directory` "../" lies outside the workspace.',
      'Give a path relative to the root of the checkout.',
    ]);
    await symlink('/etc', join(workspace, 'a/link'));
    expect(await refusalOf(workspace, ['a/link'])).toEqual([
      'The symbolic link a/link leads outside the workspace.',
      'Files outside the checkout are not read. Replace the link by a copy, or exclude it.',
    ]);
  });

  test('a link to itself cannot be read', async () => {
    const workspace = await workspaceOf('a/x.yml');
    await symlink('loop', join(workspace, 'loop'));
    expect(await refusalOf(workspace, ['loop'])).toEqual(['`directory` "loop" cannot be read (ELOOP).', undefined]);
  });
});

describe('a root without a file that is wanted', () => {
  const nothing = (list: string, but = '') => `No file matches ${list}${but} in \`directory\` "a".`;
  const yaml = '"**/*.yml", "**/*.yaml"';

  test.each<[string, readonly string[], Parameters<typeof discover>[2], string, string]>([
    ['only hidden files', ['a/.x.yml'], {}, nothing(yaml), 'There is no file at all (hidden ones do not count).'],
    ['one with another name', ['a/x.txt'], {}, nothing(yaml), '1 file there has another name, or is excluded.'],
    [
      'several with others',
      ['a/x.txt', 'a/b/y.yml'],
      { exclude: ['b/**', '*.bak'] },
      nothing(yaml, ' without "b/**", "*.bak"'),
      '1 file there has another name, or is excluded.',
    ],
    [
      'two that are excluded',
      ['a/x.yml', 'a/y.yml'],
      { exclude: ['*.yml'] },
      nothing(yaml, ' without "*.yml"'),
      '2 files there have other names, or are excluded.',
    ],
    [
      'only lines that take back',
      ['a/x.yml'],
      { include: ['!b.yml'] },
      nothing('"!b.yml"'),
      '`include` has only lines with `!`, which take back: begin with what to take, e.g. `**`.',
    ],
    [
      'globs that are relative to something else, each with its cause',
      ['a/x.yml', 'a/b/y.txt'],
      { include: ['a/*.yml', '!x', 'b'] },
      nothing('"a/*.yml", "!x", "b"'),
      '`a/*.yml` begins with `directory` itself, but globs are relative to it: write `*.yml`. `b` is a folder: write `b/**` for what is in it.',
    ],
    [
      'one that an ignore file leaves out',
      ['a/x', 'a/.ignore'],
      { ignoreFile: '.ignore' },
      nothing(yaml),
      '.ignore leaves out 1 file.',
    ],
    [
      'several that it leaves out',
      ['a/x', 'a/b/x', 'a/.ignore'],
      { ignoreFile: '.ignore' },
      nothing(yaml),
      '.ignore leaves out 2 files.',
    ],
  ])('%s', async (_what, names, more, message, hint) => {
    expect(await refusalOf(await workspaceOf(...names), ['a'], more)).toEqual([message, hint]);
  });

  test('but for links that lead in circles; other bad paths are told', async () => {
    const workspace = await workspaceOf('a/x.txt', 'b/x.txt');
    await symlink('.', join(workspace, 'a/loop'));
    await symlink('gone', join(workspace, 'b/x.yml'));
    expect(await refusalOf(workspace, ['a'])).toEqual([
      nothing(yaml),
      '1 file there has another name, or is excluded.',
    ]);
    expect((await discover(workspace, ['b'])).badPaths).toMatchObject([{ path: 'b/x.yml', problem: 'dangling' }]);
  });
});

test('a root is a file or none, and has to be there', async () => {
  const workspace = await workspaceOf('a/x.yml');
  const told = (root: string) => Promise.resolve().then(() => isFile(workspace, root, 'localPath'));
  expect([await told('a/x.yml'), await told('a')]).toEqual([true, false]);
  await expect(told('b')).rejects.toThrow('`localPath` "b" does not exist.');
});
