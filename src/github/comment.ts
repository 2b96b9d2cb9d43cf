import type { GitHubApi } from './api.js';

/** What became of the comment; never a failure of the run. */
export type CommentResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged' | 'skipped' }
  | { readonly kind: 'not-allowed' | 'failed'; readonly message: string };

export interface Comment {
  readonly pullRequest: number;
  /** First line of the body; tells our comment from others. */
  readonly marker: string;
  readonly body: string;
  /** False: an existing comment is brought up to date, but none is begun. */
  readonly begin: boolean;
}

/** Who comments by the workflow's own token. */
const BOT = 'github-actions[bot]';

/**
 * Keeps one comment in a pull request: found by its marker and its author, edited in place, never repeated.
 */
export async function upsertComment(
  api: Pick<GitHubApi, 'listComments' | 'createComment' | 'updateComment' | 'ownLogin'>,
  { pullRequest, marker, body, begin }: Comment,
): Promise<CommentResult> {
  try {
    const marked = (await api.listComments(pullRequest)).filter((comment) => comment.body.startsWith(marker));
    // A marker can be copied by anybody: only a comment of our own account is ours.
    const author = marked.length === 0 ? BOT : ((await api.ownLogin()) ?? BOT);
    const own = marked.find(({ login }) => sameAccount(login, author));
    if (own === undefined) {
      if (!begin) return { kind: 'skipped' };
      await api.createComment(pullRequest, body);
      return { kind: 'created' };
    }
    if (stored(own.body) === stored(body)) return { kind: 'unchanged' };
    await api.updateComment(own.id, body);
    return { kind: 'updated' };
  } catch (error) {
    return refusal(error);
  }
}

function sameAccount(login: string, author: string): boolean {
  return login.toLowerCase() === author.toLowerCase();
}

/** A body as GitHub may give it back: with other line ends, and without those at its end. */
function stored(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}

function refusal(error: unknown): CommentResult {
  const { status } = Object(error) as { readonly status?: unknown };
  const reason = error instanceof Error ? error.message : String(error);
  if (status === 401) {
    return {
      kind: 'not-allowed',
      message:
        'The comment could not be written: GitHub does not accept `githubToken` (401). Leave the input out to use the token of the workflow.',
    };
  }
  if ((status === 403 && !/rate limit/i.test(reason)) || status === 404) {
    return {
      kind: 'not-allowed',
      message: `The comment could not be written: the token may not (${status}). Give the job \`permissions: pull-requests: write\`; a pull request from a fork or of Dependabot gets a read-only token.`,
    };
  }
  return { kind: 'failed', message: `The comment could not be written: ${reason}` };
}
