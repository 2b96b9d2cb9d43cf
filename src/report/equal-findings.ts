import type { Finding, Severity } from '../findings/finding.js';
import { groupBy } from '../group-by.js';
import { counted } from './counts.js';

/** The same words in many places: shown once, with the places. */
export interface EqualFindings {
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly afterLine?: number | undefined;
  /** In the order they came in. */
  readonly findings: readonly Finding[];
}

/** From so many places on, the words stand once. */
const MANY = 5;

/** Findings with the same words in many places, and all others. */
export function groupEqual(findings: readonly Finding[]): {
  readonly equal: readonly EqualFindings[];
  readonly others: readonly Finding[];
} {
  const equal = [...groupBy(findings, keyOf).values()].filter(({ length }) => length >= MANY);
  const grouped = new Set(equal.flat());
  return {
    equal: equal.map((list) => {
      const [{ severity, message, hint, afterLine }] = list;
      return { severity, message, hint, afterLine, findings: list };
    }),
    others: findings.filter((finding) => !grouped.has(finding)),
  };
}

/** Those whose words have not come up before come first. */
export function distinctFirst(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  const first = findings.filter((finding) => {
    const words = keyOf(finding);
    return seen.has(words) ? false : seen.add(words);
  });
  const again = new Set(first);
  return [...first, ...findings.filter((finding) => !again.has(finding))];
}

function keyOf({ severity, rule, message, hint, afterLine }: Finding): string {
  return [severity, rule, message, hint, afterLine].join('\n');
}

/** "in 100 flows", or "in 100 places of 3 files" where that says more. */
export function placesOf({ findings }: EqualFindings): string {
  const files = new Set(findings.map(({ file }) => file)).size;
  const flows = new Set(findings.map(({ file, document = 0 }) => `${document} ${file}`)).size;
  return flows === findings.length
    ? `in ${counted(flows, 'flow')}`
    : `in ${counted(findings.length, 'place')} of ${counted(files, 'file')}`;
}
