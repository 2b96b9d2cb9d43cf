import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { symlink } from 'node:fs/promises';
import { readLeftOutFiles } from '../../../src/actions/flow-files.js';
import { deployFlows } from '../../../src/deploy-flows/deploy.js';
import type { FlowDeploymentInput } from '../../../src/deploy-flows/deployment.js';
import { openGitHistory } from '../../../src/deploy-flows/history.js';
import { HistoryError } from '../../../src/git/history.js';
import { TestRepository, type TreeChanges } from '../../local-runner/repository.js';
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

describe('`prune: all`', () => {
  /** Deploys the flow b alone, with what lies beside it in the directory. */
  async function pruneAll(files: TreeChanges, more: Partial<FlowDeploymentInput> = {}, include = ['*.yaml']) {
    await repository.write({ 'flows/b.yaml': b, ...files });
    const taken = new Set(['flows/b.yaml']);
    const leftOut = readLeftOutFiles({ directory: ['flows'], include }, repository.path, taken);
    const input = inputOf({ 'flows/b.yaml': b }, { override: true, prune: 'all', leftOut, ...more });
    const { flows, warnings, failure } = await deployFlows(input, portsOf(kestra));
    expect(failure).toBeUndefined();
    return { deleted: flows.filter(({ action }) => action === 'deleted').map(({ id }) => id), warnings };
  }
  const others = ['a', 'x'];
  const put = (namespace: string) => others.forEach((id) => kestra.put(flowText(id, namespace)));

  test.each([
    ['flows/a.yaml', '*.yaml'],
    ['flows/deep/a.YML', '*.yaml'],
    ['flows/.drafts/a.yaml', '*.yaml'],
    ['flows/a.flow', '*.flow'],
  ])('keeps the flow of %s, which is left out, and names it', async (path, include) => {
    put('n');
    expect(await pruneAll({ [path]: a }, {}, [include, '!**/a.*'])).toEqual({
      deleted: ['x'],
      warnings: [
        `1 flow is not deployed, but kept: n/a (${path}). \`include\`, \`exclude\` or a hidden name leaves these files of \`directory\` out. To delete a flow of theirs, remove it from the file.`,
      ],
    });
  });

  test('keeps it under the name that it is deployed by', async () => {
    put('stage.n');
    const { deleted } = await pruneAll({ 'flows/deep/a.yaml': a }, { namespacePrefix: 'stage' });
    expect(deleted).toEqual(['x']);
  });

  test('keeps what a file that cannot be parsed names', async () => {
    put('n');
    const { deleted, warnings } = await pruneAll({ 'flows/deep/a.yaml': 'id: a\nnamespace: n\n{{ if }}\n' });
    expect(deleted).toEqual(['x']);
    expect(warnings[0]).toContain('n/a (flows/deep/a.yaml, which names it and cannot be parsed)');
  });

  test('deletes nothing while a file that is left out cannot be read', async () => {
    put('n');
    const { deleted, warnings } = await pruneAll({ 'flows/deep/a.yaml': Buffer.from(`# \xff\n${a}`, 'latin1') });
    expect(deleted).toEqual([]);
    expect(warnings[0]).toMatch(/^`prune: all` deletes nothing \(2 flows to delete\): .*: flows\/deep\/a\.yaml\. /);
  });

  test('is not held up by YAML that is no flow', async () => {
    put('n');
    expect(await pruneAll({ 'flows/deep/values.yaml': 'image: a\n' })).toEqual({ deleted: others, warnings: [] });
  });
});
