import picomatch from 'picomatch';
import type { Finding } from '../findings/finding.js';
import { sortFindings } from '../findings/merge.js';
import { ruleOf } from '../findings/rules/all-rules.js';
import type { ParsedFlow } from '../flows/tree.js';
import { groupBy } from '../group-by.js';
import { type IgnoreComment, ignoreCommentsOf } from './ignore-comments.js';

/** A rule that is not to be reported, everywhere or in the files of a glob. */
export interface IgnoredRule {
  readonly rule: string;
  readonly glob?: string | undefined;
}

export interface Silenced {
  readonly findings: readonly Finding[];
  /** Findings that were left out. */
  readonly silenced: number;
}

export interface SilenceContext {
  /** Findings of a newer version were looked for: without, a comment about them is not unused. */
  readonly isUpgradeJudged?: boolean;
  /** Left out for a finding that says more at the same place: a comment about one of them is used. */
  readonly superseded?: readonly Finding[];
}

/**
 * Leaves out what comments in the files and an input say; what Kestra itself refuses stays. A comment that
 * silences nothing is a finding of its own.
 */
export function silence(
  findings: readonly Finding[],
  flows: readonly ParsedFlow[],
  ignored: readonly IgnoredRule[] = [],
  { isUpgradeJudged = false, superseded = [] }: SilenceContext = {},
): Silenced {
  const comments = groupBy(
    flows.flatMap((flow) => (flow.ok ? ignoreCommentsOf(flow) : [])),
    ({ file }) => file,
  );
  const used = new Map<IgnoreComment, Set<string>>();
  const everywhere = ignored.map(({ rule, glob }) => ({
    rule,
    fits: glob === undefined ? always : picomatch(glob, GLOB),
  }));
  const isCommentedOn = (finding: Finding): boolean => {
    const comment = comments.get(finding.file)?.find((one) => isAbout(one, finding));
    if (comment !== undefined) used.set(comment, (used.get(comment) ?? new Set()).add(finding.rule));
    return comment !== undefined;
  };
  const kept = findings.filter((finding) => {
    if (finding.severity === 'error') return true;
    return !isCommentedOn(finding) && !everywhere.some(({ rule, fits }) => rule === finding.rule && fits(finding.file));
  });
  superseded.forEach(isCommentedOn);
  // Where something is refused, not everything was looked at.
  const refused = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const mayBeUsed = (rule: string, file: string) =>
    refused.has(file) || (rule.startsWith('upgrade-') && !isUpgradeJudged);
  const unused = [...comments.values()]
    .flat()
    .flatMap((comment) => unusedOf(comment, used.get(comment), findings, mayBeUsed));
  const silenced = findings.length - kept.length;
  return { findings: sortFindings([...kept, ...unused]), silenced };
}

/** `s`: a name may have a line break. */
const GLOB = { dot: true, flags: 's' };
const always = (): boolean => true;

function isAbout({ rules, about, lastLine }: IgnoreComment, { rule, range }: Finding): boolean {
  return rules.includes(rule) && range !== undefined && about <= range.startLine && range.startLine <= lastLine;
}

/** A finding for each rule of a comment that silenced nothing. */
function unusedOf(
  comment: IgnoreComment,
  used: ReadonlySet<string> | undefined,
  findings: readonly Finding[],
  mayBeUsed: (rule: string, file: string) => boolean,
): readonly Finding[] {
  return comment.rules.flatMap((rule): readonly Finding[] => {
    if (used?.has(rule)) return [];
    const isError = findings.some((one) => one.file === comment.file && isAbout({ ...comment, rules: [rule] }, one));
    if (!isError && ruleOf(rule) !== undefined && mayBeUsed(rule, comment.file)) return [];
    const message = isError
      ? `What Kestra refuses cannot be silenced: ${rule}.`
      : ruleOf(rule) === undefined
        ? `There is no rule "${rule}" to silence.`
        : `There is nothing to silence here: no finding of ${rule}.`;
    return [
      {
        severity: 'notice',
        rule: 'unused-ignore',
        message,
        hint: 'Remove the comment, or correct it.',
        origin: 'local',
        file: comment.file,
        range: {
          startLine: comment.line,
          startColumn: comment.column,
          endLine: comment.line,
          endColumn: comment.endColumn,
        },
      },
    ];
  });
}
