import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBlobs } from '../../../src/git/blobs.js';
import { HistoryError, listFiles, listTree, openRepository, readHistory } from '../../../src/git/history.js';
import { nearestRoot } from '../../../src/git/nearest-root.js';
import { findRepositories } from '../../../src/git/repositories.js';
import { gitText, runGit } from '../../../src/git/run-git.js';
import { TestRepository } from '../../local-runner/repository.js';

let workspace: string;
beforeEach(async () => {
  workspace = await realpath(await mkdtemp(join(tmpdir(), 'workspace-')));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

const folder = async (path: string) => void (await mkdir(join(workspace, path), { recursive: true }));
const git = (path: string, ...args: readonly string[]) => gitText(join(workspace, path), args);
/** A repository with one commit, its object name. */
async function repositoryAt(path: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  await folder(path);
  await git(path, 'init', '--quiet');
  for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, path, name), text);
  await git(path, 'add', '--all');
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
  await git(path, ...identity, 'commit', '--quiet', '--allow-empty', '--message', 'x');
  return (await git(path, 'rev-parse', 'HEAD'))!.trim();
}

describe('the checkout that a folder lies in', () => {
  test('is the nearest one, also by a link and where `.git` is a file', async () => {
    await folder('.git');
    await folder('a/b');
    await folder('module/c');
    await writeFile(join(workspace, 'module', '.git'), 'gitdir: ../.git/modules/module\n');
    await symlink(join(workspace, 'a/b'), join(workspace, 'module/link'));
    const found = await Promise.all(
      ['.', 'a/b', 'module/c', 'module/link'].map((at) => nearestRoot(join(workspace, at))),
    );
    expect(found).toEqual([
      { root: workspace, folder: '' },
      { root: workspace, folder: 'a/b' },
      { root: join(workspace, 'module'), folder: 'c' },
      { root: workspace, folder: 'a/b' },
    ]);
  });

  test('is none where none is, or where there is no folder', async () => {
    expect(await nearestRoot(workspace)).toBeUndefined();
    await folder('.git');
    expect(await nearestRoot(join(workspace, 'missing'))).toBeUndefined();
  });

  test('whose `.git` is no repository is not taken for one around it', async () => {
    await repositoryAt('.');
    await folder('inner/.git');
    await expect(openRepository(join(workspace, 'inner'), 'inner')).rejects.toMatchObject({
      message: '`prune: removed` reads the history of "inner", but that is in no Git checkout. Nothing was changed.',
      hint: 'Is actions/checkout the first step? Add `fetch-depth: 0` to actions/checkout. In a container, git may also refuse a folder that belongs to another user: run `git config --global --add safe.directory "$GITHUB_WORKSPACE"` before.',
    });
  });

  test('without a commit says so', async () => {
    await folder('.');
    await git('.', 'init', '--quiet');
    await expect(openRepository(workspace, '.')).rejects.toThrow(
      '`prune: removed` needs the history, but the repository has no commit. Nothing was changed.',
    );
  });
});

describe('the repositories that paths of the workspace lie in', () => {
  test('the innermost first, with commit and page; not those of other folders', async () => {
    const shas = [];
    for (const path of ['.', 'tools', 'tools/deep/er', 'other']) shas.push(await repositoryAt(path));
    await git('.', 'remote', 'add', 'origin', 'git@github.com:acme/flows.git');
    await git('tools/deep/er', 'remote', 'add', 'origin', '../flows');
    expect(await findRepositories(workspace, ['a.yml', 'tools/deep/er/f/a.yml', 'tools/deep/er/f/b.yml'])).toEqual([
      { folder: 'tools/deep/er', sha: shas[2] },
      { folder: 'tools', sha: shas[1] },
      { folder: '', sha: shas[0], url: 'https://github.com/acme/flows' },
    ]);
  });

  test('one that git does not take for one has no commit, not that of the one around it', async () => {
    const sha = await repositoryAt('.');
    await folder('inner/.git');
    expect(await findRepositories(workspace, ['inner/a.yml'])).toEqual([{ folder: 'inner' }, { folder: '', sha }]);
  });

  test('one that git does not know at all has no commit either', async () => {
    await folder('.git');
    expect(await findRepositories(workspace, [])).toEqual([{ folder: '' }]);
  });

  test('none', async () => {
    expect(await findRepositories(workspace, ['a/b.yml'])).toEqual([]);
  });
});

