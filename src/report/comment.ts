import type { RenderContext, RunReport } from './model.js';
import { code, digits, link } from './escape.js';
import { shortened } from '../shortened.js';
import { commitUrl } from './links.js';
import { aboutServer, renderWithin } from './summary.js';
import { withoutAddress } from './without-address.js';

/** GitHub's limit of a comment. Characters; bytes are counted here, which are never fewer. */
export const COMMENT_LIMIT = 65_536;

/** The first line of our comment: invisible, one for each action and `commentId`. */
export function markerOf(action: string, commentId: string): string {
  // Two hyphens would end the HTML comment early.
  const id = encodeURIComponent(commentId.replace(/\p{Cs}/gu, '\uFFFD')).replaceAll('-', '%2D');
  return `<!-- kestra-actions:${action}:${id} -->`;
}

/**
 * The comment of a pull request: the summary behind its marker, with the commit and the run it is about, and
 * without the server's address – the log of a run is read by fewer people. The same result of the same run is
 * the same comment.
 */
export function renderComment(report: RunReport, context: RenderContext, commentId: string): string {
  const marker = `${markerOf(report.action, commentId)}\n`;
  const { kestraUrl, ...shown } = context;
  const { commit, runUrl } = shown;
  const lead = [
    TITLES[report.action],
    ...(commentId === 'default' ? [] : [code(shortened(commentId, 100))]),
    ...(commit === undefined ? [] : [`commit ${link(digits(commit.slice(0, 7)), commitUrl(context, commit))}`]),
    ...(runUrl === undefined ? [] : [link('the run', runUrl)]),
  ].join(' · ');
  const foot = [...aboutServer(report), 'This comment is updated on every push.'].join(' · ');
  const room = COMMENT_LIMIT - 1024 - Buffer.byteLength(marker);
  return marker + renderWithin(withoutAddress(report, kestraUrl), shown, room, { lead, foot: `<sub>${foot}</sub>` });
}

const TITLES = {
  'validate-flows': 'Kestra flows',
  'deploy-flows': 'Deployment of Kestra flows',
  'deploy-namespace-files': 'Deployment of Kestra namespace files',
} as const;
