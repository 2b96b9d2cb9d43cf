import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blobName, readBlobs } from '../../../src/git/blobs.js';
import { HistoryError, listFiles, openRepository, readHeldFiles } from '../../../src/git/history.js';
import { TestRepository } from '../../local-runner/repository.js';

let repository: TestRepository;
beforeEach(async () => {
  repository = await TestRepository.make();
});
afterEach(() => repository.remove());

const blob = (text: string) => blobName(Buffer.from(text), 'sha1');
/** What each path held, by content, with the commit that ended it. */
async function held(folder = '', ...paths: readonly string[]) {
  const opened = await openRepository(join(repository.path, folder), folder);
  const files = await readHeldFiles(opened, paths.length === 0 ? [opened.folder] : paths);
  return Object.fromEntries(
    [...files].map(([path, contents]) => [path, contents.map((content) => [content.blob, content.endedIn])]),
  );
}

describe('the history of a folder', () => {
  test('names every content of every file, and the commit that ended it', async () => {
    await repository.commit({ 'f/a.yml': '1', 'f/b c "ü".yml': 'x', 'g/a.yml': 'other' });
    const second = await repository.commit({ 'f/a.yml': '2' });
    const third = await repository.commit({ 'f/a.yml': null });
    expect(await held('f')).toEqual({
      'f/a.yml': [
        [blob('2'), third],
        [blob('1'), second],
      ],
      'f/b c "ü".yml': [[blob('x'), undefined]],
    });
  });

  test('takes a rename for a removal and a new file', async () => {
    await repository.commit({ 'a.yml': 'long enough to be found again\n'.repeat(20) });
    await repository.move('a.yml', 'b.yml');
    const second = await repository.commit();
    const content = blob('long enough to be found again\n'.repeat(20));
    expect(await held()).toEqual({ 'a.yml': [[content, second]], 'b.yml': [[content, undefined]] });
  });

  test('knows a content that only a merge brought, and one that only it dropped', async () => {
    await repository.commit({ 'a.yml': '1', 'b.yml': 'b' });
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit({ 'side.yml': 's' });
    await repository.git('checkout', '--quiet', 'main');
    await repository.commit({ 'main.yml': 'm' });
    await repository.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
    const merge = await repository.commit({ 'a.yml': 'by the merge', 'b.yml': null });
    expect(await held()).toEqual({
      'a.yml': [
        [blob('by the merge'), undefined],
        [blob('1'), merge],
      ],
      'b.yml': [[blob('b'), merge]],
      'side.yml': [[blob('s'), undefined]],
      'main.yml': [[blob('m'), undefined]],
    });
  });

  test('knows a branch whose changes a merge did not take', async () => {
    await repository.commit({ 'a.yml': '1' });
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit({ 'side.yml': 's' });
    await repository.git('checkout', '--quiet', 'main');
    await repository.commit({ 'a.yml': '2' });
    await repository.git('merge', '--quiet', '-s', 'ours', '--no-edit', 'side');
    expect(Object.keys(await held())).toEqual(['a.yml', 'side.yml']);
  });

  test('knows when a content ended that came back', async () => {
    const ends = [];
    for (const text of ['1', '2', '1', '3']) ends.push(await repository.commit({ 'a.yml': text }));
    expect(await held()).toEqual({
      'a.yml': [
        [blob('3'), undefined],
        [blob('1'), ends[3]],
        [blob('2'), ends[2]],
      ],
    });
    const ages = [...(await readHeldFiles(await openRepository(repository.path, '.'), ['']))].flatMap(([, contents]) =>
      contents.map(({ age }) => age),
    );
    expect(ages).toEqual([1, 1, 2]);
  });

  test('takes a content that a merge dropped for one that ended with the last change', async () => {
    await repository.commit({ 'a.yml': '1' });
    await repository.git('checkout', '--quiet', '-b', 'side');
    const side = await repository.commit({ 'a.yml': '2' });
    await repository.git('checkout', '--quiet', 'main');
    await repository.commit({ 'b.yml': 'b' });
    await repository.git('merge', '--quiet', '-s', 'ours', '--no-edit', 'side');
    expect((await held())['a.yml']).toEqual([
      [blob('2'), side],
      [blob('1'), undefined],
    ]);
  });

  test('does not know another branch', async () => {
    await repository.commit({ 'a.yml': '1' });
    await repository.git('checkout', '--quiet', '-b', 'side');
    await repository.commit({ 'side.yml': 's' });
    await repository.git('checkout', '--quiet', 'main');
    expect(Object.keys(await held())).toEqual(['a.yml']);
  });

  test('leaves links out, and what lies in a submodule', async () => {
    const other = await TestRepository.make();
    await other.commit({ 'sub.yml': 's' });
    await repository.git('submodule', '--quiet', 'add', other.path, 'module');
    await repository.commit({ 'a.yml': '1' });
    await repository.git('update-index', '--add', '--cacheinfo', `120000,${blob('1')},link.yml`);
    await repository.git('commit', '--quiet', '-m', 'link');
    expect(Object.keys(await held()).sort()).toEqual(['.gitmodules', 'a.yml']);
    expect(Object.keys(await held('module'))).toEqual(['sub.yml']);
    await other.remove();
  });

  test('is that of a detached head', async () => {
    const first = await repository.commit({ 'a.yml': '1' });
    await repository.commit({ 'a.yml': null, 'b.yml': '1' });
    await repository.git('checkout', '--quiet', '--detach', first);
    expect(await held()).toEqual({ 'a.yml': [[blob('1'), undefined]] });
  });

  test('takes a path for itself, not for a pattern', async () => {
    await repository.commit({ 'a*/x.yml': '1', 'ab/x.yml': '2' });
    expect(Object.keys(await held('', 'a*'))).toEqual(['a*/x.yml']);
  });

  test('does not mind what the user has configured', async () => {
    await repository.commit({ 'a.yml': '1\n2\n3\n' });
    await repository.move('a.yml', 'f/b.yml');
    await repository.commit();
    for (const [name, value] of [
      ['diff.renames', 'copies'],
      ['diff.relative', 'true'],
      ['log.showRoot', 'false'],
      ['log.diffMerges', 'first-parent'],
      ['color.ui', 'always'],
      ['core.quotePath', 'true'],
      ['log.decorate', 'full'],
    ]) {
      await repository.git('config', name!, value!);
    }
    expect(Object.keys(await held())).toEqual(['a.yml', 'f/b.yml']);
  });
});

