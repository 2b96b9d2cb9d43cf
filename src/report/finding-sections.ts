import type { Finding } from '../findings/finding.js';
import { groupBy } from '../group-by.js';
import { counted } from './counts.js';
import type { Detail } from './detail.js';
import { type EqualFindings, groupEqual, placesOf } from './equal-findings.js';
import { code, details, fence, link, markdown } from './escape.js';
import { shortened } from '../shortened.js';
import { renderExcerpt } from './excerpt.js';
import { afterMark, explainMarks } from './finding-words.js';
import { fileUrl } from './links.js';
import type { RenderContext, RunReport } from './model.js';
import { ruleUrl } from './rule-help.js';
import { prose } from './sentence.js';
import { worstFindings } from './worst-findings.js';

/** An icon with its word: not everybody sees colours, and no icon is known to all. */
export const SEVERITIES = { error: '🔴 error', warning: '🟡 warning', notice: '🔵 notice' } as const;
/** Files whose findings stand open; those of further files are folded. */
const OPEN_FILES = 10;
/** Flows of one file that are named. */
const NAMED_FLOWS = 3;
/** Places that stand in one line. */
const PLACES_IN_A_LINE = 3;

/**
 * The findings: the same words once with their places, the others file by file with an excerpt, a caret and
 * what to do. Where there are errors, the rest is folded below them.
 */
export function findingSections({ findings }: RunReport, context: RenderContext, detail: Detail): readonly string[] {
  const shown = worstFindings(findings, detail.rows);
  const errors = shown.filter(({ severity }) => severity === 'error');
  const others = shown.filter(({ severity }) => severity !== 'error');
  const rest = findings.length - shown.length;
  const below = blocks(others, context, detail);
  return [
    ...blocks(errors, context, detail),
    ...(errors.length > 0 && below.length > 0 ? [details(countsOf(others), below.join('\n\n'))] : below),
    ...(rest === 0
      ? []
      : [`… and ${counted(rest, 'more finding')}; all of them are in the log and in the JSON report.`]),
  ];
}

/** "12 warnings and 3 notices in 5 files" */
export function countsOf(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'notice'] as const).flatMap((wanted) => {
    const count = findings.filter(({ severity }) => severity === wanted).length;
    return count === 0 ? [] : [counted(count, wanted)];
  });
  return `${counts.join(' and ')} in ${counted(new Set(findings.map(({ file }) => file)).size, 'file')}`;
}

function blocks(findings: readonly Finding[], context: RenderContext, detail: Detail): readonly string[] {
  const { equal, others } = groupEqual(findings);
  const marks = explainMarks(findings);
  return [
    ...equal.map((group) => equalBlock(group, context)),
    ...[...byFile(others)].map(([file, list], index) => {
      const { head, body } = fileBlock(file, list, context, detail);
      return index < OPEN_FILES && worstOf(list) !== 'notice'
        ? `**${head}**\n\n${body}`
        : details(`${head} – ${counted(list.length, 'finding')}`, body);
    }),
    ...(marks === undefined ? [] : [prose(marks)]),
  ];
}

function equalBlock(group: EqualFindings, context: RenderContext): string {
  const { severity, message, findings } = group;
  const advice = adviceOf(group);
  const named = about(findings[0]!.rule, context);
  const sentence = `${SEVERITIES[severity]} ${prose(shortened(message, 1000))}${advice}${named}`;
  const places = [...byFile(findings)].map(([file, list]) => {
    const lines = list.map(({ range }) => placeLink(file, range, context)).filter((place) => place !== '');
    const shown = [
      ...lines.slice(0, PLACES_IN_A_LINE),
      ...(lines.length > PLACES_IN_A_LINE ? [`${lines.length - PLACES_IN_A_LINE} more`] : []),
    ];
    return `- ${link(code(file), fileUrl(context, file))} ${shown.join(', ')}`.trimEnd();
  });
  return `${sentence}\n\n${details(placesOf(group), places.join('\n'))}`;
}

/** Findings by their file, in the order in which files come up. */
export function byFile(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  return groupBy(findings, ({ file }) => file);
}

/** The severity of the worst of some findings. */
export function worstOf(findings: readonly Finding[]): Finding['severity'] {
  return (['error', 'warning'] as const).find((wanted) => findings.some((f) => f.severity === wanted)) ?? 'notice';
}

function fileBlock(
  file: string,
  findings: readonly Finding[],
  context: RenderContext,
  detail: Detail,
): { readonly head: string; readonly body: string } {
  const flows = [...new Set(findings.flatMap(({ flow }) => (flow ? [`${flow.namespace} / ${flow.id}`] : [])))];
  const more = flows.length > NAMED_FLOWS ? [`and ${flows.length - NAMED_FLOWS} more`] : [];
  const named = [...flows.slice(0, NAMED_FLOWS), ...more].map((flow) => ` · ${markdown(flow)}`);
  const head = `${link(code(file), fileUrl(context, file, findings[0]?.range?.startLine))}${named.join('')}`;
  const lines = detail.blocks > 0 ? context.sources.get(file)?.split('\n') : undefined;
  const body = findings.map((finding) => item(finding, context, lines)).join('\n\n');
  return { head, body };
}

function item(finding: Finding, context: RenderContext, lines: readonly string[] | undefined): string {
  const { severity, rule, message, range, file } = finding;
  const advice = adviceOf(finding);
  const place = range === undefined ? '' : `${placeLink(file, range, context)} `;
  const sentence = `${SEVERITIES[severity]} ${place}${prose(shortened(message, 1000))}${advice}${about(rule, context)}`;
  const line = range && lines?.[range.startLine - 1];
  return line === undefined ? sentence : `${sentence}\n\n${fence('text', renderExcerpt(line, range!))}`;
}

/** What is said behind the message. */
function adviceOf({ hint, afterLine }: Pick<EqualFindings, 'hint' | 'afterLine'>): string {
  const parts = [hint, afterMark(afterLine)].filter((part) => part !== undefined);
  return parts.map((part) => ` ${prose(shortened(part, 1000))}`).join('');
}

function placeLink(file: string, range: Finding['range'], context: RenderContext): string {
  if (range === undefined) return '';
  return link(`${range.startLine}:${range.startColumn}`, fileUrl(context, file, range.startLine));
}

/** The name of the rule, with a link to where it is explained. */
function about(rule: string, context: RenderContext): string {
  const url = ruleUrl(context, rule);
  return url === undefined ? '' : ` <sub>${link(markdown(rule), url)}</sub>`;
}
