import type { SourceRange } from '../flows/source.js';
import type { Finding, Severity } from '../findings/finding.js';
import { distinctFirst } from './equal-findings.js';
import { oneLine, shortened } from './escape.js';
import { wordsOf } from './finding-words.js';
import { inRepository } from './links.js';
import type { RenderContext } from './model.js';
import { ruleUrl } from './rule-help.js';

/** What GitHub shows on a file, or without one on the run. */
export interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly startLine?: number;
  readonly startColumn?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/**
 * GitHub shows 10 of each severity a step. The tenth error is the step's own: why it failed, with the count
 * of all.
 */
const SHOWN: Readonly<Record<Severity, number>> = { error: 9, warning: 10, notice: 10 };

/** The runner sends messages of at most 4,096 characters. */
const MESSAGE_LIMIT = 4000;

type AnnotationContext = Pick<RenderContext, 'repositories' | 'rulesUrl'>;

/** The findings that GitHub can show, worst first, and a line for the log that counts the rest. */
export function renderAnnotations(
  findings: readonly Finding[],
  context: AnnotationContext = {},
): {
  readonly annotations: readonly Annotation[];
  readonly rest?: string;
} {
  const annotations: Annotation[] = [];
  const hidden: string[] = [];
  for (const severity of ['error', 'warning', 'notice'] as const) {
    const all = distinctFirst(findings.filter((finding) => finding.severity === severity));
    const limit = SHOWN[severity];
    annotations.push(...all.slice(0, limit).map((finding) => annotationOf(finding, context)));
    const rest = all.length - limit;
    if (rest > 0) hidden.push(`${rest.toLocaleString('en-US')} more ${severity}${rest === 1 ? '' : 's'}`);
  }
  if (hidden.length === 0) return { annotations };
  const last = hidden.pop()!;
  const list = hidden.length === 0 ? last : `${hidden.join(', ')} and ${last}`;
  const are = list.startsWith('1 ') && hidden.length === 0 ? 'is' : 'are';
  return {
    annotations,
    rest: `GitHub shows only 10 of each on the files; ${list} ${are} in the log above and in the summary.`,
  };
}

function annotationOf(finding: Finding, context: AnnotationContext): Annotation {
  const { severity, rule, file: path, range } = finding;
  const file = inRepository(context, path);
  const url = ruleUrl(context, rule);
  const about = url === undefined ? '' : ` See ${url}`;
  const text = `${shortened(oneLine(wordsOf(finding)), MESSAGE_LIMIT - about.length)}${about}`;
  const place = range === undefined ? { startLine: 1 } : placeOf(range);
  return { severity, title: titleOf(rule), message: text, file, ...place };
}

function placeOf({ startLine, startColumn, endLine, endColumn }: SourceRange): Partial<Annotation> {
  // A range that ends before the first character of a line does not reach into that line.
  const lastLine = endColumn <= 1 ? Math.max(startLine, endLine - 1) : Math.max(startLine, endLine);
  // GitHub takes no columns where a range spans lines.
  if (lastLine > startLine || endLine > startLine) return { startLine, endLine: lastLine };
  return { startLine, endLine: startLine, startColumn, endColumn: Math.max(endColumn, startColumn) };
}

/** "Kestra: unknown-property": the name under which the rule is explained, and can be silenced. */
export function titleOf(rule: string): string {
  return `Kestra: ${oneLine(rule)}`;
}
