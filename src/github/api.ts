/** The little that the actions need of GitHub's API. Errors carry `status`. */
export interface GitHubApi {
  /** Issue comments of a pull request, all pages. */
  listComments(number: number): Promise<readonly IssueComment[]>;
  createComment(number: number, body: string): Promise<void>;
  updateComment(id: number, body: string): Promise<void>;
  /**
   * Login of the account behind the token, as `IssueComment.login` names it; undefined when it may not know
   * itself.
   */
  ownLogin(): Promise<string | undefined>;
  /** Files of a pull request, all pages; GitHub lists at most 3,000. */
  pullRequestFiles(number: number): Promise<readonly ChangedFile[]>;
  /**
   * Files that differ between the common ancestor of two commits and the second one; GitHub lists at most
   * 300.
   */
  compare(base: string, head: string): Promise<readonly ChangedFile[]>;
}

export interface IssueComment {
  readonly id: number;
  readonly body: string;
  readonly login: string;
}

export interface ChangedFile {
  readonly path: string;
  readonly removed: boolean;
  /** The name that a renamed file had before. */
  readonly previousPath?: string;
}

/** GitHub answers within seconds or not at all. */
const TIMEOUT_MS = 30_000;

/** Loads the toolkit's API client only now: it is half of the bundle, and most runs do without. */
export async function connectGitHub(token: string, repository: string): Promise<GitHubApi> {
  const { getOctokit } = await import('@actions/github');
  const quiet = () => undefined;
  // What the client would print comes from an answer, and the runner reads what is printed.
  const octokit = getOctokit(token, { log: { debug: quiet, info: quiet, warn: quiet, error: quiet } });
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: AbortSignal.timeout(TIMEOUT_MS) };
  });
  const { rest, paginate, graphql } = octokit;
  const [owner = '', repo = ''] = repository.split('/');
  const at = { owner, repo };
  const page = { per_page: 100 } as const;
  return {
    listComments: async (number) => {
      const comments = await paginate(rest.issues.listComments, { ...at, ...page, issue_number: number });
      return comments.map(({ id, body, user }) => ({ id, body: body ?? '', login: user?.login ?? '' }));
    },
    createComment: async (number, body) => {
      await rest.issues.createComment({ ...at, issue_number: number, body });
    },
    updateComment: async (id, body) => {
      await rest.issues.updateComment({ ...at, comment_id: id, body });
    },
    ownLogin: async () => {
      // The workflow's own token and those of apps may not ask REST who they are; GraphQL tells them.
      const viewer = async () => (await graphql<{ viewer: { login: string } }>('{ viewer { login } }')).viewer.login;
      const user = async () => (await rest.users.getAuthenticated()).data.login;
      return viewer()
        .catch(user)
        .catch(() => undefined);
    },
    pullRequestFiles: async (number) =>
      (await paginate(rest.pulls.listFiles, { ...at, ...page, pull_number: number })).map(changedFile),
    compare: async (base, head) => {
      // Pages are of commits; all files that GitHub lists come with the first one.
      const basehead = `${base}...${head}`;
      const { data } = await rest.repos.compareCommitsWithBasehead({ ...at, basehead, per_page: 1 });
      return (data.files ?? []).map(changedFile);
    },
  };
}

function changedFile(file: {
  readonly filename: string;
  readonly status: string;
  readonly previous_filename?: string | undefined;
}): ChangedFile {
  const { filename: path, status, previous_filename: previousPath } = file;
  return { path, removed: status === 'removed', ...(previousPath === undefined ? {} : { previousPath }) };
}
