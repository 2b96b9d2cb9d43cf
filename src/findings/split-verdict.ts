import type { ServerVerdict } from '../rules/verdict.js';
import type { Severity } from './finding.js';

/** One single problem of a server's answer, in the server's own words. */
export interface ServerProblem {
  readonly text: string;
  readonly severity: Severity;
  readonly answer: 'constraints' | 'warnings' | 'infos' | 'deprecationPaths' | 'outdated';
}

/** Everything an answer says, one by one; nothing of it is lost. */
export function splitVerdict(verdict: ServerVerdict): readonly ServerProblem[] {
  const all = (answer: 'warnings' | 'infos' | 'deprecationPaths', severity: Severity) =>
    (verdict[answer] ?? []).map((text): ServerProblem => ({ text, severity, answer }));
  return [
    ...splitConstraints(verdict.constraints).map((text): ServerProblem => ({
      text,
      severity: 'error',
      answer: 'constraints',
    })),
    ...all('warnings', 'warning'),
    ...all('deprecationPaths', 'warning'),
    ...all('infos', 'notice'),
    ...(verdict.outdated ? [{ text: 'outdated', severity: 'warning', answer: 'outdated' } as const] : []),
  ];
}

const PREFIX = /^(?:jakarta\.validation\.ConstraintViolationException: )?(?:Validation error: ?)?/;
/** Texts that go over several lines, or whose lines belong together: refusals of the parser. */
const WHOLE =
  /^(?:Unable to validate the flow:|Illegal \w+ source:|Unrecognized field|Invalid type:|Unsupported type for key|Cannot |Unable to deserialize)|through reference chain/;

/**
 * The problems in `constraints`: one for a refusal of the parser, else one a line, and one each of "Invalid
 * Flow: a, b".
 */
export function splitConstraints(constraints: string | undefined): readonly string[] {
  if (constraints === undefined) return [];
  const text = constraints.replace(PREFIX, '');
  if (WHOLE.test(text.trimStart())) return [text.trim()];
  const lines = joinContinued(text.split('\n').filter((line) => line.trim() !== ''));
  if (lines.length === 0) return [constraints.trim() === '' ? 'The flow is invalid.' : constraints.trim()];
  return lines.flatMap((line) => {
    const rules = withoutFlowPrefix(line);
    return rules === line ? [line.trim()] : splitSentences(rules);
  });
}

/** Each violation has a colon behind its path; a line without one goes on with the line before it. */
function joinContinued(lines: readonly string[]): readonly string[] {
  const joined: string[][] = [];
  for (const line of lines) {
    if (joined.length === 0 || line.includes(': ')) joined.push([line]);
    else joined.at(-1)!.push(line);
  }
  return joined.map((parts) => parts.join('\n'));
}

/**
 * The rules about the whole flow have no path: ": Invalid Flow: Duplicate …", of which the first colon is
 * gone when it comes first.
 */
export function withoutFlowPrefix(text: string): string {
  return text.replace(/^:?\s*Invalid Flow: /, '');
}

/** Sentences joined by ", ": each begins with a capital; lists inside stand in brackets or are lower case. */
function splitSentences(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (const { 0: sign, index } of text.matchAll(/[[\],]/g)) {
    if (sign === '[') depth++;
    else if (sign === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && BEGINNING.test(text.slice(index + 2, index + 40))) {
      parts.push(text.slice(start, index));
      start = index + 2;
    }
  }
  return [...parts, text.slice(start)];
}

const BEGINNING =
  /^(?:Duplicate |Flow id |Input |Cycle |Recursive |System |Invalid |Task |Trigger |Missing |Namespace |Output |No |Only )/;
