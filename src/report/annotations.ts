import type { Finding, Severity } from '../findings/finding.js';
import { oneLine } from './escape.js';

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

/** GitHub shows this many of each severity a step. */
const SHOWN = 10;

/** The findings that GitHub can show, worst first, and one line that counts the rest. */
export function renderAnnotations(findings: readonly Finding[]): {
  readonly annotations: readonly Annotation[];
  readonly rest?: string;
} {
  const annotations: Annotation[] = [];
  const hidden: string[] = [];
  for (const severity of ['error', 'warning', 'notice'] as const) {
    const all = findings.filter((finding) => finding.severity === severity);
    annotations.push(...all.slice(0, SHOWN).map(annotationOf));
    if (all.length > SHOWN) hidden.push(`${all.length - SHOWN} more ${severity}s`);
  }
  if (hidden.length === 0) return { annotations };
  return {
    annotations,
    rest: `GitHub shows ${SHOWN} of each; ${hidden.join(' and ')} are in the log above and in the summary.`,
  };
}

function annotationOf({ severity, rule, message, hint, file, range }: Finding): Annotation {
  const place =
    range === undefined
      ? { startLine: 1 }
      : {
          startLine: range.startLine,
          endLine: range.endLine,
          // GitHub ignores columns that span lines.
          ...(range.startLine === range.endLine
            ? { startColumn: range.startColumn, endColumn: Math.max(range.endColumn, range.startColumn) }
            : {}),
        };
  const text = hint === undefined ? message : `${message} ${hint}`;
  return { severity, title: titleOf(rule), message: oneLine(text), file, ...place };
}

/** "unknown-property" → "Kestra: unknown property". */
export function titleOf(rule: string): string {
  return `Kestra: ${rule.replaceAll('-', ' ')}`;
}
