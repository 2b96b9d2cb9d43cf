import { changeSections } from './change-sections.js';
import { counted } from './counts.js';
import { type Detail, LEAST, STEPS } from './detail.js';
import type { FailureReason } from '../failure-reasons.js';
import { code, link, markdown } from './escape.js';
import { shortened } from '../shortened.js';
import { findingSections } from './finding-sections.js';
import { headlineOf } from './headline.js';
import type { RenderContext, RunReport } from './model.js';
import { markdownHeadline, prose } from './sentence.js';
import { fileTable, renderCounts } from './validation-sections.js';

/** GitHub refuses job summaries of more than 1 MiB a step; the toolkit adds a line end. Bytes. */
const SUMMARY_LIMIT = 1_048_576 - 1024;

/** The report as Markdown, in as much detail as fits into `maxBytes` of UTF-8. */
export function renderSummary(report: RunReport, context: RenderContext, maxBytes = SUMMARY_LIMIT): string {
  const { requests, durationMs } = report;
  const parts = [
    ...aboutServer(report),
    ...(report.kestra === undefined ? [] : [counted(requests, 'request')]),
    `${(durationMs / 1000).toFixed(1)} s`,
    ...(context.runUrl === undefined ? [] : [link('this run', context.runUrl)]),
  ];
  return renderWithin(report, context, maxBytes, { foot: `<sub>${parts.join(' · ')}</sub>` });
}

/** Markdown below the heading, and at the end. */
interface Frame {
  readonly lead?: string;
  readonly foot: string;
}

/** The report as Markdown in this frame, in as much detail as fits into `maxBytes` of UTF-8. */
export function renderWithin(
  report: RunReport,
  context: RenderContext,
  maxBytes: number,
  { lead = '', foot }: Frame,
): string {
  const end = `\n\n${foot}\n`;
  const room = maxBytes - Buffer.byteLength(end);
  for (const detail of STEPS) {
    const text = render(report, context, detail, lead);
    if (Buffer.byteLength(text) <= room) return text + end;
  }
  return cut(render(report, context, LEAST, lead), room) + end;
}

function render(report: RunReport, context: RenderContext, detail: Detail, lead: string): string {
  const sections = [
    `### ${markdownHeadline(headlineOf(report), context)}`,
    lead,
    ...failureSections(report, detail),
    ...(report.action === 'validate-flows'
      ? [renderCounts(report), ...findingSections(report, context, detail), fileTable(report, context, detail)]
      : report.failure?.reason === 'findings'
        ? [...findingSections(report, context, detail), ...changeSections(report, context, detail)]
        : [...changeSections(report, context, detail), ...findingSections(report, context, detail)]),
    ...report.notices.map((notice) => `> ${prose(shortened(notice, 1000))}`),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

/** Reasons whose heading and tables already say what happened. */
const SHOWN_ELSEWHERE: ReadonlySet<FailureReason> = new Set([
  'findings',
  'conflict',
  'names',
  'incomplete',
  'rolled-back',
  'cancelled',
]);

/** What happened and what to do, as far as the heading does not say it. */
function failureSections({ failure }: RunReport, { rows }: Detail): readonly string[] {
  if (failure === undefined) return [];
  const hint = failure.hint === undefined ? [] : [prose(shortened(failure.hint, 1000))];
  if (SHOWN_ELSEWHERE.has(failure.reason)) return hint;
  const [first = '', ...more] = failure.message.split('\n').filter((line) => line.trim() !== '');
  const shown = more.slice(0, rows).map((line) => `- ${prose(shortened(line, 1000))}`);
  return [prose(shortened(first, 1000)), shown.join('\n'), ...hint];
}

/** Which Kestra a run was about. */
export function aboutServer({ kestra, ...report }: RunReport): readonly string[] {
  if (kestra !== undefined) {
    const edition = kestra.edition === 'OSS' ? ' (Open Source)' : kestra.edition === 'EE' ? ' (Enterprise)' : '';
    return [`Kestra ${markdown(kestra.version ?? 'of unknown version')}${edition}, tenant ${code(kestra.tenant)}`];
  }
  if (report.action === 'validate-flows' && report.rules !== undefined) {
    return [`Offline rules of Kestra ${markdown(report.rules)}`];
  }
  return [];
}

/** The last resort: whole paragraphs up to the limit, so that no block stays open. */
function cut(text: string, maxBytes: number): string {
  const end = '\n\n… the rest is in the log.';
  const room = maxBytes - Buffer.byteLength(end);
  let kept = '';
  for (const paragraph of text.split('\n\n')) {
    const longer = kept === '' ? paragraph : `${kept}\n\n${paragraph}`;
    if (Buffer.byteLength(longer) > room) break;
    kept = longer;
  }
  return kept + end;
}
