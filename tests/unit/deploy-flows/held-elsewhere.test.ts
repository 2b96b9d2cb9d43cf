import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import { openGitHistory } from '../../../src/deploy-flows/history.js';
import { HistoryError } from '../../../src/git/history.js';
import { TestRepository } from '../../local-runner/repository.js';
import { FakeFlows, flowText, inputOf, portsOf } from './fakes.js';

let repository: TestRepository;
let kestra: FakeFlows;
beforeEach(async () => {
  repository = await TestRepository.make();
  kestra = new FakeFlows();
});
afterEach(() => repository.remove());

const [a, b] = ['a', 'b'].map((id) => flowText(id, 'n')) as [string, string];

/** Deploys the flow b alone while a lies on the server. @returns what was deleted */
async function deletedBesideB(include = ['**/*.{yml,yaml}'], exclude: readonly string[] = []) {
  for (const source of [a, b]) kestra.put(source);
  const history = await openGitHistory({ workspace: repository.path, directory: ['flows'], include, exclude });
  const input = inputOf({ 'flows/b.yaml': b }, { override: true, prune: 'removed' });
  const { flows, failure } = await deployFlows(input, portsOf(kestra, { history }));
  expect(failure).toBeUndefined();
  return flows.filter(({ action }) => action === 'deleted').map(({ namespace, id }) => `${namespace}/${id}`);
}

test('a flow whose file moved to where a sparse checkout does not reach stays, until Git removes it', async () => {
  await repository.commit({ 'flows/a.yaml': a, 'flows/b.yaml': b });
  await repository.move('flows/a.yaml', 'other/a.yaml');
  await repository.commit();
  await repository.git('sparse-checkout', 'set', 'flows');
  await expect(repository.git('cat-file', '-e', 'HEAD:other/a.yaml')).resolves.toBe('');
  expect(await deletedBesideB()).toEqual([]);
  await repository.git('sparse-checkout', 'disable');
  await repository.commit({ 'other/a.yaml': null });
  await repository.git('sparse-checkout', 'set', 'flows');
  expect(await deletedBesideB()).toEqual(['n/a']);
});

test('a flow whose file moved to another folder, and is only gone from the disk there, stays', async () => {
  await repository.commit({ 'flows/a.yaml': a, 'flows/b.yaml': b });
  await repository.move('flows/a.yaml', 'other/a.yaml');
  await repository.commit();
  await repository.write({ 'other/a.yaml': null });
  expect(await deletedBesideB()).toEqual([]);
});

test.each([
  ['flows/a.flow', 'other/a.flow', '**/*.flow'],
  ['flows/a.flow', 'other/a.FLOW', '*.flow'],
  ['flows/a.yaml', 'other/a.flow', '**/*.{yaml,flow}'],
])('a flow stays when its file %s moved to %s and `include` is %s', async (from, to, include) => {
  await repository.commit({ [from]: a, 'flows/b.yaml': b });
  await repository.move(from, to);
  await repository.commit();
  expect(await deletedBesideB([include])).toEqual([]);
  await repository.commit({ [to]: null });
  expect(await deletedBesideB([include])).toEqual(['n/a']);
});

test('nothing is deleted while a file that may define the flow cannot be read', async () => {
  await repository.commit({ 'flows/a.yaml': a, 'flows/b.yaml': b });
  await repository.commit({ 'flows/a.yaml': null });
  await symlink('loop.yaml', `${repository.path}/loop.yaml`);
  const pruning = deletedBesideB();
  await expect(pruning).rejects.toBeInstanceOf(HistoryError);
  await expect(pruning).rejects.toThrow(/^"loop\.yaml" cannot be read \(ELOOP\).* Nothing was changed\.$/);
  expect(Object.keys(kestra.sources())).toEqual(['n/a', 'n/b']);
});

test.each(['ours', 'theirs'])('a flow goes when Git removes it after a merge that took %s', async (side) => {
  await repository.commit({ 'flows/a.yaml': `${a}# old\n`, 'flows/b.yaml': b });
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit({ 'flows/a.yaml': `${a}# side\n` });
  await repository.git('checkout', '--quiet', 'main');
  await repository.commit({ 'flows/a.yaml': a });
  await repository.git('merge', '--quiet', '--no-edit', '--strategy-option', side, 'side');
  expect(await deletedBesideB()).toEqual([]);
  await repository.commit({ 'flows/a.yaml': null });
  expect(await deletedBesideB()).toEqual(['n/a']);
});

test('a flow stays when a merge kept the file that one side had removed', async () => {
  await repository.commit({ 'flows/a.yaml': a, 'flows/b.yaml': b });
  await repository.git('checkout', '--quiet', '-b', 'side');
  await repository.commit({ 'flows/a.yaml': null });
  await repository.git('checkout', '--quiet', 'main');
  await repository.git('merge', '--quiet', '--no-ff', '--no-edit', '--strategy', 'ours', 'side');
  expect(await deletedBesideB(undefined, ['a.yaml'])).toEqual([]);
});
