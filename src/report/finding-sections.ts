import type { Finding } from '../findings/finding.js';
import { counted } from './counts.js';
import type { Detail } from './detail.js';
import { code, details, fence, link, markdown, shortened } from './escape.js';
import { renderExcerpt } from './excerpt.js';
import { fileUrl } from './links.js';
import type { RenderContext, RunReport, ValidationReport } from './model.js';
import { prose } from './sentence.js';
import { renderTable } from './table.js';
import { worstFindings } from './worst-first.js';

const ICONS = { error: '🔴', warning: '🟡', notice: '🔵' } as const;
/** Files whose findings stand open; those of further files are folded. */
const OPEN_FILES = 10;
/** Flows of one file that are named. */
const NAMED_FLOWS = 3;

/** What was validated, and a row for each file with findings. */
export function validationSections(
  report: ValidationReport,
  context: RenderContext,
  { rows }: Detail,
): readonly string[] {
  const { files, flows, errors, warnings, notices } = report.counts;
  const marked = byFile(report.findings);
  const counts = [
    counted(files, 'file'),
    counted(flows, 'flow'),
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(notices > 0 ? [counted(notices, 'notice')] : []),
    ...(marked.size > 0 && files > marked.size ? [`${counted(files - marked.size, 'file')} without findings`] : []),
  ];
  const keys = new Map(report.files.map((file) => [file.path, file.flows]));
  // Where not all files fit, those with errors do.
  const worst = new Set(worstFindings(report.findings, rows).map(({ file }) => file));
  const order = [...marked].sort(([a], [b]) => Number(worst.has(b)) - Number(worst.has(a)));
  const table = order.map(([file, findings]) => fileRow(file, findings, keys.get(file) ?? [], context));
  return [counts.join(' · '), renderTable(['', 'file', 'flows', 'errors', 'warnings', 'notices'], table, rows, 'file')];
}

function fileRow(
  file: string,
  findings: readonly Finding[],
  flows: ValidationReport['files'][number]['flows'],
  context: RenderContext,
): readonly string[] {
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const named = flows.slice(0, NAMED_FLOWS).map((flow) => markdown(`${flow.namespace} / ${flow.id}`));
  const more = flows.length > NAMED_FLOWS ? [`and ${flows.length - NAMED_FLOWS} more`] : [];
  return [
    ICONS[worstOf(findings)],
    link(code(file), fileUrl(context, file)),
    [...named, ...more].join('<br>'),
    ...(['error', 'warning', 'notice'] as const).map((severity) => String(count(severity) || '')),
  ];
}

/** The findings, file by file: an excerpt with a caret and what to do. */
export function findingSections({ findings }: RunReport, context: RenderContext, detail: Detail): readonly string[] {
  const shown = worstFindings(findings, detail.rows);
  const rest = findings.length - shown.length;
  return [
    ...[...byFile(shown)].map(([file, list], index) => section(file, list, context, detail, index < OPEN_FILES)),
    ...(rest === 0 ? [] : [`… and ${counted(rest, 'more finding')}; all of them are in the log and in the report.`]),
  ];
}

function byFile(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const files = new Map<string, Finding[]>();
  for (const finding of findings) {
    const known = files.get(finding.file);
    if (known === undefined) files.set(finding.file, [finding]);
    else known.push(finding);
  }
  return files;
}

function worstOf(findings: readonly Finding[]): Finding['severity'] {
  return (['error', 'warning'] as const).find((wanted) => findings.some((f) => f.severity === wanted)) ?? 'notice';
}

function section(
  file: string,
  findings: readonly Finding[],
  context: RenderContext,
  detail: Detail,
  open: boolean,
): string {
  const flows = [...new Set(findings.flatMap(({ flow }) => (flow ? [`${flow.namespace} / ${flow.id}`] : [])))];
  const named = flows.slice(0, NAMED_FLOWS).map((flow) => ` · ${markdown(flow)}`);
  const head = `${link(code(file), fileUrl(context, file, findings[0]?.range?.startLine))}${named.join('')}`;
  const lines = detail.blocks > 0 ? context.sources.get(file)?.split('\n') : undefined;
  const body = findings.map((finding) => item(finding, context, lines)).join('\n\n');
  return open && worstOf(findings) !== 'notice'
    ? `**${head}**\n\n${body}`
    : details(`${head} – ${counted(findings.length, 'finding')}`, body);
}

function item(
  { severity, message, hint, range, file }: Finding,
  context: RenderContext,
  lines: readonly string[] | undefined,
): string {
  const advice = hint === undefined ? '' : ` ${prose(shortened(hint, 1000))}`;
  const place =
    range === undefined
      ? ''
      : `${link(`${range.startLine}:${range.startColumn}`, fileUrl(context, file, range.startLine))} `;
  const sentence = `${ICONS[severity]} ${place}${prose(shortened(message, 1000))}${advice}`;
  const line = range && lines?.[range.startLine - 1];
  return line === undefined ? sentence : `${sentence}\n\n${fence('text', renderExcerpt(line, range!))}`;
}
