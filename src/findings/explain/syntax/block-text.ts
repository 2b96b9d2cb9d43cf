import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';
import { nameOfLine, type OutlineLine, outlineLine, textColumn } from './outline.js';
import type { SyntaxPlace } from './syntax-place.js';

/** `| text`. */
export const blockHeader: Mistake = ({ problem, context }) => {
  if (context?.what !== 'while scanning a block scalar') return undefined;
  const sign = quoted(context.after.charAt(0));
  if (problem.problem.endsWith('found #(35)')) {
    return { message: `A comment behind ${sign} needs a blank before it.`, hint: 'Add the blank.' };
  }
  return {
    message: `${sign} begins a block of text, which starts on the next line: behind the sign only -, + and a digit from 1 to 9 may stand.`,
    hint: 'Begin the text on the next line, indented, or put quotes around the value.',
  };
};

/** A line of a block of text that stands too far left. */
export const outdentedText: Mistake = (place) => {
  const text = textAbove(place);
  if (text === undefined) return undefined;
  const { at, indent, owner, column, begins } = text;
  if (indent >= (begins ?? column + 1)) return undefined;
  // In the column of the owner and left of it a key or a dash begins the next entry.
  const { key, dashes } = outlineLine(place.lines[at]!, at);
  if (indent <= column && (key !== undefined || dashes.length > 0)) return undefined;
  const line = place.numberOf(at);
  const name = `${nameOfLine(owner)} (line ${place.numberOf(owner.number)})`;
  return begins === undefined
    ? {
        message: `Line ${line} begins in column ${indent + 1}, too far left for the block of text of ${name}: it does not belong to it.`,
        hint: `Indent the line to column ${column + 3} if it belongs to the text.`,
      }
    : {
        message: `Line ${line} begins in column ${indent + 1}, left of the block of text of ${name}, which begins in column ${begins + 1}: it does not belong to it.`,
        hint: `Indent the line to column ${begins + 1} if it belongs to the text.`,
      };
};

/** A comment that stands left of a block of text, and more of the text below it. */
export const commentEndsText: Mistake = (place) => {
  const text = textAbove(place);
  if (text?.comment === undefined || text.indent <= text.column) return undefined;
  const { comment, owner, begins, indent } = text;
  const name = `${nameOfLine(owner)} (line ${place.numberOf(owner.number)})`;
  return {
    message: `The comment in line ${place.numberOf(comment)} stands left of the block of text of ${name} and ends it: what follows does not belong to it.`,
    hint: `Indent the comment to column ${(begins ?? indent) + 1}, which makes it a part of the text, or remove it.`,
  };
};

/** A value without quotes goes on over lines, but not over a comment. */
export const textAfterComment: Mistake = ({ problem, above, lines, numberOf }) => {
  const last = above.at(-1);
  if (!problem.problem.includes("found '<scalar>'") || last === undefined) return undefined;
  if (/^(?:["'|>[{]|$)/.test(last.value)) return undefined;
  const comment = lines.slice(last.number, problem.mark.line).findIndex((line) => /(?:^|\s)#/.test(line));
  if (comment === -1) return undefined;
  return {
    message: `A comment ends a value that has no quotes: after the one in line ${numberOf(last.number + comment)} this line cannot go on with it.`,
    hint: 'Remove the comment, or write the value as a block of text (|) or in quotes.',
  };
};

/** A line that cannot be read, and the block of text above it. */
interface TextAbove {
  readonly at: number;
  readonly indent: number;
  /** The line that the block is the value of. */
  readonly owner: OutlineLine;
  /** What the block stands to the right of. */
  readonly column: number;
  /** The column of its text; undefined without any. */
  readonly begins: number | undefined;
  /** The first comment that stands left of it. */
  readonly comment: number | undefined;
}

function textAbove({ problem, context, above, lines }: SyntaxPlace): TextAbove | undefined {
  // Below a block of text a key can end: what looked like its sign belongs to a value that goes on.
  if (problem.problem === 'mapping values are not allowed here') return undefined;
  // Of a key without a colon the reader comes to know further down.
  const at = context?.what === 'while scanning a simple key' ? context.mark.line : problem.mark.line;
  const owner = above.findLast(({ number }) => number < at);
  const column = owner && textColumn(owner);
  if (column === undefined) return undefined;
  const indentOf = (number: number) => lines[number]!.search(/\S/);
  const below = [...lines.keys()].slice(owner!.number + 1, at);
  const begins = below.map(indentOf).find((indent) => indent > column);
  const comment = below.find(
    (number) => indentOf(number) < (begins ?? Infinity) && lines[number]!.trimStart().startsWith('#'),
  );
  return { at, indent: indentOf(at), owner: owner!, column, begins, comment };
}
