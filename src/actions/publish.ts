import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderAnnotations } from '../report/annotations.js';
import { findingsOfChanges } from '../report/change-findings.js';
import { renderComment } from '../report/comment.js';
import { renderJson } from '../report/json.js';
import { renderChanges, renderClean, renderFindings, renderLastLine } from '../report/log.js';
import type { RenderContext, RunReport } from '../report/model.js';
import { renderSummary } from '../report/summary.js';
import { type CommentInputs, commentOnPullRequest } from './pull-request-comment.js';
import type { Run } from './run.js';

/** How an action is asked to report. */
export interface ReportingInputs extends CommentInputs {
  readonly annotations: boolean;
  readonly summary: boolean;
}

export interface Publishing extends ReportingInputs {
  /** What the action has for itself. */
  readonly outputs: Readonly<Record<string, string | number | boolean>>;
}

/**
 * Publishes the report wherever people and later steps look. What cannot be published is a warning, never a
 * failure.
 */
export async function publish(report: RunReport, context: RenderContext, run: Run, how: Publishing): Promise<void> {
  const { runner } = run;
  logReport(report, run);
  const failureReason = report.failure?.reason ?? '';
  const commentBody = renderComment(report, context, how.commentId);
  await orWarn(run, 'The outputs', async () => runner.outputs({ ...how.outputs, failureReason, commentBody }));
  await orWarn(run, 'The JSON report', async () => {
    runner.outputs({ report: await writeReport(run.context.temp, report, context.kestraUrl) });
  });
  if (how.annotations) annotate(report, context, run);
  if (how.summary) await orWarn(run, 'The job summary', () => runner.summary(renderSummary(report, context)));
  await orWarn(run, 'The comment', () => commentOnPullRequest(report, commentBody, how, run));
  runner.info(renderLastLine(report, context));
}

/** Findings stand open in the log, where people look for them; a long list of what went well is folded. */
function logReport(report: RunReport, { runner }: Run): void {
  const { open, folded } = renderFindings(report.findings);
  for (const line of open) runner.info(line);
  if (folded !== undefined) runner.group(folded.title, folded.lines);
  if (report.action === 'validate-flows') {
    const clean = renderClean(report);
    if (clean !== undefined) runner.info(clean);
    return;
  }
  const changes = renderChanges(report);
  if (report.outcome === 'success') runner.group(report.dryRun ? 'Plan' : 'Deployment', changes);
  else for (const line of changes) runner.info(line);
}

/** Carries out something that must not decide about the run. */
export async function orWarn(run: Run, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    run.runner.warning(`${what} could not be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A folder of its own: several steps of a job write reports. */
async function writeReport(temp: string, report: RunReport, kestraUrl: string | undefined): Promise<string> {
  const path = join(await mkdtemp(join(temp, `${report.action}-`)), 'report.json');
  await writeFile(path, renderJson(report, kestraUrl));
  return path;
}

/**
 * The commands show up in the log as well, where everything stands already: they go into a group that is
 * folded.
 */
function annotate(report: RunReport, context: RenderContext, { runner }: Run): void {
  const { annotations, rest } = renderAnnotations([...report.findings, ...findingsOfChanges(report)], context);
  if (annotations.length === 0) return;
  runner.open('Annotations');
  runner.annotate(annotations);
  runner.close();
  if (rest !== undefined) runner.info(rest);
}