describe('what git says', () => {
  test('its output and its words, in English, when it fails', async () => {
    const chunks: string[] = [];
    const onOutput = (chunk: Buffer) => void chunks.push(chunk.toString());
    await repositoryAt('.');
    expect(await runGit(['rev-parse', '--verify', 'nothing'], { cwd: workspace, onOutput })).toEqual({
      exitCode: 128,
      errorText: 'fatal: Needed a single revision',
    });
    expect(chunks).toEqual([]);
    expect(
      await runGit(['hash-object', '--stdin'], { cwd: workspace, onOutput, input: Buffer.from('hello\n') }),
    ).toEqual({ exitCode: 0, errorText: '' });
    expect(chunks.join('')).toBe('ce013625030ba8dba906f756967f9e9ca394464a\n');
  });

  test('is not shown in the log', async () => {
    await repositoryAt('.');
    const write = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      await gitText(workspace, ['rev-parse', 'HEAD']);
      expect(write).not.toHaveBeenCalled();
    } finally {
      write.mockRestore();
    }
  });

  test('is asked for in English and without a lock, and else as the runner has it', async () => {
    await repositoryAt('.');
    const shown = 'alias.show-env=!echo "$LC_ALL $GIT_OPTIONAL_LOCKS $HOME"';
    expect(await gitText(workspace, ['-c', shown, 'show-env'])).toBe(`C 0 ${process.env['HOME']}\n`);
  });

  test('is kept up to a length', async () => {
    const end = await runGit(['x'.repeat(5000)], { cwd: workspace, onOutput: () => {} });
    expect(end === 'absent' ? '' : end.errorText).toMatch(/^git: 'x{994}$/);
  });

  test('nothing where there is no such folder', async () => {
    const cwd = join(workspace, 'missing');
    expect(await runGit(['status'], { cwd, onOutput: () => {} })).toBe('absent');
    expect(await gitText(cwd, ['status'])).toBeUndefined();
    expect(await gitText(workspace, ['rev-parse', 'HEAD'])).toBeUndefined();
  });
});

describe('a repository that git cannot read', () => {
  const gone = () => ({ root: join(workspace, 'missing'), folder: '' });

  test.each<[string, (repository: ReturnType<typeof gone>) => Promise<unknown>]>([
    ['its history', (repository) => readHistory(repository, [''], () => undefined)],
    ['its tree', (repository) => listTree(repository, [''])],
    ['its files', (repository) => listFiles(repository)],
    ['its contents', (repository) => readBlobs(repository, ['1'.repeat(40)], () => undefined)],
  ])('%s: an error', async (_what, read) => {
    await expect(read(gone())).rejects.toThrow(
      new HistoryError('The history of the repository cannot be read. Nothing was changed.'),
    );
  });

  test('because it is none: an error with what git says', async () => {
    const plain = { root: workspace, folder: '' };
    await expect(readHistory(plain, [''], () => undefined)).rejects.toThrow(
      /^The history of the repository cannot be read: fatal: not a git repository .*\. Nothing was changed\.$/,
    );
    await expect(readBlobs(plain, ['1'.repeat(40)], () => undefined)).rejects.toThrow(
      /^The history of the repository cannot be read: fatal: not a git repository /,
    );
    await expect(listTree(plain, [''])).rejects.toThrow(HistoryError);
    await expect(listFiles(plain)).rejects.toThrow(HistoryError);
  });

  test('has no contents when none are asked for', async () => {
    await expect(readBlobs(gone(), [], () => undefined)).resolves.toBeUndefined();
  });
});

test('the files of the commit that is checked out, all or below paths, without links', async () => {
  const repository = await TestRepository.make();
  await repository.commit({ 'a.yml': '1', 'f/b ü.yml': '2', 'g/c.yml': '3' });
  await symlink('a.yml', join(repository.path, 'link.yml'));
  await repository.commit();
  const opened = await openRepository(repository.path, '.');
  const names = async (...paths: readonly string[]) => [...(await listTree(opened, paths)).keys()];
  expect(await names('')).toEqual(['a.yml', 'f/b ü.yml', 'g/c.yml']);
  expect(await names('f', '')).toEqual(['a.yml', 'f/b ü.yml', 'g/c.yml']);
  expect(await names('f')).toEqual(['f/b ü.yml']);
  await repository.remove();
});
