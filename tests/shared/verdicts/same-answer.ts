import type { ServerVerdict } from '../../../src/rules/verdict.js';

/** An answer in a form that can be compared: the server does not fix the order of lines and lists. */
export function comparable(verdict: ServerVerdict): object {
  const { namespace, flow, outdated, constraints, deprecationPaths, warnings, infos } = verdict;
  return {
    namespace,
    flow,
    ...(constraints === undefined ? {} : { constraints: sortedLines(constraints).join('\n') }),
    ...(deprecationPaths === undefined ? {} : { deprecationPaths: [...deprecationPaths].sort() }),
    ...(warnings === undefined ? {} : { warnings: [...warnings].sort() }),
    ...(infos === undefined ? {} : { infos: [...infos].sort() }),
    outdated,
  };
}

/** The colon of a line without a path is swallowed when it comes first. */
function sortedLines(constraints: string): readonly string[] {
  const lines = constraints.replace(/^Validation error: /, '').split('\n');
  return lines.map((line) => line.replace(/^:? Invalid Flow: /, 'Invalid Flow: ')).sort();
}

/** Texts of the YAML parser are its own; of those only the line is compared. */
export function isYamlError(constraints: string | undefined): boolean {
  return constraints?.startsWith('Validation error: Illegal Flow source: YAML') ?? false;
}

/** The line that a YAML error names. */
export function lineOf(constraints: string): string | undefined {
  const marks = [...constraints.matchAll(/in 'reader', line (\d+)/g)].map(([, line]) => line);
  return constraints.includes('unexpected end of stream')
    ? marks[0]
    : (marks.at(-1) ?? /\(at line (\d+)\)/.exec(constraints)?.[1]);
}
