import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';
import { nameOfKey } from './outline.js';

/** `{a: b` or `[a, b`: never closed, or closed by the other sign. */
export const unclosed: Mistake = ({ problem, context, before, after, here, numberOf }) => {
  const match = /expected ',' or '(.)', but got (.+)/.exec(problem.problem);
  if (match === null) return undefined;
  const [, close, found] = match;
  const open = close === ']' ? '[' : '{';
  const { line, column } = context!.mark;
  const where = `The ${open} in line ${numberOf(line)}, column ${column + 1}`;
  if (found === '<stream end>') {
    return {
      message: `${where}, is never closed.`,
      hint: `Add the ${close} that is missing, or put quotes around the value if it is text.`,
    };
  }
  if (found === ']' || found === '}') {
    return {
      message: `${where}, is closed by ${found} instead of ${close}.`,
      hint: `Write ${close}, or add the one that is missing before it.`,
    };
  }
  if (found === ':' && problem.mark.line > line && here.key !== undefined) {
    const name = nameOfKey(here.key);
    return {
      message: `${where}, is not closed before line ${numberOf(problem.mark.line)}, where ${name} begins.`,
      hint: `Add the ${close} that is missing, or the comma before ${name}, or put quotes around the value if it is text.`,
    };
  }
  if (found === ':' && before.trim() !== '') {
    return {
      message: `A second colon stands in one entry of the ${open === '[' ? 'list' : 'mapping'} that ${open} begins in line ${numberOf(line)}.`,
      hint: `Add the comma between two entries, the missing ${close}, or quotes around a value with a colon in it.`,
    };
  }
  // A key without its colon; none where only blanks of another kind follow.
  const next = /\S+?(?=:?(?:\s|$))/.exec(after)?.[0];
  const what = next === undefined || /["']/.test(next) ? next : quoted(next);
  return {
    message: `${where}, is still open, and between its entries a comma is missing${what === undefined ? '' : ` before ${what}`}.`,
    hint: `Add the comma, the ${close} that is missing, or quotes around the value if it is text.`,
  };
};

/** `[a,` or `{`: the text ends where an entry is to follow. */
export const openAtEnd: Mistake = ({ problem }) => {
  if (!problem.problem.endsWith("but found '<stream end>'")) return undefined;
  return {
    message: 'A bracket or a brace is still open where the document ends.',
    hint: 'Add the ] or } that is missing, or put quotes around the value if it is text.',
  };
};

/** `}` or `]` without its partner. */
export const tooMany: Mistake = ({ problem }) => {
  const sign = /found '([\]}])'/.exec(problem.problem)?.[1];
  if (sign === undefined) return undefined;
  const open = sign === ']' ? '[' : '{';
  return { message: `There is a ${sign} too much: no ${open} is open here.`, hint: `Remove it, or add the ${open}.` };
};

/** `[a,, b]`, `{, a}`, a comma outside of brackets. */
export const strayComma: Mistake = ({ problem, before }) => {
  if (!problem.problem.includes("found ','")) return undefined;
  if (problem.context === 'while parsing a flow node') {
    return {
      message: 'Between two commas, or before the first one, an entry is missing.',
      hint: 'Remove the comma, or add the entry.',
    };
  }
  const isStart = /(^|[:-])\s*$/.test(before);
  return {
    message: isStart ? 'A value cannot begin with a comma.' : 'A comma cannot stand behind a value that has ended.',
    hint: 'Put quotes around the whole value, or remove the comma.',
  };
};

/** `[- a]`, `[: a]`. */
export const signInFlow: Mistake = ({ problem, numberOf }) => {
  const sign = /expected the node content, but found '([-:?])'/.exec(problem.problem)?.[1];
  if (sign === undefined) return undefined;
  if (sign === '-') {
    return {
      message: 'Inside of brackets or braces no list with dashes can stand.',
      hint: 'Separate the entries by commas, without dashes, or close the bracket above.',
    };
  }
  return {
    message: `A value is missing before ${quoted(sign)} in line ${numberOf(problem.mark.line)}.`,
    hint: 'Add it, or put quotes around the text.',
  };
};

/** `[a] b`, `{a: b} c`. */
export const textAfterBrackets: Mistake = ({ problem, before }) => {
  if (!/found '(<(scalar|alias|anchor|tag)>|[[{])'|sequence entries/.test(problem.problem)) return undefined;
  const sign = /([\]}])\s*$/.exec(before)?.[1];
  if (sign === undefined) return undefined;
  return {
    message: `What begins with ${sign === ']' ? 'a bracket' : 'a brace'} ends at the ${sign}; nothing may follow it on its line.`,
    hint: 'Put quotes around the whole value if it is text.',
  };
};

/** `key: [a]: b`. */
export const colonAfterBrackets: Mistake = ({ problem, before }) => {
  if (problem.problem !== 'mapping values are not allowed here') return undefined;
  const sign = /([\]}])\s*$/.exec(before)?.[1];
  return sign === undefined
    ? undefined
    : {
        message: `Behind the ${sign} stands a colon, as if it ended a key, but a value stands here.`,
        hint: 'Put quotes around the whole value if it is text.',
      };
};
