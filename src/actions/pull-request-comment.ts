import { connectGitHub } from '../github/api.js';
import { upsertComment } from '../github/comment.js';
import { markerOf, renderComment } from '../report/comment.js';
import type { RenderContext, RunReport } from '../report/model.js';
import type { Run } from './run.js';

export interface CommentInputs {
  readonly comment: 'false' | 'true' | 'on-change' | 'on-failure';
  readonly commentId: string;
  readonly githubToken: string | undefined;
}

/** Keeps the one comment of this action in the pull request; never a failure of the run. */
export async function commentOnPullRequest(
  report: RunReport,
  { comment, commentId, githubToken }: CommentInputs,
  context: RenderContext,
  run: Run,
): Promise<void> {
  if (comment === 'false') return;
  const { runner } = run;
  const { repository, event } = run.context;
  if (event.pullRequest === undefined) return runner.info('No comment: this run belongs to no pull request.');
  if (githubToken === undefined || repository === undefined)
    return runner.info('No comment: there is no `githubToken`.');
  const { number, fromFork } = event.pullRequest;
  const result = await upsertComment(await connectGitHub(githubToken, repository), {
    pullRequest: number,
    marker: markerOf(report.action, commentId),
    body: renderComment(report, context, commentId),
    begin: begins(comment, report),
  });
  if (result.kind === 'not-allowed' && fromFork) {
    runner.info('No comment: a pull request from a fork gets a token that may only read. The summary says the same.');
  } else if (result.kind === 'not-allowed' || result.kind === 'failed') runner.warning(result.message);
  else runner.info(`Comment in pull request #${number}: ${result.kind}.`);
}

/** A comment that exists is always brought up to date. */
function begins(comment: CommentInputs['comment'], { outcome, findings }: RunReport): boolean {
  if (comment === 'on-failure') return outcome === 'failure';
  return comment === 'true' || outcome === 'failure' || findings.length > 0;
}
