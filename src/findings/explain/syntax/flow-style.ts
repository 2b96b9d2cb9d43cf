import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';

/** `{a: b` or `[a, b`: never closed, or closed by the other sign. */
export const unclosed: Mistake = ({ problem, before, after, here, numberOf }) => {
  const [, close = '', found = ''] = /^expected ',' or '([\]}])', but got (.+)$/.exec(problem.problem) ?? [];
  const { contextMark } = problem;
  if (close === '' || contextMark === undefined) return undefined;
  const open = close === ']' ? '[' : '{';
  const where = `The ${open} in line ${numberOf(contextMark.line)}, column ${contextMark.column + 1}`;
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
  if (found === ':' && problem.mark.line > contextMark.line && here?.key !== undefined) {
    return {
      message: `${where}, is not closed before line ${numberOf(problem.mark.line)}, where ${quoted(here.key)} begins.`,
      hint: `Add the ${close} that is missing, or the comma before ${quoted(here.key)}, or put quotes around the value if it is text.`,
    };
  }
  if (found === ':' && /\S\s*$/.test(before)) {
    return {
      message: `A second colon stands in one entry of the ${open === '[' ? 'list' : 'mapping'} that ${open} begins in line ${numberOf(contextMark.line)}.`,
      hint: `Add the comma between two entries, the missing ${close}, or quotes around a value with a colon in it.`,
    };
  }
  const next = /^\S+/.exec(after)?.[0];
  const what = next === undefined ? 'what follows' : /["']/.test(next) ? next.replace(/:$/, '') : quoted(next);
  return {
    message: `${where}, is still open, and between its entries a comma is missing before ${what}.`,
    hint: `Add the comma, the ${close} that is missing, or quotes around the value if it is text.`,
  };
};

/** `}` or `]` without its partner. */
export const tooMany: Mistake = ({ problem, before }) => {
  const sign = /found '([\]}])'$/.exec(problem.problem)?.[1];
  if (sign === undefined) return undefined;
  const open = sign === ']' ? '[' : '{';
  const isExpression = sign === '}' && before.includes('{{');
  return {
    message: `There is a ${sign} too much: no ${open} is open here.`,
    hint: isExpression
      ? 'Remove it; a value with {{ … }} at its start needs quotes around the whole.'
      : `Remove it, or add the ${open}.`,
  };
};

/** `[a,, b]`, `{, a}`, a comma outside of brackets. */
export const strayComma: Mistake = ({ problem, before }) => {
  if (!/found ','$/.test(problem.problem)) return undefined;
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
export const signInFlow: Mistake = ({ problem, after, numberOf }) => {
  const sign = /expected the node content, but found '([-:?])'$/.exec(problem.problem)?.[1];
  if (sign === undefined) return undefined;
  if (problem.context === 'while parsing a flow node' && sign === '-') {
    return {
      message: 'Inside of brackets or braces no list with dashes can stand.',
      hint: 'Separate the entries by commas, without dashes, or close the bracket above.',
    };
  }
  const line = numberOf(problem.mark.line);
  return {
    message: `A value is missing before ${quoted(after.slice(0, 1))} in line ${line}.`,
    hint: 'Add it, or put quotes around the text.',
  };
};

/** `[a] b`, `{a: b} c`. */
export const textAfterBrackets: Mistake = ({ problem, before, after }) => {
  if (!/found '<(scalar|alias|anchor|tag)>'/.test(problem.problem) || after.trim() === '') return undefined;
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
