import type { Finding } from '../findings/finding.js';
import { counted } from './counts.js';
import { code, details, fence, link, markdown, oneLine } from './escape.js';
import { renderExcerpt } from './excerpt.js';
import { fileUrl } from './links.js';
import type { RenderContext, RunReport } from './model.js';
import type { Detail } from './summary.js';

const ICONS = { error: '🔴', warning: '🟡', notice: '🔵' } as const;
/** Files whose findings stand open; those of further files are folded. */
const OPEN_FILES = 10;

/** The findings, file by file: an excerpt with a caret and what to do. */
export function findingSections({ findings }: RunReport, context: RenderContext, detail: Detail): readonly string[] {
  const shown = findings.slice(0, detail.rows);
  const byFile = new Map<string, Finding[]>();
  for (const finding of shown) {
    const known = byFile.get(finding.file);
    if (known === undefined) byFile.set(finding.file, [finding]);
    else known.push(finding);
  }
  const rest = findings.length - shown.length;
  return [
    ...[...byFile].map(([file, list], index) => section(file, list, context, detail, index < OPEN_FILES)),
    ...(rest === 0 ? [] : [`… and ${counted(rest, 'more finding')}; all of them are in the log and in the report.`]),
  ];
}

function section(
  file: string,
  findings: readonly Finding[],
  context: RenderContext,
  detail: Detail,
  open: boolean,
): string {
  const flows = [...new Set(findings.flatMap(({ flow }) => (flow ? [`${flow.namespace} / ${flow.id}`] : [])))];
  const head = `${link(code(file), fileUrl(context, file, findings[0]?.range?.startLine))}${flows.map((flow) => ` · ${markdown(flow)}`).join('')}`;
  const body = findings.map((finding) => item(finding, context, detail)).join('\n\n');
  const isOpen = open && findings.some(({ severity }) => severity !== 'notice');
  return isOpen ? `**${head}**\n\n${body}` : details(`${head} – ${counted(findings.length, 'finding')}`, body);
}

function item({ severity, message, hint, range, file }: Finding, context: RenderContext, { blocks }: Detail): string {
  const source = context.sources.get(file);
  const advice = hint === undefined ? '' : ` ${markdown(hint)}`;
  const place =
    range === undefined
      ? ''
      : `${link(`${range.startLine}:${range.startColumn}`, fileUrl(context, file, range.startLine))} `;
  const sentence = `${ICONS[severity]} ${place}${markdown(message)}${advice}`;
  if (!blocks || source === undefined || range === undefined) return sentence;
  return `${sentence}\n\n${fence('text', renderExcerpt(source, range, oneLine(message).slice(0, 200)))}`;
}
