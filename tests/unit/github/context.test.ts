import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContext } from '../../../src/github/context.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function eventOf(payload: unknown) {
  const path = join(folder, 'event.json');
  await writeFile(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readContext({ GITHUB_EVENT_PATH: path }).event;
}

const sha = (digit: string) => digit.repeat(40);
const side = (commit: string, repository?: string) => ({
  sha: commit,
  repo: repository === undefined ? null : { full_name: repository },
});

describe('what a run knows about itself', () => {
  test('from the environment', () => {
    const context = readContext({
      GITHUB_WORKSPACE: '/w',
      RUNNER_TEMP: '/t',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'acme/flows',
      GITHUB_SHA: sha('1'),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_RUN_ID: '42',
    });
    expect(context).toEqual({
      workspace: '/w',
      temp: '/t',
      eventName: 'push',
      event: {},
      repository: 'acme/flows',
      sha: sha('1'),
      serverUrl: 'https://github.com',
      runUrl: 'https://github.com/acme/flows/actions/runs/42',
    });
  });

  test('addresses only where all parts of them are known', () => {
    const all = { GITHUB_SERVER_URL: 'https://g', GITHUB_REPOSITORY: 'a/b', GITHUB_RUN_ID: '4' };
    const own = { GITHUB_ACTION_REPOSITORY: 'c/d', GITHUB_ACTION_REF: 'v1' };
    expect(readContext({ ...all, ...own })).toMatchObject({
      runUrl: 'https://g/a/b/actions/runs/4',
      docsUrl: 'https://g/c/d/blob/v1/docs',
    });
    for (const name of Object.keys(all)) expect(readContext({ ...all, [name]: '' })).not.toHaveProperty('runUrl');
    for (const name of [...Object.keys(own), 'GITHUB_SERVER_URL']) {
      expect(readContext({ ...all, ...own, [name]: '' })).not.toHaveProperty('docsUrl');
    }
  });

  test('a push says what it did, as far as it is told in the right type', async () => {
    const push = { ref: 'refs/heads/x', before: sha('1'), after: sha('2') };
    const more = { created: true, forced: true, repository: { default_branch: 'main' } };
    expect(await eventOf({ ...push, ...more })).toEqual({
      push: { ...push, created: true, forced: true, defaultBranch: 'main' },
    });
    const odd = { ref: 1, before: null, after: sha('2'), created: 'yes', forced: 1, repository: { default_branch: 2 } };
    expect(await eventOf(odd)).toEqual({
      push: { ref: '', before: '', after: sha('2'), created: false, forced: false },
    });
  });

  test('outside of GitHub nothing is made up', () => {
    expect(readContext({})).toEqual({ workspace: process.cwd(), temp: tmpdir(), eventName: '', event: {} });
  });

  test('a pull request of the repository, of a fork, of a fork that is gone', async () => {
    const pull = (head: unknown) => ({ pull_request: { number: 7, base: side(sha('1'), 'acme/flows'), head } });
    const expected = { number: 7, base: sha('1'), head: sha('2') };
    expect(await eventOf(pull(side(sha('2'), 'acme/flows')))).toEqual({
      pullRequest: { ...expected, fromFork: false },
    });
    expect(await eventOf(pull(side(sha('2'), 'eve/flows')))).toEqual({ pullRequest: { ...expected, fromFork: true } });
    expect(await eventOf(pull(side(sha('2'))))).toEqual({ pullRequest: { ...expected, fromFork: true } });
    const nobody = { pull_request: { number: 7, base: side(sha('1')), head: side(sha('2')) } };
    expect(await eventOf(nobody)).toEqual({ pullRequest: { ...expected, fromFork: true } });
  });

  test('a push, and a group of a merge queue', async () => {
    const push = { ref: 'refs/heads/x', before: sha('1'), after: sha('2'), created: false, forced: true };
    expect(await eventOf({ ...push, repository: { default_branch: 'main' } })).toEqual({
      push: { ...push, defaultBranch: 'main' },
    });
    expect(
      await eventOf({ merge_group: { base_sha: sha('1'), head_sha: sha('2'), head_ref: 'refs/heads/q' } }),
    ).toEqual({
      push: { ref: 'refs/heads/q', before: sha('1'), after: sha('2'), created: false, forced: false },
    });
  });

  test.each(['', 'no JSON', '[]', 'null', '{"pull_request": "x"}', '{"after": 1}'])('%j is no event', async (text) => {
    expect(await eventOf(text)).toEqual({});
  });
});
