// The notation of the tests of checks: what Kestra would refuse in a flow is a list of "line:column text", in
// words of its own. Flows are made around a few lines, which begin at line 3 (`flow`).
import { entryAt, nodeAt } from '../../../../src/flows/navigate.js';
import { positionAt } from '../../../../src/flows/positions.js';
import { judgeDocument, type JudgeOptions } from '../../../../src/rules/judge.js';
import type { RuleProblem } from '../../../../src/rules/verdict.js';
import { parseSource } from '../../../flow-source.js';

/** A flow around a few lines: the lines of `body` begin at line 3. */
export function flow(body: string, id = 'x'): string {
  return `id: ${id}\nnamespace: team\n${body.replace(/^\n/, '')}`;
}

/** One task that has no faults, for flows that are about something else. */
export const LOG = 'tasks: [{ id: log, type: io.kestra.plugin.core.log.Log, message: a }]\n';

/** What Kestra would refuse in a flow, as "line:column text". */
export function faults(source: string, options: JudgeOptions = { rules: '1.3' }): readonly string[] {
  return judged(source, options, ({ severity }) => severity === 'error');
}

/** What it would warn of. */
export function warnings(source: string, options: JudgeOptions = { rules: '1.3' }): readonly string[] {
  return judged(source, options, ({ answer }) => answer === 'warnings');
}

function judged(source: string, options: JudgeOptions, wanted: (problem: RuleProblem) => boolean): readonly string[] {
  const parsed = parseSource(source);
  if (!parsed.ok) throw new Error(parsed.problem.constraints);
  const { problems } = judgeDocument(parsed, options);
  return problems.filter(wanted).map(({ text, target }) => {
    const path = 'path' in target ? target.path : [];
    const isKey = 'part' in target && target.part === 'key';
    const span =
      'span' in target
        ? target.span
        : ((isKey ? entryAt(parsed.root, path)?.keySpan : nodeAt(parsed.root, path)?.span) ?? parsed.root.span);
    const { line, column } = positionAt(parsed.document.file, span.start);
    return `${line}:${column} ${text}`;
  });
}
