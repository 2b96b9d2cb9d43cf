import { describe, expect, test } from '@jest/globals';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { annotationsIn } from '../local-runner/annotations.js';
import { pullRequestEvent } from '../local-runner/events.js';
import { type LocalGitHubOptions, startLocalGitHub } from '../local-runner/local-github.js';
import { runBundle } from '../local-runner/run-bundle.js';
import { flowIn } from '../flow-source.js';
import { afterwards, workspaceOf } from './stage.js';

const flow = flowIn('company.team');

async function pullRequest(options: LocalGitHubOptions & { readonly fork?: boolean } = {}) {
  const github = await startLocalGitHub(options);
  afterwards(github.close);
  const run = async (files: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>) => {
    const workspace = await workspaceOf(files);
    await mkdir(join(workspace, '.git'));
    return runBundle('validate-flows', {
      workspace,
      inputs,
      event: pullRequestEvent(options),
      env: { GITHUB_API_URL: github.url, TEST_GITHUB_TOKEN: 'ghs_1234567890' },
    });
  };
  return { github, run };
}

const good = { 'flows/a.yml': flow('a') };
const bad = { 'flows/a.yml': flow('a', 'mesage: hi'), 'flows/b.yml': flow('b') };

describe('a pull request', () => {
  test('from a fork, without secrets and with a token that may only read: passes and fails by the flows alone', async () => {
    const { github, run } = await pullRequest({ fork: true, readOnly: true });
    // What `${{ secrets.… }}` gives there.
    const inputs = { comment: 'true', server: '', user: '', password: '', apiToken: '' };
    const passes = await run(good, inputs);
    expect(passes.exitCode).toBe(0);
    expect(passes.outputs).toMatchObject({ valid: 'true', flows: '1' });
    expect(passes.log).toMatch(/No comment: a pull request from a fork/);
    const fails = await run(bad, inputs);
    expect(fails.exitCode).toBe(1);
    expect(annotationsIn(fails.log).filter(({ level }) => level === 'error')).toEqual([
      expect.objectContaining({ file: 'flows/a.yml', line: 6, column: 5 }),
      expect.objectContaining({ message: expect.stringContaining('1 of 2 flows is invalid') }),
    ]);
    expect(annotationsIn(fails.log).filter(({ level }) => level === 'warning')).toEqual([]);
    expect(github.comments).toEqual([]);
  });

  test('gets one comment, brought up to date in place', async () => {
    const { github, run } = await pullRequest();
    await run(bad, { comment: 'true' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]!.body).toMatch(/1 of 2 is invalid/);
    await run(good, { comment: 'true' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]!.body).toMatch(/valid/);
    expect(github.comments[0]!.body).not.toMatch(/invalid/);
    await run(good, { comment: 'true', commentId: 'other' });
    expect(github.comments).toHaveLength(2);
  });

  test('gets no comment on-failure while all is well, and the old one is not left behind', async () => {
    const { github, run } = await pullRequest();
    await run(good, { comment: 'on-failure' });
    expect(github.comments).toHaveLength(0);
    await run(bad, { comment: 'on-failure' });
    expect(github.comments).toHaveLength(1);
    await run(good, { comment: 'on-failure' });
    expect(github.comments[0]!.body).not.toMatch(/invalid/);
  });

  test('gets a comment on-change only when there is something to say', async () => {
    const { github, run } = await pullRequest();
    await run(good, { comment: 'on-change' });
    expect(github.comments).toHaveLength(0);
    await run({ 'flows/a.yml': flow('a', 'message: "{{ x"') }, { comment: 'on-change' });
    expect(github.comments).toHaveLength(1);
  });

  test('without the permission the comment is a warning that names it, never a failure', async () => {
    const { run } = await pullRequest({ readOnly: true });
    const result = await run(good, { comment: 'true' });
    expect(result.exitCode).toBe(0);
    expect(annotationsIn(result.log)).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('pull-requests: write') }),
    );
  });

  test('changedOnly reports on the files of the pull request, and says how many it left out', async () => {
    const { run } = await pullRequest({ changedFiles: [{ filename: 'flows/b.yml', status: 'modified' }] });
    const result = await run(bad, { changedOnly: 'true' });
    expect(result.exitCode).toBe(0);
    expect(result.outputs).toMatchObject({ valid: 'true', flows: '1' });
    expect(result.log).toMatch(/1 file left out/);
  });

  test('changedOnly judges identities over the whole directory', async () => {
    const { run } = await pullRequest({ changedFiles: [{ filename: 'flows/b.yml', status: 'added' }] });
    const result = await run({ 'flows/a.yml': flow('same'), 'flows/b.yml': flow('same') }, { changedOnly: 'true' });
    expect(result.exitCode).toBe(1);
    expect(annotationsIn(result.log)).toContainEqual(
      expect.objectContaining({ level: 'error', file: 'flows/b.yml', message: expect.stringContaining('flows/a.yml') }),
    );
  });

  test('changedOnly without a changed flow is no failure', async () => {
    const { run } = await pullRequest({ changedFiles: [{ filename: 'README.md', status: 'modified' }] });
    const result = await run(bad, { changedOnly: 'true' });
    expect(result.exitCode).toBe(0);
    expect(result.log).toMatch(/2 files left out/);
  });
});
