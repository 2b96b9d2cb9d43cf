import type { Mistake } from './mistake.js';

const ESCAPED_PATH = /^[A-Za-z]:\\|^\\\\|\\[A-Za-z]+\\/;

/** Text in quotes that is never closed, or runs into the next document. */
export const openQuote: Mistake = ({ problem, contextLine, lines, numberOf }) => {
  const { contextMark, mark } = problem;
  if (!problem.problem.startsWith('found unexpected ') || contextMark === undefined || contextLine === undefined)
    return undefined;
  const opens = [...contextLine].slice(contextMark.column).join('');
  const quote = opens.startsWith('"') ? '"' : "'";
  const runsTo = problem.problem.endsWith('separator')
    ? `reaches the document marker in line ${numberOf(mark.line)}`
    : 'reaches the end of the file';
  const isMiddle = quote === "'" && /\w'\w/.test(lines[contextMark.line]?.slice(0, contextMark.column + 2) ?? '');
  return {
    message: `The text that begins with ${quote} in line ${numberOf(contextMark.line)}, column ${contextMark.column + 1}, is never closed: it ${runsTo}.`,
    hint: isMiddle
      ? "Write '' for an apostrophe inside single quotes."
      : `Add the closing ${quote} where the text ends. If it ends where it should, look for a ${quote} too many above.`,
  };
};

/** `"C:\temp"`, `"\d+"`: a backslash in double quotes. */
export const unknownEscape: Mistake = ({ problem, after, before }) => {
  if (problem.context !== 'while scanning a double-quoted scalar') return undefined;
  const letter = [...after][0] ?? '';
  const quoteAt = before.lastIndexOf('"');
  const text = before.slice(quoteAt + 1) + after;
  const hint = ESCAPED_PATH.test(text)
    ? 'Put the path into single quotes, or write every backslash twice.'
    : 'Put the text into single quotes, or write the backslash twice.';
  if (problem.problem.startsWith('found unknown escape')) {
    return {
      message: `A backslash in double quotes begins an escape, and YAML 1.1 knows no \\${letter}.`,
      hint,
    };
  }
  const kind = /\\([xuU])$/.exec(before)?.[1] ?? 'x';
  const digits = { x: 2, u: 4, U: 8 }[kind];
  return {
    message: `A backslash in double quotes begins an escape: ${digits} hexadecimal digits must follow \\${kind}.`,
    hint,
  };
};

/** Something behind the closing quote: quotes inside of quotes, mostly. */
export const textAfterQuotes: Mistake = ({ problem, before, after, lines, numberOf }) => {
  const found =
    /found '(<scalar>|,|\]|\}|<anchor>|<alias>|<tag>|\?)'|could not find expected|cannot start any token|not allowed here/;
  if (!found.test(problem.problem) || problem.problem.includes('TAB')) return undefined;
  const closed = /("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.exec(before);
  if (closed === null || after.trim() === '' || after.startsWith(':')) return undefined;
  const opensAt = closed.index;
  // What stands before a value that is quoted as a whole.
  if (!/(^|[:\-[{,]\s*|\s)$/.test(before.slice(0, opensAt)) || closed[1]!.length < 2) return undefined;
  const quote = closed[1]![0]!;
  const endColumn = opensAt + closed[1]!.length;
  const line = lines.indexOf(before + after, problem.mark.line);
  const inner =
    quote === '"'
      ? 'Write \\" for a quote inside of double quotes, or put single quotes around the whole.'
      : "Write '' for an apostrophe inside of single quotes, or put double quotes around the whole.";
  return {
    message: `The text in quotes ends in column ${endColumn} of line ${numberOf(line)}; nothing may follow it there.`,
    hint: after.includes(quote) ? inner : 'Put quotes around the whole value, or remove them.',
  };
};

/** Quotes that were opened on a line above, and end where this line opens its own. */
export const quoteFromAbove: Mistake = ({ problem, before, lines, numberOf }) => {
  if (problem.kind !== 'scanner' && problem.kind !== 'parser') return undefined;
  const quote = /(["'])\s*$/.exec(before)?.[1];
  if (quote === undefined || !isOdd(before, quote)) return undefined;
  for (let number = problem.mark.line - 1; number >= 0; number--) {
    const line = lines[number] ?? '';
    if (!isOdd(line, quote)) continue;
    const column = line.lastIndexOf(quote) + 1;
    return {
      message: `The text in quotes that ends here begins in line ${numberOf(number)}, column ${column}, where it is not closed.`,
      hint: `Add the closing ${quote} in line ${numberOf(number)}.`,
    };
  }
  return undefined;
};

function isOdd(text: string, quote: string): boolean {
  const signs = quote === '"' ? text.replace(/\\./g, '') : text;
  return signs.split(quote).length % 2 === 0;
}

/** `key: 'text': more`. */
export const keyAfterQuotes: Mistake = ({ problem, before, after }) => {
  if (problem.problem !== 'mapping values are not allowed here' || !after.startsWith(':')) return undefined;
  if (!/: +("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.test(before)) return undefined;
  return {
    message: 'The text in quotes has a colon behind it, as if it were a key, but it stands where a value does.',
    hint: 'Move the colon inside of the quotes, or what is nested to a line of its own.',
  };
};
