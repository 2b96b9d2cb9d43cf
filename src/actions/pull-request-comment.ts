import { connectGitHub } from '../github/api.js';
import { upsertComment } from '../github/comment.js';
import { markerOf } from '../report/comment.js';
import type { RunReport } from '../report/model.js';
import type { Run } from './run.js';

export interface CommentInputs {
  readonly comment: 'false' | 'true' | 'on-change' | 'on-failure';
  readonly commentId: string;
  readonly githubToken: string | undefined;
}

/** Keeps the one comment of this action in the pull request; never a failure of the run. */
export async function commentOnPullRequest(
  report: RunReport,
  body: string,
  { comment, commentId, githubToken }: CommentInputs,
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
    body,
    begin: begins(comment, report),
  });
  if (result.kind === 'not-allowed' && fromFork) {
    runner.info('No comment: a pull request from a fork gets a token that may only read. The summary says the same.');
  } else if (result.kind === 'not-allowed' || result.kind === 'failed') runner.warning(result.message);
  else runner.info(`Comment in pull request #${number}: ${result.kind}.`);
}

/** A comment that exists is always brought up to date. */
function begins(comment: CommentInputs['comment'], report: RunReport): boolean {
  if (comment === 'on-failure') return report.outcome === 'failure';
  return comment === 'true' || report.outcome === 'failure' || report.findings.length > 0 || changes(report);
}

/** In a plan: there is something to do. */
function changes(report: RunReport): boolean {
  if (report.action === 'validate-flows') return false;
  const { created, updated, deleted } = report.counts;
  return created + updated + deleted > 0;
}
