import type { ChangedFile, GitHubApi } from './api.js';
import type { GitHubEvent } from './context.js';

/** The files that an event changed, or why that cannot be known. */
export type ChangedFiles = { readonly paths: ReadonlySet<string> } | { readonly unknown: string };

/** Beyond these GitHub's lists are cut off. */
const PULL_REQUEST_LIMIT = 3000;
const COMPARE_LIMIT = 300;

/**
 * Asks git in the checkout; undefined when it does not have both commits. `base` may be the name of a branch.
 */
export type GitDiff = (base: string, head: string) => Promise<readonly string[] | undefined>;

type Api = Pick<GitHubApi, 'pullRequestFiles' | 'compare'>;

/** One way to ask GitHub; undefined: its list was cut off. */
type Question = (api: Api) => Promise<readonly string[] | undefined>;

/**
 * What a pull request or push changed: by GitHub's API, so that a checkout of depth 1 is enough; by git where
 * the history is there and the API is not. Removed files do not count, of renamed ones the new name does.
 */
export async function findChangedFiles(event: GitHubEvent, api: Api | undefined, git: GitDiff): Promise<ChangedFiles> {
  if (event.pullRequest !== undefined) {
    const { number, base, head } = event.pullRequest;
    const listed: Question = async (github) => complete(await github.pullRequestFiles(number), PULL_REQUEST_LIMIT);
    // Comparing needs no more than `contents: read`.
    return lookUp(api, [listed, compared(base, head)], () => git(base, head));
  }
  if (event.push === undefined) return { unknown: 'this run was started by neither a pull request nor a push' };
  const { ref, before, after, created, forced, defaultBranch } = event.push;
  if (isNone(after)) return { unknown: 'a branch was deleted' };
  // A tag mostly names what is on a branch already: compared with it, nothing would have changed.
  if (ref.startsWith('refs/tags/')) return { unknown: 'a tag was pushed' };
  const isNew = created || isNone(before);
  const base = isNew ? defaultBranch : before;
  if (base === undefined) return { unknown: 'the branch is new and the default branch is not known' };
  if (isNew && ref === `refs/heads/${base}`) return { unknown: 'the default branch is new' };
  if (forced && !isNew) return lookUp(api, [replaced(base, after)], async () => undefined);
  return lookUp(api, [compared(base, after)], () => git(base, after));
}

/** The null commit, as GitHub writes "none". */
function isNone(commit: string): boolean {
  return /^0*$/.test(commit);
}

function compared(base: string, head: string): Question {
  return async (github) => complete(await github.compare(base, head), COMPARE_LIMIT);
}

/** A forced push also takes changes away: seen from the common ancestor, these stand on the other side. */
function replaced(before: string, after: string): Question {
  return async (github) => {
    const [added, dropped] = [await github.compare(before, after), await github.compare(after, before)];
    const back = dropped.flatMap(({ path, previousPath }) => [
      path,
      ...(previousPath === undefined ? [] : [previousPath]),
    ]);
    const paths = complete(added, COMPARE_LIMIT);
    return paths && dropped.length < COMPARE_LIMIT ? [...paths, ...back] : undefined;
  };
}

function complete(files: readonly ChangedFile[], limit: number): readonly string[] | undefined {
  return files.length < limit ? files.filter(({ removed }) => !removed).map(({ path }) => path) : undefined;
}

async function lookUp(
  api: Api | undefined,
  questions: readonly Question[],
  git: () => Promise<readonly string[] | undefined>,
): Promise<ChangedFiles> {
  let reason = 'there is no `githubToken` to ask GitHub with';
  for (const ask of api === undefined ? [] : questions) {
    try {
      const paths = await ask(api!);
      if (paths !== undefined) return { paths: new Set(paths) };
      reason = 'more files changed than GitHub lists';
    } catch (error) {
      reason = `GitHub did not answer (${error instanceof Error ? error.message : String(error)})`;
    }
  }
  const paths = await git();
  return paths === undefined
    ? { unknown: `${reason}, and the checkout does not have the history (see \`fetch-depth\` of actions/checkout)` }
    : { paths: new Set(paths) };
}
