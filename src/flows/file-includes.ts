import type { LocalProblem } from './local-problems.js';
import type { FlowDocument } from './source.js';

/** Nobody reads more of them. */
const MOST = 100;

/** `[[> file]]`, but for one that a backslash makes text. */
const INCLUDE = /(?<!\\)\[\[>[ \t]*([^\]\r\n]{1,500}?)[ \t]*\]\]/g;

/**
 * Places where the command line of the Kestra server used to put a file in, before it sent a flow. Nobody
 * does so any more: the server stores what stands there.
 */
export function findFileIncludes({ source }: FlowDocument): readonly LocalProblem[] {
  const problems: LocalProblem[] = [];
  for (const { index, 0: text, 1: file } of source.matchAll(INCLUDE)) {
    if (/^[ \t]*#/.test(source.slice(source.lastIndexOf('\n', index) + 1, index))) continue;
    problems.push({
      rule: 'file-include',
      severity: 'warning',
      message: `\`${text}\` is stored as it stands: no file is put in here, as the command line of the Kestra server once did.`,
      hint: `Upload the file with deploy-namespace-files and write \`{{ read('${file}') }}\`, or write its content here.`,
      span: { start: index, end: index + text.length },
    });
    if (problems.length === MOST) break;
  }
  return problems;
}
