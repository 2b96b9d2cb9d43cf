import type { Finding } from '../findings/finding.js';

/**
 * As many findings as there is room for, in the order they came in. What Kestra comes to goes before what
 * lies behind its first answer, then the first of each file before the second of any: one file shall not hide
 * the others.
 */
export function fairShare(findings: readonly Finding[], room: number): readonly Finding[] {
  const counts = new Map<string, number>();
  const ranked = findings.map((finding, index) => {
    const isBehind = finding.afterLine !== undefined;
    const group = `${isBehind} ${finding.file}`;
    const nth = (counts.get(group) ?? 0) + 1;
    counts.set(group, nth);
    return { finding, index, behind: Number(isBehind), nth };
  });
  const chosen = ranked.toSorted((a, b) => a.behind - b.behind || a.nth - b.nth).slice(0, room);
  return chosen.sort((a, b) => a.index - b.index).map(({ finding }) => finding);
}
