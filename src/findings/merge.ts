import type { Finding, Severity } from './finding.js';

/** Rules whose local verdict stands whatever the server says: validation does not see them, a deployment trips over them. */
const OURS = new Set([
  'duplicate-key',
  'identity-missing',
  'identity-not-text',
  'duplicate-flow',
  'not-a-flow',
  'empty-document',
  'yaml-syntax',
  'yaml-limit',
  'not-utf8',
]);

/**
 * What our rules and the server say about one document, each problem once. The server decides: an error that it does not share is a warning,
 * but for those that it cannot see.
 */
export function mergeFindings(own: readonly Finding[], server: readonly Finding[]): readonly Finding[] {
  const said = new Set(server.flatMap((finding) => keysOf(finding)));
  const kept = own
    .filter((finding) => !keysOf(finding).some((key) => said.has(key)))
    .map((finding): Finding => {
      if (finding.severity !== 'error' || OURS.has(finding.rule)) return finding;
      return { ...finding, severity: 'warning', hint: 'The server accepts it.' };
    });
  return sortFindings([...kept, ...server]);
}

/** A problem is known by its words; one told in other words, by its rule and line. */
function keysOf({ original, rule, range, message }: Finding): readonly string[] {
  const words = normalise(original ?? message);
  return [`text ${words}`, `line ${rule} ${range?.startLine}:${range?.startColumn}`];
}

function normalise(text: string): string {
  return text
    .replace(/\(\d+ known properties:.*$/s, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Without repetitions of the same words at the same place. */
export function uniqueFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ file, rule, message, range }) => {
    const key = JSON.stringify([file, rule, message, range]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/** By file and place, worst first at one place. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      compare(a.file, b.file) ||
      (a.range?.startLine ?? 0) - (b.range?.startLine ?? 0) ||
      (a.range?.startColumn ?? 0) - (b.range?.startColumn ?? 0) ||
      ORDER[a.severity] - ORDER[b.severity],
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
