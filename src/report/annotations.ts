import type { SourceRange } from '../flows/source.js';
import type { Finding, Severity } from '../findings/finding.js';
import { counted } from './counts.js';
import { distinctFirst } from './equal-findings.js';
import { oneLine } from './escape.js';
import { shortened } from '../shortened.js';
import { wordsOf } from './finding-words.js';
import { inRepository } from './links.js';
import type { RenderContext } from './model.js';
import { ruleUrl } from './rule-help.js';
import { fairShare } from './worst-findings.js';

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
  let rest = 0;
  for (const severity of ['error', 'warning', 'notice'] as const) {
    const all = distinctFirst(findings.filter((finding) => finding.severity === severity));
    const shown = fairShare(all, SHOWN[severity]);
    annotations.push(...shown.map((finding) => annotationOf(finding, context)));
    const more = all.length - shown.length;
    rest += more;
    if (more > 0) hidden.push(counted(more, `more ${severity}`));
  }
  if (rest === 0) return { annotations };
  const list = new Intl.ListFormat('en-GB').format(hidden);
  return {
    annotations,
    rest: `GitHub marks at most 10 errors, 10 warnings and 10 notices of a step in the files; ${list} ${rest === 1 ? 'is' : 'are'} in the log above.`,
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
  if (endLine > startLine) {
    // GitHub takes no columns where a range spans lines. One that ends before the first character of a line
    // does not reach into that line.
    return { startLine, endLine: endColumn <= 1 ? endLine - 1 : endLine };
  }
  return { startLine, endLine: startLine, startColumn, endColumn: Math.max(endColumn, startColumn) };
}

/** "Kestra: unknown-property": the name under which the rule is explained, and can be silenced. */
export function titleOf(rule: string): string {
  return `Kestra: ${oneLine(rule)}`;
}
