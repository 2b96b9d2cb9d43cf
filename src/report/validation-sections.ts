import type { Finding } from '../findings/finding.js';
import { counted, countedFindings } from './counts.js';
import type { Detail } from './detail.js';
import { code, details, link, markdown } from './escape.js';
import { byFile, SEVERITIES, worstOf } from './finding-sections.js';
import { fileUrl } from './links.js';
import type { RenderContext, ValidationReport } from './model.js';
import { renderTable } from './table.js';
import { worstFindings } from './worst-findings.js';

/** Flows of one file that are named. */
const NAMED_FLOWS = 3;

/** What was validated, in numbers. */
export function renderCounts({ counts, findings }: ValidationReport): string {
  const marked = byFile(findings).size;
  const clean = counts.files - marked;
  return [
    ...countedFindings(counts),
    ...(marked > 0 && clean > 0 ? [`${counted(clean, 'file')} without findings`] : []),
  ].join(' · ');
}

/** A row for each file with findings, folded: the findings themselves stand above. */
export function fileTable(report: ValidationReport, context: RenderContext, { rows }: Detail): string {
  const marked = byFile(report.findings);
  if (marked.size < 2) return '';
  const keys = new Map(report.files.map((file) => [file.path, file.flows]));
  // Where not all files fit, those with errors do.
  const worst = new Set(worstFindings(report.findings, rows).map(({ file }) => file));
  const order = [...marked].sort(([a], [b]) => Number(worst.has(b)) - Number(worst.has(a)));
  const table = order.map(([file, findings]) => fileRow(file, findings, keys.get(file) ?? [], context));
  const head = ['', 'file', 'flows', 'errors', 'warnings', 'notices'];
  return details(`${counted(marked.size, 'file')} with findings`, renderTable(head, table, rows, 'file'));
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
    SEVERITIES[worstOf(findings)],
    link(code(file), fileUrl(context, file)),
    [...named, ...more].join('<br>'),
    ...(['error', 'warning', 'notice'] as const).map((severity) => String(count(severity) || '')),
  ];
}
