import type { Finding } from '../findings/finding.js';
import { sortFindings } from '../findings/merge.js';
import { findingsOfProblems } from '../findings/verdict-findings.js';
import type { ParsedDocument } from '../flows/tree.js';
import { findFurther } from '../rules/further.js';
import type { JudgeOptions } from '../rules/judge.js';
import type { RuleVerdict } from '../rules/verdict.js';

/** Nobody reads more of one document. */
const MOST = 100;

/**
 * What Kestra would report of a document once its first answer is mended, in the order of the lines.
 * @param first the findings of that answer
 */
export function furtherFindings(
  parsed: ParsedDocument,
  verdict: RuleVerdict,
  first: readonly Finding[],
  options: JudgeOptions,
): readonly Finding[] {
  if (verdict.server.constraints === undefined) return [];
  const stop = first.find(({ severity, original }) => severity === 'error' && original !== undefined);
  const further = findFurther(parsed, verdict.problems, options);
  const found = findingsOfProblems(parsed, further.slice(0, 3 * MOST), options.rules);
  return limited(found.map((finding) => after(finding, stop?.range?.startLine)));
}

/** A finding that Kestra comes to only when the error on that line is mended. */
export function after(finding: Finding, afterLine: number | undefined): Finding {
  return afterLine === undefined ? finding : { ...finding, afterLine };
}

/** The first of them; the last says that there are more. */
function limited(findings: readonly Finding[]): readonly Finding[] {
  const sorted = sortFindings(findings);
  const next = sorted[MOST];
  if (next === undefined) return sorted;
  const message = 'More is wrong from here on; the further problems of this document are not listed.';
  return [...sorted.slice(0, MOST), withMessage(next, message)];
}

function withMessage(
  { severity, rule, origin, file, range, flow, document, afterLine }: Finding,
  message: string,
): Finding {
  const optional = Object.entries({ range, flow, document, afterLine }).filter(([, value]) => value !== undefined);
  return { severity, rule, message, origin, file, ...Object.fromEntries(optional) };
}
