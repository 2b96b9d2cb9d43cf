import type { YamlMark, YamlProblem } from './problem.js';

/** How much of a line stands in a message, in code points. */
const SNIPPET = 75;
const CUT = ' ... ';
const INDENT = '    ';

/**
 * A problem in the very words of SnakeYAML, with its marks and excerpts; those of Jackson are one sentence.
 */
export function parserText({ kind, problem, mark, context, contextMark }: YamlProblem, text: string): string {
  if (kind !== 'scanner' && kind !== 'parser') return problem;
  const lines = context === undefined ? [] : [context];
  const isApart = contextMark !== undefined && (contextMark.line !== mark.line || contextMark.column !== mark.column);
  // One mark is enough where both are the same, but for a token: there the context has its place, too.
  if (contextMark !== undefined && (isApart || kind === 'parser')) lines.push(markText(contextMark, text));
  lines.push(problem, markText(mark, text));
  return `${lines.join('\n')}\n`;
}

function markText({ offset, line, column }: YamlMark, text: string): string {
  return ` in 'reader', line ${line + 1}, column ${column + 1}:\n${excerpt(text, offset)}`;
}

/** The line around a place, and a caret below it. */
function excerpt(text: string, offset: number): string {
  const before = [.../[^\n\r\x85\u2028\u2029]*$/.exec(text.slice(Math.max(offset - 4 * SNIPPET, 0), offset))![0]];
  const after = [.../^[^\n\r\x85\u2028\u2029]*/.exec(text.slice(offset, offset + 4 * SNIPPET))![0]];
  const half = Math.floor(SNIPPET / 2 - 1);
  const isCutBefore = before.length > half;
  const isCutAfter = after.length > half;
  const head = isCutBefore ? CUT + before.slice(before.length - half - 1 + CUT.length).join('') : before.join('');
  const tail = isCutAfter ? after.slice(0, half + 1 - CUT.length).join('') + CUT : after.join('');
  return `${INDENT}${head}${tail}\n${INDENT}${' '.repeat([...head].length)}^`;
}
