import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';

const CRON_FIELD = /^[\d*/,?LW#A-Za-z-]+$/;

/** `{{ inputs.day }}` without quotes: two braces begin a mapping in a mapping. */
export const bareExpression: Mistake = ({ problem, before, line, contextLine }) => {
  const message = 'An expression that begins a value needs quotes: to YAML its braces begin a mapping.';
  const hint = 'Put quotes around the whole value: "{{ … }}".';
  if (problem.kind === 'structure') return /\{\s*$/.test(before) ? { message, hint } : undefined;
  const isFlow = problem.context === 'while parsing a flow mapping' || problem.context === 'while parsing a flow node';
  return isFlow && /(^|[\s[,])\{\{/.test(contextLine ?? line) ? { message, hint } : undefined;
};

/** A key that is a list, a mapping or an alias. */
export const keyIsNoText: Mistake = ({ problem, after }) => {
  if (problem.kind !== 'structure') return undefined;
  const what = after.startsWith('*') ? 'an alias' : /^[[-]/.test(after) ? 'a list' : 'a mapping';
  return {
    message: `A key must be plain text, and this one is ${what}.`,
    hint: 'Put quotes around it if it is meant as text.',
  };
};

/** `*.csv`, or a schedule of stars: a name that begins with `*` or `&`. */
export const starOrAmpersand: Mistake = ({ problem, contextLine, line }) => {
  const { context, contextMark } = problem;
  const isAlias = context === 'while scanning an alias';
  if (!isAlias && context !== 'while scanning an anchor') return undefined;
  const from = [...(contextLine ?? line)].slice(contextMark?.column).join('').trim();
  const fields = from.split(/\s+/);
  if (isAlias && fields.length >= 5 && fields.slice(0, 5).every((field) => CRON_FIELD.test(field))) {
    return {
      message: 'A schedule that begins with * needs quotes: to YAML the star begins an alias.',
      hint: `Write "${fields.join(' ').replace(/ #.*$/, '')}" in quotes.`,
    };
  }
  const sign = isAlias ? '*' : '&';
  return {
    message: `A value that begins with ${sign} needs quotes: to YAML it is ${isAlias ? 'an alias' : 'an anchor'}.`,
    hint: 'Put quotes around the value.',
  };
};

/** Something behind an alias or an anchor that ended early: `*a b`, `&a &b`. */
export const textAfterAlias: Mistake = ({ problem, before }) => {
  if (!/found '?<?(scalar|alias|anchor|tag)>?|found ','|but found ':'/.test(problem.problem)) return undefined;
  const name = /(?:^|[\s[{,])([*&][^\s,:[\]{}]+):?\s*$/.exec(before)?.[1];
  if (name === undefined) return undefined;
  const what = name.startsWith('*') ? 'an alias' : 'an anchor';
  return {
    message: `To YAML ${quoted(name)} is ${what}, and what follows it cannot stand there.`,
    hint: 'Put quotes around the whole value.',
  };
};

/** `!x y`. */
export const badTag: Mistake = ({ problem }) => {
  if (problem.context !== 'while scanning a tag' && !problem.problem.startsWith('found undefined tag handle'))
    return undefined;
  return {
    message: 'A value that begins with ! has a tag to YAML, and this tag is not valid.',
    hint: 'Put quotes around the value.',
  };
};

/** `| text`. */
export const blockHeader: Mistake = ({ problem, contextLine, line }) => {
  if (problem.context !== 'while scanning a block scalar') return undefined;
  const sign = [...(contextLine ?? line)][problem.contextMark?.column ?? 0] ?? '|';
  if (problem.problem.endsWith('found #(35)')) {
    return { message: `A comment behind ${quoted(sign)} needs a blank before it.`, hint: 'Add the blank.' };
  }
  return {
    message: `${quoted(sign)} begins a block of text, which starts on the next line: behind the sign only -, + and a digit from 1 to 9 may stand.`,
    hint: 'Begin the text on the next line, indented, or put quotes around the value.',
  };
};

/** A line of a block of text that stands too far left. */
export const outdentedText: Mistake = ({ problem, above, here, lines, numberOf }) => {
  if (!/found '<scalar>'|could not find expected ':'/.test(problem.problem)) return undefined;
  const at = problem.problem.startsWith('could not')
    ? (problem.contextMark?.line ?? problem.mark.line)
    : problem.mark.line;
  const owner = above.findLast(({ number }) => number < at);
  if (owner?.key === undefined || !/^[|>][-+0-9]*\s*(#.*)?$/.test(owner.value)) return undefined;
  const indent = (lines[at] ?? '').search(/\S/);
  const first = lines.slice(owner.number + 1, at).find((line) => line.trim() !== '');
  const wanted = first === undefined ? owner.column + 2 : first.search(/\S/);
  if (here?.key !== undefined && here.number === at) return undefined;
  if (indent >= wanted && indent > owner.column) return undefined;
  return {
    message: `Line ${numberOf(at)} begins in column ${indent + 1}, left of the block of text of ${quoted(owner.key)} (line ${numberOf(owner.number)}), which begins in column ${wanted + 1}: it does not belong to it.`,
    hint: `Indent the line to column ${wanted + 1} if it belongs to the text.`,
  };
};

/** A value without quotes goes on over lines, but not over a comment. */
export const textAfterComment: Mistake = ({ problem, above, here, lines, numberOf }) => {
  const last = above.at(-1);
  if (
    !/found '<scalar>'/.test(problem.problem) ||
    last === undefined ||
    last.value === '' ||
    /^["'|>[{]/.test(last.value)
  )
    return undefined;
  if (here?.key !== undefined) return undefined;
  const between = lines.slice(last.number + 1, problem.mark.line);
  const comment = between.findIndex((line) => line.trimStart().startsWith('#'));
  const isBehind = /\s#/.test(lines[last.number] ?? '');
  if (comment === -1 && !isBehind) return undefined;
  const number = isBehind ? last.number : last.number + 1 + comment;
  return {
    message: `A comment ends a value that has no quotes: after the one in line ${numberOf(number)} this line cannot go on with it.`,
    hint: 'Remove the comment, or write the value as a block of text (|) or in quotes.',
  };
};

/** `a: - b`, `a: ? b`. */
export const notHere: Mistake = ({ problem, here }) => {
  if (problem.problem === 'sequence entries are not allowed here') {
    const owner = here?.key === undefined ? 'this' : quoted(here.key);
    return {
      message: `A list cannot begin on the line of its key: the dash stands directly behind ${owner}.`,
      hint: 'Begin the list on the next line, or put quotes around the value if it is text.',
    };
  }
  if (problem.problem === 'mapping keys are not allowed here') {
    return {
      message: 'A question mark with a blank behind it begins a key, and none can stand here.',
      hint: 'Put quotes around the value.',
    };
  }
  return undefined;
};

/** Numbers that Java has not. */
export const noNumber: Mistake = ({ problem }) => {
  const text = /^Malformed numeric value '([^]*)'$/.exec(problem.problem)?.[1];
  if (text === undefined) return undefined;
  const why = text.includes(':')
    ? 'YAML 1.1 takes it for a number to the base of 60'
    : 'YAML 1.1 takes it for a number';
  return {
    message: `Kestra cannot read ${quoted(text)}: ${why}.`,
    hint: `Put quotes around it if it is meant as text.`,
  };
};
