/** The little that the actions need of GitHub's API. Errors carry `status`. */
export interface GitHubApi {
  /** Issue comments of a pull request, all pages. */
  listComments(number: number): Promise<readonly IssueComment[]>;
  createComment(number: number, body: string): Promise<void>;
  updateComment(id: number, body: string): Promise<void>;
  /** Login of the account behind the token; undefined when it may not know itself (the workflow's own token). */
  ownLogin(): Promise<string | undefined>;
  /** Files of a pull request, all pages; GitHub lists at most 3,000. */
  pullRequestFiles(number: number): Promise<readonly ChangedFile[]>;
  /** Files between two commits; GitHub lists at most 300. */
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
}

/** Loads the toolkit's API client only now: it is half of the bundle, and most runs do without. */
export async function connectGitHub(token: string, repository: string): Promise<GitHubApi> {
  const { getOctokit } = await import('@actions/github');
  const { rest, paginate } = getOctokit(token);
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
      try {
        return (await rest.users.getAuthenticated()).data.login;
      } catch {
        return undefined;
      }
    },
    pullRequestFiles: async (number) => {
      const files = await paginate(rest.pulls.listFiles, { ...at, ...page, pull_number: number });
      return files.map(({ filename, status }) => ({ path: filename, removed: status === 'removed' }));
    },
    compare: async (base, head) => {
      const { data } = await rest.repos.compareCommitsWithBasehead({ ...at, basehead: `${base}...${head}` });
      return (data.files ?? []).map(({ filename, status }) => ({ path: filename, removed: status === 'removed' }));
    },
  };
}
