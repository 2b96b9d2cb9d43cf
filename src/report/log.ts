import type { Finding, Severity } from '../findings/finding.js';
import { counted, sizeOf } from './counts.js';
import { oneLine } from './escape.js';
import { headlineOf } from './headline.js';
import type { ChangeAction, RenderContext, RunReport, ValidationReport } from './model.js';
import { plainHeadline } from './sentence.js';

const WORDS: Readonly<Record<Severity, string>> = { error: 'error  ', warning: 'warning', notice: 'notice ' };
const MARKS: Readonly<Record<ChangeAction, string>> = {
  created: '+',
  updated: '~',
  unchanged: '=',
  deleted: '-',
  failed: '✗',
  conflict: '!',
  skipped: '·',
  undone: '↩',
};

/** The findings as the log shows them, file by file. Kestra's own words for them are in the report. */
export function renderFindings(findings: readonly Finding[]): readonly string[] {
  const lines: string[] = [];
  const failing = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  let last: string | undefined;
  for (const finding of findings) {
    if (finding.file !== last) {
      lines.push(`${failing.has(finding.file) ? '✗' : '!'} ${oneLine(finding.file)}`);
      last = finding.file;
    }
    const { range, severity, message, hint } = finding;
    const place = range === undefined ? '' : `${range.startLine}:${range.startColumn}`;
    lines.push(
      `    ${place.padEnd(8)} ${WORDS[severity]}  ${oneLine(message)}${hint === undefined ? '' : ` ${oneLine(hint)}`}`,
    );
  }
  return lines;
}

/** One line: how many files are without findings. */
export function renderClean({ files, findings }: ValidationReport): string {
  const marked = new Set(findings.map(({ file }) => file));
  const clean = files.filter(({ path }) => !marked.has(path)).length;
  return `✓ ${counted(clean, 'file')} without findings`;
}

/** One line a flow or file; unchanged ones are only counted when there are many. */
export function renderChanges(report: Exclude<RunReport, ValidationReport>): readonly string[] {
  const items =
    report.action === 'deploy-flows'
      ? report.flows.map((flow) => {
          const { revisionBefore: before, revisionAfter: after } = flow;
          const revision =
            after === undefined
              ? ''
              : ` · revision ${before === undefined || before === after ? after : `${before} → ${after}`}`;
          const from = flow.file === undefined ? '' : ` · ${flow.file}`;
          return { ...flow, text: `${flow.namespace}/${flow.id}${from}${revision}` };
        })
      : report.files.map((file) => ({ ...file, text: `${file.target} · ${sizeOf(file.bytes)}` }));
  const many = items.filter(({ action }) => action === 'unchanged').length > 20;
  const shown = items.filter(({ action }) => !many || action !== 'unchanged');
  const lines = shown.map(({ action, text, error }) => {
    const why = error === undefined ? '' : ` – ${oneLine(error)}`;
    return `${MARKS[action]} ${action.padEnd(9)} ${oneLine(text)}${why}`;
  });
  const hidden = items.length - shown.length;
  return hidden === 0 ? lines : [...lines, `= ${counted(hidden, 'unchanged one')}`];
}

/** What a failing step says last: what happened, and what to do. */
export function renderFailure(report: RunReport, { summary }: { readonly summary: boolean }): readonly string[] {
  const { failure, findings } = report;
  if (failure === undefined) return [];
  const lines = [failure.message, ...(failure.hint === undefined ? [] : [failure.hint])];
  if (failure.reason !== 'findings') return lines;
  const severity = findings.some((finding) => finding.severity === 'error') ? 'error' : 'warning';
  const count = findings.filter((finding) => finding.severity === severity).length;
  const where = summary ? 'marked above; the summary lists them with their lines.' : 'marked above.';
  return count === 0 ? lines : [...lines, `Fix the ${counted(count, severity)} ${where}`];
}

/** The last line of the log: the headline, the counts that it has not, and what it took. */
export function renderLastLine(report: RunReport, context: Pick<RenderContext, 'kestraUrl'> = {}): string {
  return [plainHeadline(headlineOf(report), context), ...countsOf(report), ...effortOf(report)].join(' · ');
}

function countsOf(report: RunReport): readonly string[] {
  if (report.action !== 'validate-flows') return [];
  const { files, errors, warnings, notices } = report.counts;
  return [
    counted(files, 'file'),
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(notices > 0 ? [counted(notices, 'notice')] : []),
  ];
}

function effortOf(report: RunReport): readonly string[] {
  return [
    ...(report.action === 'deploy-namespace-files' && report.bytes > 0 ? [`${sizeOf(report.bytes)} sent`] : []),
    ...(report.kestra === undefined ? [] : [counted(report.requests, 'request')]),
    `${(report.durationMs / 1000).toFixed(1)} s`,
  ];
}
