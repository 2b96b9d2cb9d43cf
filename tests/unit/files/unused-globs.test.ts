import { describe, expect, test } from '@jest/globals';
import { makeWorkspace } from '../../local-runner/workspace.js';
import { cleanUp, discover, workspaceOf } from './discovering.js';

/** The causes of globs that match nothing beside one that does. */
const causesOf = async (names: readonly string[], root: string, globs: readonly string[]) =>
  (await discover(await workspaceOf(...names), [root], { include: ['**', ...globs] })).unused.map(({ cause }) => cause);

describe('the likely cause of a glob that matches nothing', () => {
  const begins = (glob: string, rest: string) =>
    `\`${glob}\` begins with \`directory\` itself, but globs are relative to it: write \`${rest}\`.`;
  const folder = (glob: string, rest: string) => `\`${glob}\` is a folder: write \`${rest}/**\` for what is in it.`;
  const hidden = (glob: string) => `Hidden files and folders, as in \`${glob}\`, are skipped anyway.`;
  const names = ['k/f/x.yml', 'k/f/Sub/y.yml'];

  test.each<[string, string, string | undefined]>([
    ['k/f/', 'k/f/*.txt', begins('k/f/*.txt', '*.txt')],
    ['./k//f', 'k/f', begins('k/f', '**')],
    ['k/f', 'k/fx', undefined],
    ['k/f', 'k', undefined],
    ['k/f', 'sub', folder('sub', 'sub')],
    ['k/f', 'S*', folder('S*', 'S*')],
    ['k/f', '.git/**', hidden('.git/**')],
    ['k/f', 'a/.env', hidden('a/.env')],
    ['k/f', '../x.txt', undefined],
    ['k/f', 'x.bak', undefined],
    ['k/f', 'a.yml, b.yml', '`a.yml, b.yml` is one glob: write several one per line, without commas.'],
    ['k/f', '{a,b}.txt', undefined],
    ['k/f', 'sub\\x.txt', '`sub\\x.txt` has a backslash: write "/" between folders.'],
    ['k/f', 'sub\\*.txt', '`sub\\*.txt` has a backslash: write "/" between folders.'],
    ['k/f', 'a\\[1\\].txt', undefined],
    ['.', 'gone/*.txt', undefined],
  ])('of %j: %j', async (root, glob, cause) => {
    expect(await causesOf(names, root, [glob])).toEqual([cause]);
  });

  test('is a hidden folder too, where those are looked into', async () => {
    const workspace = await workspaceOf('k/.d/x.yml');
    const { unused } = await discover(workspace, ['k'], { include: ['**', '?d'], includeHidden: true });
    expect(unused.map(({ cause }) => cause)).toEqual([folder('?d', '?d')]);
  });

  test('a file that was named asks no glob', async () => {
    const workspace = await workspaceOf('a/x.txt', 'a/y.yml');
    expect((await discover(workspace, ['a/x.txt'], { include: ['**/*.yml', 'gone'] })).unused).toEqual([]);
    expect((await discover(workspace, ['a/x.txt', 'a'], { include: ['**/*.yml', 'gone'] })).unused).toMatchObject([
      { input: 'include', text: 'gone' },
    ]);
  });

  test('one that may match in an ignored folder, or below an excluded link, is not unused', async () => {
    const workspace = await workspaceOf('x.yml', 'ignored/y.yml');
    const unused = async (more: Parameters<typeof discover>[2]) =>
      (await discover(workspace, ['.'], { include: ['*.yml'], ...more })).unused.map(({ text }) => text);
    expect(await unused({ exclude: ['ignored/deep/**', 'ignorant/**'] })).toEqual(['ignored/deep/**', 'ignorant/**']);
    expect(await unused({ exclude: ['IGNORED', 'ignored/deep/**', 'ignorant/**'] })).toEqual(['ignorant/**']);
    expect(await unused({ include: ['*.yml', 'ignored/', 'ignorant/'], exclude: ['IGNORED'] })).toEqual(['ignorant/']);
  });

  test('one that begins above a folder that was not looked into is not unused', async () => {
    const workspace = await makeWorkspace({ '.i': 'a/c/', 'x.yml': '', 'a/b/y.yml': '', 'a/c/y.yml': '' });
    cleanUp.push(workspace.remove);
    const unused = async (more: Parameters<typeof discover>[2]) =>
      (await discover(workspace.path, ['.'], { include: ['*.yml', 'a/**/y.*', 'd/**'], ...more })).unused.map(
        ({ text }) => text,
      );
    expect(await unused({ exclude: ['a/b', 'a/c'] })).toEqual(['d/**']);
    expect(await unused({ include: ['*.yml', 'a/c/**', 'd/**'], ignoreFile: '.i' })).toEqual(['d/**']);
  });
});

describe('globs', () => {
  const found = async (names: readonly string[], include: readonly string[], exclude: readonly string[] = []) =>
    (await discover(await workspaceOf(...names), ['.'], { include, exclude })).files.map(({ path }) => path);

  test('a line that begins with # is a remark, one that ends so is none', async () => {
    expect(await found(['a', 'b#'], ['**', '!a'])).toEqual(['b#']);
    expect(await found(['#a', 'b#'], ['#a', 'b#'])).toEqual(['b#']);
  });

  test('blanks behind ! and slashes at either end are no part of a name', async () => {
    expect(await found(['a', 'b'], ['**', '! a'])).toEqual(['b']);
    expect(await found(['d/e/x', 'y'], ['.//d//'])).toEqual(['d/e/x']);
    expect(await found(['d/e/x', 'y'], ['**'], ['/d//'])).toEqual(['y']);
  });

  test('a backslash quotes ! and # at the start only', async () => {
    expect(await found(['a!b', '!a'], ['a!b', '\\!a'])).toEqual(['!a', 'a!b']);
    expect(await found(['*', 'ab'], ['\\*'])).toEqual(['*']);
  });

  test('a plain name takes back a folder, and takes only a file', async () => {
    expect(await found(['d/x', 'e/x'], ['**', '!d'])).toEqual(['e/x']);
    expect(await found(['d', 'e/x'], ['d', 'e/x'])).toEqual(['d', 'e/x']);
    expect(await found(['f/d/x', 'x'], ['x', 'f'])).toEqual(['x']);
  });
});
