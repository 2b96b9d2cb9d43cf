import type { Finding, Severity } from '../findings/finding.js';

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/**
 * The worst `limit` of the findings, in the order they came in: where there is no room for all, no warning
 * takes the place of an error.
 */
export function worstFindings(findings: readonly Finding[], limit: number): readonly Finding[] {
  const indices = findings.map((_, index) => index);
  indices.sort((a, b) => ORDER[findings[a]!.severity] - ORDER[findings[b]!.severity]);
  return indices
    .slice(0, limit)
    .sort((a, b) => a - b)
    .map((index) => findings[index]!);
}
