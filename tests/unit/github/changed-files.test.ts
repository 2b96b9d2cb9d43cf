import { describe, expect, test } from '@jest/globals';
import type { ChangedFile } from '../../../src/github/api.js';
import { findChangedFiles } from '../../../src/github/changed-files.js';
import type { GitHubEvent } from '../../../src/github/context.js';

const [before, after, none] = ['1'.repeat(40), '2'.repeat(40), '0'.repeat(40)];
const changed = (path: string): ChangedFile => ({ path, removed: false });
const files = (count: number) => Array.from({ length: count }, (_, index) => changed(`${index}.yml`));

/** GitHub with these answers; everything else is refused. */
function gitHub(answers: {
  pull?: readonly ChangedFile[];
  compare?: Readonly<Record<string, readonly ChangedFile[]>>;
}) {
  return {
    pullRequestFiles: async () => {
      if (answers.pull === undefined) throw new Error('Resource not accessible by integration');
      return answers.pull;
    },
    compare: async (base: string, head: string) => {
      const found = answers.compare?.[`${base}...${head}`];
      if (found === undefined) throw new Error('Not Found');
      return found;
    },
  };
}

const noGit = async () => undefined;
const pullRequest: GitHubEvent = { pullRequest: { number: 7, base: before, head: after, fromFork: false } };
const push = (more: Partial<NonNullable<GitHubEvent['push']>> = {}): GitHubEvent => ({
  push: { ref: 'refs/heads/x', before, after, created: false, forced: false, defaultBranch: 'main', ...more },
});
const paths = (...names: string[]) => ({ paths: new Set(names) });

describe('a pull request', () => {
  test('is what GitHub lists: without removed files, renamed ones by their new name', async () => {
    const pull = [
      changed('a.yml'),
      { path: 'b.yml', removed: true },
      { path: 'new.yml', removed: false, previousPath: 'old.yml' },
    ];
    expect(await findChangedFiles(pullRequest, gitHub({ pull }), noGit)).toEqual(paths('a.yml', 'new.yml'));
  });

  test('without the permission to list, the commits are compared', async () => {
    const api = gitHub({ compare: { [`${before}...${after}`]: [changed('a.yml')] } });
    expect(await findChangedFiles(pullRequest, api, noGit)).toEqual(paths('a.yml'));
  });

  test('with more files than GitHub lists, git is asked; without its answer all files count, and why', async () => {
    const api = gitHub({ pull: files(3000), compare: { [`${before}...${after}`]: files(300) } });
    expect(await findChangedFiles(pullRequest, api, async () => ['z.yml'])).toEqual(paths('z.yml'));
    expect(await findChangedFiles(pullRequest, api, noGit)).toEqual({
      unknown: expect.stringMatching(/more files changed than GitHub lists.*fetch-depth/) as unknown,
    });
    expect(await findChangedFiles(pullRequest, gitHub({ pull: files(2999) }), noGit)).toEqual({
      paths: new Set(files(2999).map(({ path }) => path)),
    });
  });

  test('without a token git is asked; without both the reason is told', async () => {
    expect(await findChangedFiles(pullRequest, undefined, async (...commits) => commits)).toEqual(paths(before, after));
    expect(await findChangedFiles(pullRequest, undefined, noGit)).toEqual({
      unknown: expect.stringContaining('no `githubToken`') as unknown,
    });
    expect(await findChangedFiles(pullRequest, gitHub({}), noGit)).toEqual({
      unknown: expect.stringContaining('GitHub did not answer (Not Found)') as unknown,
    });
  });
});

describe('a push', () => {
  test('is compared with what was there before', async () => {
    const api = gitHub({ compare: { [`${before}...${after}`]: [changed('a.yml')] } });
    expect(await findChangedFiles(push(), api, noGit)).toEqual(paths('a.yml'));
    expect(await findChangedFiles(push(), gitHub({}), async (...commits) => commits)).toEqual(paths(before, after));
  });

  test.each([{ before: none }, { created: true, before: none }, { before: '' }])(
    'of a new branch is compared with the default branch (%j)',
    async (more) => {
      const api = gitHub({ compare: { [`main...${after}`]: [changed('a.yml')] } });
      expect(await findChangedFiles(push(more), api, noGit)).toEqual(paths('a.yml'));
      expect(await findChangedFiles(push(more), undefined, async (...commits) => commits)).toEqual(
        paths('main', after),
      );
    },
  );

  test('a forced one also changes what it takes away', async () => {
    const api = gitHub({
      compare: {
        [`${before}...${after}`]: [changed('a.yml')],
        [`${after}...${before}`]: [
          changed('b.yml'),
          { path: 'c.yml', removed: true },
          { path: 'e.yml', removed: false, previousPath: 'd.yml' },
        ],
      },
    });
    expect(await findChangedFiles(push({ forced: true }), api, noGit)).toEqual(
      paths('a.yml', 'b.yml', 'c.yml', 'e.yml', 'd.yml'),
    );
    // What was there before is gone: nobody can tell any more.
    expect(await findChangedFiles(push({ forced: true }), gitHub({}), async () => ['x.yml'])).toHaveProperty('unknown');
    const long = { [`${before}...${after}`]: [], [`${after}...${before}`]: files(300) };
    expect(await findChangedFiles(push({ forced: true }), gitHub({ compare: long }), noGit)).toHaveProperty('unknown');
  });

  test.each([
    ['a tag', push({ ref: 'refs/tags/v1', before: none, created: true }), 'a tag was pushed'],
    ['a deleted branch', push({ after: none }), 'a branch was deleted'],
    ['the first push of a repository', push({ ref: 'refs/heads/main', before: none }), 'the default branch is new'],
    [
      'an unknown default branch',
      push({ before: none, defaultBranch: undefined } as never),
      'default branch is not known',
    ],
    ['another event', {}, 'neither a pull request nor a push'],
  ])('%s reports all files', async (_name, event, reason) => {
    const all = { pullRequestFiles: async () => [], compare: async () => [] };
    expect(await findChangedFiles(event, all, async () => [])).toEqual({
      unknown: expect.stringContaining(reason) as unknown,
    });
  });
});
