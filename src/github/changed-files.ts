import type { ChangedFile, GitHubApi } from './api.js';
import type { GitHubEvent } from './context.js';

/** The files that an event changed, or why that cannot be known. */
export type ChangedFiles = { readonly paths: ReadonlySet<string> } | { readonly unknown: string };

/** Beyond these GitHub's lists are cut off. */
const PULL_REQUEST_LIMIT = 3000;
const COMPARE_LIMIT = 300;

/** Asks git in the checkout; undefined when it does not have both commits. */
export type GitDiff = (base: string, head: string) => Promise<readonly string[] | undefined>;

/**
 * What a pull request or push changed: by GitHub's API, so that a checkout of depth 1 is enough; by git where the history is there and the API is not.
 * Removed files do not count, of renamed ones the new name does.
 */
export async function findChangedFiles(
  event: GitHubEvent,
  api: Pick<GitHubApi, 'pullRequestFiles' | 'compare'> | undefined,
  git: GitDiff,
): Promise<ChangedFiles> {
  if (event.pullRequest !== undefined) {
    const { number, base, head } = event.pullRequest;
    return lookUp(
      () => api?.pullRequestFiles(number),
      PULL_REQUEST_LIMIT,
      () => git(base, head),
    );
  }
  if (event.push === undefined) return { unknown: 'this run was started by neither a pull request nor a push' };
  const { before, after, created, defaultBranch } = event.push;
  const base = created || /^0*$/.test(before) ? defaultBranch : before;
  if (base === undefined) return { unknown: 'the branch is new and the default branch is not known' };
  return lookUp(
    () => api?.compare(base, after),
    COMPARE_LIMIT,
    () => git(base, after),
  );
}

async function lookUp(
  ask: () => Promise<readonly ChangedFile[]> | undefined,
  limit: number,
  git: () => Promise<readonly string[] | undefined>,
): Promise<ChangedFiles> {
  let reason = 'there is no `githubToken` to ask GitHub with';
  try {
    const files = await ask();
    if (files !== undefined && files.length < limit) {
      return { paths: new Set(files.filter(({ removed }) => !removed).map(({ path }) => path)) };
    }
    if (files !== undefined) reason = `more than ${limit} files changed`;
  } catch (error) {
    reason = `GitHub did not tell (${error instanceof Error ? error.message : String(error)})`;
  }
  const paths = await git();
  return paths === undefined ? { unknown: reason } : { paths: new Set(paths) };
}
