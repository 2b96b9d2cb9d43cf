import type { Finding, Severity } from '../findings/finding.js';

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/**
 * The worst `room` of the findings, in the order they came in: where there is no room for all, no warning
 * takes the place of an error.
 */
export function worstFindings(findings: readonly Finding[], room: number): readonly Finding[] {
  return firstByRank(
    findings,
    findings.map(({ severity }) => ORDER[severity]),
    room,
  );
}

/**
 * As many findings as there is room for, in the order they came in. What Kestra comes to goes before what
 * lies behind its first answer, then the first of each file before the second of any: one file shall not hide
 * the others.
 */
export function fairShare(findings: readonly Finding[], room: number): readonly Finding[] {
  const counts = new Map<string, number>();
  const ranks = findings.map(({ file, afterLine }) => {
    const behind = afterLine === undefined ? 0 : findings.length;
    const group = `${behind} ${file}`;
    const nth = counts.get(group) ?? 0;
    counts.set(group, nth + 1);
    return behind + nth;
  });
  return firstByRank(findings, ranks, room);
}

/** Those of the lowest ranks, in the order they came in. */
function firstByRank(findings: readonly Finding[], ranks: readonly number[], room: number): readonly Finding[] {
  const indices = findings.map((_, index) => index).sort((a, b) => ranks[a]! - ranks[b]!);
  return indices
    .slice(0, room)
    .sort((a, b) => a - b)
    .map((index) => findings[index]!);
}
