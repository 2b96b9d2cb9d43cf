import { changeSections } from './change-sections.js';
import { counted } from './counts.js';
import { type Detail, STEPS } from './detail.js';
import { code, link, markdown, shortened } from './escape.js';
import { findingSections, validationSections } from './finding-sections.js';
import { headlineOf } from './headline.js';
import type { RenderContext, RunReport } from './model.js';

/** GitHub refuses job summaries of more than 1 MiB a step; the toolkit adds a line end. Bytes. */
export const SUMMARY_LIMIT = 1_048_576 - 1024;

/** The report as Markdown, in as much detail as fits into `maxBytes` of UTF-8. */
export function renderSummary(report: RunReport, context: RenderContext, maxBytes = SUMMARY_LIMIT): string {
  const { requests, durationMs } = report;
  const parts = [
    ...aboutServer(report),
    ...(report.kestra === undefined ? [] : [counted(requests, 'request')]),
    `${(durationMs / 1000).toFixed(1)} s`,
    ...(context.runUrl === undefined ? [] : [link('run', context.runUrl)]),
  ];
  return renderWithin(report, context, maxBytes, `<sub>${parts.join(' · ')}</sub>`);
}

/** The report as Markdown with this last line, in as much detail as fits into `maxBytes` of UTF-8. */
export function renderWithin(report: RunReport, context: RenderContext, maxBytes: number, foot: string): string {
  const end = `\n\n${foot}\n`;
  const room = maxBytes - Buffer.byteLength(end);
  let text = '';
  for (const detail of STEPS) {
    text = render(report, context, detail);
    if (Buffer.byteLength(text) <= room) return text + end;
  }
  return cut(text, room) + end;
}

function render(report: RunReport, context: RenderContext, detail: Detail): string {
  const [, ...more] = report.failure?.message.split('\n') ?? [];
  const shown = more.filter((line) => line.trim() !== '').slice(0, detail.rows);
  const sections = [
    `### ${iconOf(report)} ${markdown(shortened(headlineOf(report), 500))}`,
    shown.map((line) => `- ${markdown(shortened(line, 1000))}`).join('\n'),
    ...(report.failure?.hint === undefined ? [] : [markdown(shortened(report.failure.hint, 1000))]),
    ...(report.action === 'validate-flows'
      ? validationSections(report, context, detail)
      : changeSections(report, context, detail)),
    ...findingSections(report, context, detail),
    ...report.notices.map((notice) => `> ${markdown(shortened(notice, 1000))}`),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function iconOf({ outcome, findings, ...report }: RunReport): string {
  if (outcome === 'failure') return '❌';
  if (report.action === 'validate-flows' && !report.valid) return '❌';
  return findings.some(({ severity }) => severity === 'warning') ? '⚠️' : '✅';
}

/** Which Kestra a run was about: what stays the same from run to run. */
export function aboutServer({ kestra, ...report }: RunReport): readonly string[] {
  if (kestra !== undefined) {
    const edition = kestra.edition === 'OSS' ? ' (Open Source)' : kestra.edition === 'EE' ? ' (Enterprise)' : '';
    return [`Kestra ${markdown(kestra.version ?? 'of unknown version')}${edition} at ${code(kestra.url)}`];
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
