import type { Mistake } from './mistake.js';

const DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const ESCAPED_PATH = /^[A-Za-z]:\\|^\\\\|\\[A-Za-z]+\\/;

/** Text in quotes that is never closed, or runs into the next document. */
export const openQuote: Mistake = ({ problem, context, numberOf }) => {
  if (context?.what !== 'while scanning a quoted scalar') return undefined;
  const { mark, after } = context;
  const quote = after.charAt(0);
  const runsTo = problem.problem.endsWith('separator')
    ? `document marker in line ${numberOf(problem.mark.line)}`
    : 'end of the document';
  return {
    message: `The text that begins with ${quote} in line ${numberOf(mark.line)}, column ${mark.column + 1}, is never closed: it reaches the ${runsTo}.`,
    hint: `Add the closing ${quote} where the text ends. If it ends where it should, look for a ${quote} too many above.`,
  };
};

/** `"C:\temp"`, `"\d+"`: a backslash in double quotes. */
export const unknownEscape: Mistake = ({ problem, context, after, before }) => {
  const isCode = problem.problem.startsWith('Malformed Number token');
  if (!isCode && context?.what !== 'while scanning a double-quoted scalar') return undefined;
  const hint = ESCAPED_PATH.test(before.slice(before.lastIndexOf('"') + 1) + after)
    ? 'Put the path into single quotes, or write every backslash twice.'
    : 'Put the text into single quotes, or write the backslash twice.';
  const kind = /\\([xuU])$/.exec(before)?.[1];
  const [letter] = after;
  const why =
    kind === undefined
      ? `begins an escape, and YAML 1.1 knows no \\${letter}.`
      : `begins an escape: behind \\${kind} the code of a character must stand, ${DIGITS[kind]} hexadecimal digits.`;
  return { message: `A backslash in double quotes ${why}`, hint };
};

/** Something behind the closing quote: quotes inside of quotes, mostly. */
export const textAfterQuotes: Mistake = ({ problem, before, after, numberOf }) => {
  const found = /found '(<(scalar|anchor|alias|tag)>|[[\]{}?])'|could not find expected|any token|not allowed here/;
  if (!found.test(problem.problem) || after === '' || after.startsWith(':')) return undefined;
  const closed = /(?:^|[\s[{,])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.exec(before)?.[1];
  if (closed === undefined) return undefined;
  const [quote] = closed;
  const inner =
    quote === '"'
      ? 'Write \\" for a quote inside of double quotes, or put single quotes around the whole.'
      : "Write '' for an apostrophe inside of single quotes, or put double quotes around the whole.";
  return {
    message: `The text in quotes ends in column ${before.trimEnd().length} of line ${numberOf(problem.mark.line)}; nothing may follow it there.`,
    hint: after.includes(quote!) ? inner : 'Put quotes around the whole value, or remove them.',
  };
};

/** Quotes that were opened on a line above, and end where this line opens its own. */
export const quoteFromAbove: Mistake = ({ problem, before, lines, numberOf }) => {
  // Of a star or an ampersand the name was read as well.
  const quote = /(["'])\s*(?:[*&][^\s"']*)?$/.exec(before)?.[1];
  if (quote === undefined || !isOdd(before, quote)) return undefined;
  const number = lines.slice(0, problem.mark.line).findLastIndex((line) => isOdd(line, quote));
  if (number === -1) return undefined;
  return {
    message: `The text in quotes that ends here begins in line ${numberOf(number)}, column ${withoutInner(lines[number]!, quote).lastIndexOf(quote) + 1}, where it is not closed.`,
    hint: `Add the closing ${quote} in line ${numberOf(number)}.`,
  };
};

/** Whether quotes are left open. */
function isOdd(text: string, quote: string): boolean {
  return withoutInner(text, quote).split(quote).length % 2 === 0;
}

/** Blanks instead of what is escaped, or of an apostrophe in the middle of a word. */
function withoutInner(text: string, quote: string): string {
  return text.replace(quote === '"' ? /\\./g : /\w'(?=\w)/g, '  ');
}

/** `key: 'text': more`. */
export const keyAfterQuotes: Mistake = ({ before, after }) => {
  if (!after.startsWith(':') || !/: +("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*$/.test(before)) return undefined;
  return {
    message: 'The text in quotes has a colon behind it, as if it were a key, but it stands where a value does.',
    hint: 'Move the colon inside of the quotes, or what is nested to a line of its own.',
  };
};
