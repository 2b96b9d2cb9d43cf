import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cp, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryError, listFiles, openRepository, readHeldFiles } from '../../../src/git/history.js';
import { TestRepository } from '../../local-runner/repository.js';

let repository: TestRepository;
/** Made by the program that a setting names. */
let proof: string;
beforeEach(async () => {
  repository = await TestRepository.make();
  proof = join(repository.path, '..', 'ran');
});
afterEach(() => repository.remove());

/** A repository in "f", as a pull request can bring it: with a history of its own and a program for git. */
async function embed(): Promise<void> {
  const other = await TestRepository.make();
  await other.commit({ 'foreign.yml': 'f' });
  await other.commit({ 'foreign.yml': null });
  for (const part of ['HEAD', 'refs', 'objects'])
    await cp(join(other.path, '.git', part), join(repository.path, 'f', part), { recursive: true });
  await other.remove();
  const settings = ['repositoryformatversion = 0', 'bare = false', 'worktree = .', `fsmonitor = "touch '${proof}'"`];
  await repository.commit({ 'f/a.yml': '1', 'f/config': ['[core]', ...settings, ''].join('\n') });
}

test('a repository among the files is not the one that they lie in', async () => {
  await embed();
  const opened = await openRepository(join(repository.path, 'f'), 'f');
  expect(opened).toEqual({ root: await realpath(repository.path), folder: 'f' });
  const files = [...(await readHeldFiles(opened, ['f'])).keys()];
  expect(files).toContain('f/a.yml');
  expect(files).not.toContain('f/foreign.yml');
});

test('a repository among the files makes git run no program, not even when it is asked there', async () => {
  await embed();
  await listFiles({ root: join(repository.path, 'f'), folder: '' }).catch(() => undefined);
  await expect(stat(proof)).rejects.toThrow(/ENOENT/);
});

test('a repository among the files is no checkout of theirs', async () => {
  await embed();
  const plain = await mkdtemp(join(tmpdir(), 'plain-'));
  await cp(join(repository.path, 'f'), plain, { recursive: true });
  await expect(openRepository(plain, 'f')).rejects.toThrow(/in no Git checkout/);
  await expect(openRepository(plain, 'f')).rejects.toThrow(HistoryError);
  await rm(plain, { recursive: true });
});

test('the settings of a checkout make git run no program', async () => {
  await repository.commit({ 'a.yml': '1' });
  await repository.git('config', 'core.fsmonitor', `touch '${proof}'`);
  expect(await listFiles(await openRepository(repository.path, '.'))).toEqual(['a.yml']);
  await expect(stat(proof)).rejects.toThrow(/ENOENT/);
});
