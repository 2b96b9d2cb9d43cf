import { expect, test } from '@jest/globals';
import { readdir, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { flowIn } from '../flow-source.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { closedAddress, workspaceOf } from './stage.js';

const flow = flowIn('company.team');

test('SARIF is written where it was asked for', async () => {
  const workspace = await workspaceOf({ 'a.yml': flow('a', 'mesage: hi') });
  const run = await runBundle('validate-flows', { workspace, inputs: { sarif: 'out/kestra.sarif' } });
  const sarif = JSON.parse(await readFile(join(workspace, 'out/kestra.sarif'), 'utf8')) as {
    readonly runs: readonly [{ readonly results: readonly unknown[] }];
  };
  expect(run.exitCode).toBe(1);
  expect(sarif).toMatchObject({ version: '2.1.0' });
  expect(sarif.runs[0].results).toHaveLength(1);
});

test('a run that could not be carried out writes no SARIF: alerts would be taken for fixed', async () => {
  const workspace = await workspaceOf({ 'a.yml': flow('a') });
  const inputs = { sarif: 'k.sarif', server: await closedAddress(), retries: '0' };
  const run = await runBundle('validate-flows', { workspace, inputs });
  expect(run.exitCode).toBe(1);
  await expect(readFile(join(workspace, 'k.sarif'))).rejects.toThrow('ENOENT');
});

test.each([
  ['../kestra.sarif', 'lies outside the workspace'],
  ['linked/kestra.sarif', 'leads through a link'],
  ['linked/new/folders/kestra.sarif', 'leads through a link'],
  ['kestra.sarif', 'leads through a link'],
])('SARIF never leaves the workspace: %s', async (sarif, reason) => {
  const outside = await workspaceOf({ 'kestra.sarif': 'theirs' });
  const workspace = await workspaceOf({ 'a.yml': flow('a') });
  await symlink(outside, join(workspace, 'linked'));
  await symlink(join(outside, 'kestra.sarif'), join(workspace, 'kestra.sarif'));
  const run = await runBundle('validate-flows', { workspace, inputs: { sarif, directory: 'a.yml' } });
  expect(run.log).toContain(`\`sarif\` "${sarif}" ${reason}.`);
  expect(await readFile(join(outside, 'kestra.sarif'), 'utf8')).toBe('theirs');
  expect(await readdir(outside)).toEqual(['kestra.sarif']);
});
