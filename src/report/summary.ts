import { findingSections } from './finding-sections.js';
import { changeSections } from './change-sections.js';
import { code, link, markdown } from './escape.js';
import { headlineOf } from './headline.js';
import type { RenderContext, RunReport } from './model.js';

/** GitHub refuses longer job summaries. Bytes. */
export const SUMMARY_LIMIT = 1_048_576;

/** How much of a report is rendered; every step leaves more away. */
export interface Detail {
  /** Code excerpts and YAML differences. */
  readonly blocks: boolean;
  /** Rows of tables and findings. */
  readonly rows: number;
}

const STEPS: readonly Detail[] = [
  { blocks: true, rows: Infinity },
  { blocks: true, rows: 1000 },
  { blocks: true, rows: 100 },
  { blocks: false, rows: 1000 },
  { blocks: false, rows: 200 },
  { blocks: false, rows: 20 },
  { blocks: false, rows: 0 },
];

/** The report as Markdown, in as much detail as fits into `maxBytes` of UTF-8. */
export function renderSummary(report: RunReport, context: RenderContext, maxBytes = SUMMARY_LIMIT): string {
  let text = '';
  for (const detail of STEPS) {
    text = render(report, context, detail);
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  return cut(text, maxBytes);
}

function render(report: RunReport, context: RenderContext, detail: Detail): string {
  const sections = [
    `### ${iconOf(report)} ${markdown(headlineOf(report))}`,
    ...(report.failure?.hint === undefined ? [] : [markdown(report.failure.hint)]),
    ...(report.action === 'validate-flows' ? [] : changeSections(report, context, detail)),
    ...findingSections(report, context, detail),
    ...report.notices.map((notice) => `> ${markdown(notice)}`),
    footer(report, context),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function iconOf({ outcome, findings, ...report }: RunReport): string {
  if (outcome === 'failure') return '❌';
  if (report.action === 'validate-flows' && !report.valid) return '❌';
  return findings.some(({ severity }) => severity === 'warning') ? '⚠️' : '✅';
}

function footer({ kestra, requests, durationMs, ...report }: RunReport, { runUrl }: RenderContext): string {
  const parts: string[] = [];
  if (kestra !== undefined) {
    const edition = kestra.edition === 'OSS' ? ' (Open Source)' : kestra.edition === 'EE' ? ' (Enterprise)' : '';
    parts.push(
      `Kestra ${markdown(kestra.version ?? 'of unknown version')}${edition} at ${code(kestra.url)}`,
      `${requests} requests`,
    );
  } else if (report.action === 'validate-flows' && report.rules !== undefined) {
    parts.push(`Offline rules of Kestra ${markdown(report.rules)}`);
  }
  parts.push(`${(durationMs / 1000).toFixed(1)} s`);
  if (runUrl !== undefined) parts.push(link('run', runUrl));
  return `<sub>${parts.join(' · ')}</sub>`;
}

/** The last resort: whole lines up to the limit. */
function cut(text: string, maxBytes: number): string {
  const end = '\n\n… the rest is in the log.\n';
  const bytes = Buffer.from(text).subarray(0, Math.max(0, maxBytes - Buffer.byteLength(end)));
  const kept = bytes.toString('utf8').replace(/\uFFFD+$/, '');
  const line = kept.lastIndexOf('\n');
  return (line === -1 ? '' : kept.slice(0, line)) + end;
}
