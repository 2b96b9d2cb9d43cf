import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import { openGitHistory } from '../../../src/deploy-namespace-files/history.js';
import { discoverFiles } from '../../../src/files/discover.js';
import { HistoryError } from '../../../src/git/history.js';
import { TestRepository } from '../../local-runner/repository.js';
import { GIT_SITUATIONS } from '../git/situations.js';
import { FakeFiles, jobOf } from './fakes.js';

let own: TestRepository;
let kestra: FakeFiles;
beforeEach(async () => {
  own = await TestRepository.make();
  kestra = new FakeFiles();
});
afterEach(() => own.remove());

/** Deploys a folder of a checkout to the root of the namespace, with what Git knows of it. */
async function deploy(workspace: string, directory = 'flows', exclude: readonly string[] = []) {
  const found = await discoverFiles({ workspace, roots: [directory], include: ['**'], exclude, input: 'localPath' });
  const disk: Record<string, Uint8Array> = {};
  for (const { path, inRoot } of found.files) disk[inRoot] = await readFile(join(workspace, path));
  const options = { workspace, folders: ['src'], include: ['**'], exclude, includeHidden: false };
  const history = await openGitHistory({ ...options, folders: [directory] });
  const ofSource = { ...history, removedFiles: () => history.removedFiles(directory) };
  const [input, ports] = jobOf(disk, kestra, { override: true, prune: 'removed', history: ofSource });
  return deployNamespaceFiles(input, ports);
}

describe('prune: removed, when', () => {
  test.each(GIT_SITUATIONS)('$name, the file $file', async ({ happen, file }) => {
    await own.commit({ 'flows/a.yml': 'content of a\n', 'flows/b.yml': 'content of b\n' });
    await deploy(own.path);
    const { repository = own, directory, exclude } = (await happen(own)) ?? {};
    const result = await deploy(repository.path, directory, exclude);
    if (repository !== own) await repository.remove();
    expect(result.failure).toBeUndefined();
    expect(result.warnings).toEqual([]);
    expect([kestra.stored.has('/a.yml'), kestra.stored.has('/b.yml')]).toEqual([file === 'stays', true]);
    expect(result.counts.deleted).toBe(file === 'stays' ? 0 : 1);
  });
});

test('without the whole history nothing is asked and nothing deleted', async () => {
  await own.commit({ 'flows/a.yml': 'a', 'flows/b.yml': 'b' });
  await own.commit({ 'flows/a.yml': null });
  const clone = await own.clone('--depth', '1');
  await expect(deploy(clone.path)).rejects.toBeInstanceOf(HistoryError);
  expect(kestra.requests).toEqual([]);
});
