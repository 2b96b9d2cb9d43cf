import type { RenderContext, RunReport } from './model.js';
import { aboutServer, renderWithin } from './summary.js';

/** GitHub's limit of a comment. Characters; bytes are counted here, which are never fewer. */
export const COMMENT_LIMIT = 65_536;

/** The first line of our comment: invisible, one for each action and `commentId`. */
export function markerOf(action: string, commentId: string): string {
  // Two hyphens would end the HTML comment early.
  const id = encodeURIComponent(commentId.replace(/\p{Cs}/gu, '\uFFFD')).replaceAll('-', '%2D');
  return `<!-- kestra-actions:${action}:${id} -->`;
}

/**
 * The comment of a pull request: the summary behind its marker. What differs in every run, like its duration,
 * is left out: the same result is the same comment.
 */
export function renderComment(report: RunReport, context: RenderContext, commentId: string): string {
  const marker = `${markerOf(report.action, commentId)}\n`;
  const foot = [...aboutServer(report), 'This comment is updated on every push.'].join(' · ');
  const room = COMMENT_LIMIT - 1024 - Buffer.byteLength(marker);
  return marker + renderWithin(report, context, room, `<sub>${foot}</sub>`);
}
