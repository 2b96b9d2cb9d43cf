import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { changedFilesByGit } from '../../../src/git/changed-files.js';

const run = promisify(execFile);
let folder: string;
let origin: string;
/** Commits of the repository by name. */
const at: Record<string, string> = {};

async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  return (await run('git', [...identity, ...args], { cwd })).stdout.trim();
}

async function commit(name: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(origin, path)), { recursive: true });
    await writeFile(join(origin, path), text);
  }
  await git(origin, 'add', '--all');
  await git(origin, 'commit', '--quiet', '--allow-empty', '--message', name);
  at[name] = await git(origin, 'rev-parse', 'HEAD');
}

async function clone(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  await git(folder, 'clone', '--quiet', ...args, pathToFileURL(origin).href, path);
  return path;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changed-'));
  origin = join(folder, 'origin');
  await git(folder, 'init', '--quiet', '--initial-branch', 'main', origin);
  const long = Array.from({ length: 40 }, (_, index) => `line ${index}`).join('\n');
  await commit('first', { 'a.yml': 'a', 'gone.yml': 'g', 'old.yml': long });
  await git(origin, 'checkout', '--quiet', '-b', 'feature/x');
  await rm(join(origin, 'gone.yml'));
  await rename(join(origin, 'old.yml'), join(origin, 'new.yml'));
  await commit('feature', { 'flows/grüße "1".yml': 'x', 'flows/with blank.yml': 'x', 'flows/漢字.yml': 'x' });
  await git(origin, 'checkout', '--quiet', 'main');
  await commit('main', { 'a.yml': 'b', 'main.yml': 'x' });
  await git(origin, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'feature/x');
  at['merge'] = await git(origin, 'rev-parse', 'HEAD');
  await git(origin, 'checkout', '--quiet', '--orphan', 'alone');
  await commit('alone', { 'alone.yml': 'x' });
  await git(origin, 'checkout', '--quiet', 'main');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FEATURE = ['flows/grüße "1".yml', 'flows/with blank.yml', 'flows/漢字.yml', 'new.yml'];

describe('files changed by git', () => {
  test('of a branch: since it began, with names as they are, renamed ones by the new name, without removed ones', async () => {
    const files = await changedFilesByGit(origin, at['main']!, at['feature']!);
    expect([...files!].sort()).toEqual(FEATURE);
  });

  test('of a push with a merge: what the merge brought', async () => {
    const files = await changedFilesByGit(origin, at['main']!, at['merge']!);
    expect([...files!].sort()).toEqual(FEATURE);
    expect(await changedFilesByGit(origin, at['first']!, at['main']!)).toEqual(['a.yml', 'main.yml']);
    expect(await changedFilesByGit(origin, at['merge']!, at['merge']!)).toEqual([]);
  });

  test('from a folder below and with settings of the user it is the same list', async () => {
    const path = await clone('settings');
    await git(path, 'config', 'diff.relative', 'true');
    await git(path, 'config', 'diff.renames', 'false');
    await git(path, 'config', 'core.quotePath', 'true');
    const files = await changedFilesByGit(join(path, 'flows'), at['main']!, at['feature']!);
    expect([...files!].sort()).toEqual(FEATURE);
  });

  test('a branch of the remote can be named', async () => {
    const path = await clone('whole');
    expect(await changedFilesByGit(path, 'feature/x', at['main']!)).toEqual(['a.yml', 'main.yml']);
    expect(await changedFilesByGit(path, 'no-such-branch', at['main']!)).toBeUndefined();
  });

  test('a checkout of depth 1 does not know', async () => {
    const path = await clone('shallow', '--depth', '1');
    expect(await changedFilesByGit(path, at['main']!, at['merge']!)).toBeUndefined();
    // Both commits are there now, what they have in common is not.
    await git(path, 'fetch', '--quiet', '--depth', '1', 'origin', 'feature/x');
    expect(await changedFilesByGit(path, at['merge']!, at['feature']!)).toBeUndefined();
  });

  test('histories without a common ancestor, unknown commits, no repository: not known', async () => {
    expect(await changedFilesByGit(origin, at['alone']!, at['main']!)).toBeUndefined();
    expect(await changedFilesByGit(origin, '1'.repeat(40), at['main']!)).toBeUndefined();
    expect(await changedFilesByGit(folder, at['first']!, at['main']!)).toBeUndefined();
    expect(await changedFilesByGit(join(folder, 'missing'), at['first']!, at['main']!)).toBeUndefined();
  });

  test('of a repository with SHA-256', async () => {
    const path = join(folder, 'sha256');
    await git(folder, 'init', '--quiet', '--object-format=sha256', path);
    const commits = [];
    for (const name of ['a.yml', 'b.yml']) {
      await writeFile(join(path, name), name);
      await git(path, 'add', '--all');
      await git(path, 'commit', '--quiet', '--message', name);
      commits.push(await git(path, 'rev-parse', 'HEAD'));
    }
    expect(await changedFilesByGit(path, commits[0]!, commits[1]!)).toEqual(['b.yml']);
  });

  const hex = '1'.repeat(40);
  test.each(['', '--output=evil', `--output=${hex}`, `${hex}~1`, '-x', 'HEAD', '$(touch evil)', '../main'])(
    '%j is no commit to ask for',
    async (text) => {
      expect(await changedFilesByGit(origin, text, at['main']!)).toBeUndefined();
      expect(await changedFilesByGit(origin, at['main']!, text)).toBeUndefined();
      const behind = text.replace(hex, at['merge']!);
      expect(await changedFilesByGit(origin, at['main']!, behind)).toBeUndefined();
    },
  );
});