describe('without a whole history', () => {
  test('a shallow clone names the line to add', async () => {
    await repository.commit({ 'a.yml': '1' });
    await repository.commit({ 'a.yml': '2' });
    const clone = await repository.clone('--depth', '1');
    await expect(openRepository(clone.path, '.')).rejects.toThrow(
      '`prune: removed` needs the history to know what this repository once held. Add `fetch-depth: 0` to actions/checkout. Nothing was changed.',
    );
  });

  test('a folder without Git and a repository without commits say so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'plain-'));
    await expect(openRepository(folder, 'flows')).rejects.toThrow(/"flows", but that is in no Git checkout/);
    await rm(folder, { recursive: true });
    await expect(openRepository(repository.path, '.')).rejects.toThrow(/no commit/);
  });

  test('a content that is missing is an error', async () => {
    await repository.commit({ 'a.yml': '1' });
    const opened = await openRepository(repository.path, '.');
    const names = [blob('1'), blob('never')];
    await expect(readBlobs(opened, names, () => undefined)).rejects.toThrow(HistoryError);
  });
});

test('contents come in the order they were asked for', async () => {
  const texts = ['', '\n', 'a\nb', 'ü'.repeat(100_000), 'binary \0 \xFF'];
  await repository.commit(Object.fromEntries(texts.map((text, index) => [`${index}`, text])));
  const opened = await openRepository(repository.path, '.');
  const read: string[] = [];
  await readBlobs(opened, texts.map(blob), (name, content) => {
    expect(blobName(content, 'sha1')).toBe(name);
    read.push(content.toString('utf8'));
  });
  expect(read).toEqual(texts);
});

test('the files of a checkout: tracked ones and new ones, not those that are ignored', async () => {
  await repository.commit({ 'a.yml': '1', '.gitignore': 'ignored/\n' });
  await repository.write({ 'new ü.yml': '2', 'ignored/x.yml': '3' });
  const opened = await openRepository(repository.path, '.');
  expect([...(await listFiles(opened))].sort()).toEqual(['.gitignore', 'a.yml', 'new ü.yml']);
});
