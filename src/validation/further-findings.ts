import type { Finding } from '../findings/finding.js';
import { sortFindings, uniqueFindings } from '../findings/merge.js';
import { findingOfSyntax, findingsOfLocalProblems, findingsOfProblems } from '../findings/verdict-findings.js';
import { findLocalProblems, type LocalProblem } from '../flows/local-problems.js';
import { rangeOf } from '../flows/positions.js';
import { recoverDocument } from '../flows/recover-document.js';
import type { ParsedDocument, UnparsedDocument } from '../flows/tree.js';
import { FLOW } from '../rules/catalogue/catalogue.js';
import { findFurther } from '../rules/further.js';
import type { JudgeOptions } from '../rules/judge.js';
import { propertiesOf } from '../rules/known-names.js';
import { judgePlugins, type PluginKnowledge } from '../rules/plugins/judge-plugins.js';
import type { RuleProblem, RuleVerdict } from '../rules/verdict.js';

/** Nobody reads more of one document. */
const MOST = 100;

/**
 * What Kestra would report of a document once its first answer is mended, in the order of the lines.
 * @param first the findings of that answer, what it stops at before all others
 */
export function furtherFindings(
  parsed: ParsedDocument,
  verdict: RuleVerdict,
  first: readonly Finding[],
  options: JudgeOptions,
): readonly Finding[] {
  if (verdict.server.constraints === undefined) return [];
  const [stop] = first;
  const further = findFurther(parsed, verdict.problems, options);
  const found = findingsOfProblems(parsed, further.slice(0, 3 * MOST), options.rules);
  return limited(found.map((finding) => after(finding, stop?.range?.startLine)));
}

/**
 * What is wrong with the parts of a document that can be read, where its syntax ends the reading of others.
 * Marked as behind the problem of the syntax, which is the only one that Kestra reports.
 */
export function findingsBesideSyntax(
  broken: UnparsedDocument,
  options: JudgeOptions,
  plugins: PluginKnowledge,
): readonly Finding[] {
  const { rules } = options;
  const properties = new Set(propertiesOf(rules, FLOW));
  const recovered = recoverDocument(broken, (key) => properties.has(key));
  if (recovered === undefined) return [];
  const { parsed, problems, unreadable } = recovered;
  const isOutside = ({ rule, span }: LocalProblem): boolean =>
    rule !== 'identity-missing' && !unreadable.some(({ start, end }) => start <= span.start && span.start < end);
  // What is missing may be given where nothing could be read.
  const outside = judgePlugins(parsed, rules, plugins).problems.filter(({ rule }) => rule !== 'missing-property');
  const further = findFurther(parsed, [], options, recovered).filter((problem) => !isMissingInFlow(problem));
  const found = [
    ...problems.map((problem) => findingOfSyntax({ ...broken, problem })),
    ...findingsOfLocalProblems(parsed, findLocalProblems(parsed).filter(isOutside)),
    ...findingsOfProblems(parsed, further.slice(0, 3 * MOST), rules),
    ...findingsOfProblems(parsed, outside.slice(0, 3 * MOST), rules),
  ];
  const { startLine } = rangeOf(broken.document, broken.problem.span);
  return limited(uniqueFindings(found.map((finding) => after(finding, startLine))));
}

/** It may stand in the text that cannot be read. */
function isMissingInFlow({ rule, target }: RuleProblem): boolean {
  return (rule === 'missing-property' || rule === 'empty-value') && 'path' in target && target.path.length === 0;
}

/** A finding that Kestra comes to only when the error on that line is mended. */
function after(finding: Finding, afterLine: number | undefined): Finding {
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
