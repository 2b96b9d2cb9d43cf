import type { RenderContext, RunReport } from './model.js';
import { renderSummary } from './summary.js';

/** GitHub's limit of a comment. Characters; bytes are counted here, which are never fewer. */
export const COMMENT_LIMIT = 65_536;

/** The first line of our comment: invisible, one for each action and `commentId`. */
export function markerOf(action: string, commentId: string): string {
  return `<!-- kestra-actions:${action}:${commentId} -->`;
}

/** The comment of a pull request: the summary behind its marker. */
export function renderComment(report: RunReport, context: RenderContext, commentId: string): string {
  const marker = markerOf(report.action, commentId);
  const foot = '\n<sub>This comment is updated on every push.</sub>\n';
  // Duration and request counts would make every comment new.
  const steady = { ...report, durationMs: 0, requests: 0 };
  return `${marker}\n${renderSummary(steady, withoutRun(context), COMMENT_LIMIT - 1000).replace(/<sub>.*<\/sub>\n$/, '')}${foot}`;
}

function withoutRun({ runUrl: _run, ...context }: RenderContext): RenderContext {
  return context;
}
