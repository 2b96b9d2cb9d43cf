import type { Finding, Severity } from '../findings/finding.js';
import { counted, countedFindings, sizeOf, sizeOfFile } from './counts.js';
import { type EqualFindings, groupEqual, placesOf } from './equal-findings.js';
import { oneLine } from './escape.js';
import { countsOf } from './finding-sections.js';
import { explainMarks, markedWordsOf } from './finding-words.js';
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

const PLANNED: Readonly<Partial<Record<ChangeAction, string>>> = {
  created: 'create',
  updated: 'update',
  deleted: 'delete',
};

/** Lines of the log, some of them under a heading that can be folded. */
export interface FoldedLines {
  readonly open: readonly string[];
  readonly folded?: { readonly title: string; readonly lines: readonly string[] };
}

/** Places of the same words that are listed. */
const LISTED_PLACES = 20;

/**
 * The findings as the log shows them, file by file, the same words in many places once. Where there are
 * errors, the rest is folded. Kestra's own words for them are in the report.
 */
export function renderFindings(findings: readonly Finding[]): FoldedLines {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const others = findings.filter(({ severity }) => severity !== 'error');
  if (errors.length === 0 || others.length === 0) return { open: linesOf(findings) };
  return { open: linesOf(errors), folded: { title: countsOf(others), lines: linesOf(others) } };
}

function linesOf(findings: readonly Finding[]): readonly string[] {
  const { equal, others } = groupEqual(findings);
  const lines = equal.flatMap(equalLines);
  let last: string | undefined;
  for (const finding of others) {
    const { file, severity } = finding;
    if (file !== last) {
      lines.push(`${severity === 'error' ? '✗' : '!'} ${oneLine(file)}`);
      last = file;
    }
    lines.push(`    ${placeOf(finding).padEnd(8)} ${WORDS[severity]}  ${sentenceOf(finding)}`);
  }
  const marks = explainMarks(findings);
  return marks === undefined ? lines : [...lines, `    ${marks}`];
}

function equalLines(group: EqualFindings): readonly string[] {
  const { severity, findings } = group;
  const listed = findings
    .slice(0, LISTED_PLACES)
    .map((finding) => `    ${oneLine(finding.file)} ${placeOf(finding)}`.trimEnd());
  const rest = findings.length - listed.length;
  return [
    `${severity === 'error' ? '✗' : '!'} ${placesOf(group)}: ${WORDS[severity].trim()}  ${sentenceOf(group)}`,
    ...listed,
    ...(rest === 0 ? [] : [`    … and ${counted(rest, 'more place')}; all of them are in the JSON report`]),
  ];
}

function placeOf({ range }: Finding): string {
  return range === undefined ? '' : `${range.startLine}:${range.startColumn}`;
}

function sentenceOf(words: Pick<EqualFindings, 'message' | 'hint' | 'afterLine'>): string {
  return oneLine(markedWordsOf(words));
}

/** One line: how many files are without findings; undefined when there are none. */
export function renderClean({ files, findings }: ValidationReport): string | undefined {
  const marked = new Set(findings.map(({ file }) => file));
  const clean = files.filter(({ path }) => !marked.has(path)).length;
  return clean === 0 ? undefined : `✓ ${counted(clean, 'file')} without findings`;
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
          const from = flow.file ?? flow.reason;
          return { ...flow, text: `${flow.namespace}/${flow.id}${from === undefined ? '' : ` · ${from}`}${revision}` };
        })
      : report.files.map((file) => ({
          ...file,
          text: [file.target, sizeOfFile(file), file.reason].filter(Boolean).join(' · '),
        }));
  const many = items.filter(({ action }) => action === 'unchanged').length > 20;
  const skipped = items.filter(({ action }) => action === 'skipped').length;
  const loud = items.filter(({ action }) => action !== 'skipped' && !(many && action === 'unchanged'));
  const isBad = ({ action }: { readonly action: ChangeAction }) => action === 'failed' || action === 'conflict';
  const shown = [...loud.filter(isBad), ...loud.filter((item) => !isBad(item))];
  const lines = shown.map(({ action, text, error }) => {
    const why = error === undefined ? '' : ` – ${oneLine(error)}`;
    const word = (report.dryRun ? PLANNED[action] : undefined) ?? action;
    return `${MARKS[action]} ${word.padEnd(9)} ${oneLine(text)}${why}`;
  });
  const hidden = items.length - shown.length - skipped;
  return [
    ...lines,
    ...(hidden === 0 ? [] : [`= unchanged ${hidden.toLocaleString('en-US')}`]),
    // Where nothing was tried, the last line says so.
    ...(skipped === 0 || !report.changed ? [] : [`· not reached ${skipped.toLocaleString('en-US')}`]),
  ];
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
  const numbers = report.action === 'validate-flows' ? countedFindings(report.counts) : [];
  return [plainHeadline(headlineOf(report), context), ...numbers, ...effortOf(report)].join(' · ');
}

function effortOf(report: RunReport): readonly string[] {
  return [
    ...(report.action === 'deploy-namespace-files' && report.bytes > 0 ? [`${sizeOf(report.bytes)} sent`] : []),
    ...(report.kestra === undefined ? [] : [counted(report.requests, 'request')]),
    `${(report.durationMs / 1000).toFixed(1)} s`,
  ];
}
