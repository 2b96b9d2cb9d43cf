import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';

/** A tab where YAML wants blanks. */
export const tab: Mistake = ({ problem, before, after }) => {
  if (!problem.problem.includes("'\\t(TAB)'")) return undefined;
  if (before.trim() === '') {
    return after.trim() === ''
      ? { message: 'This line holds nothing but a tab, which YAML does not allow here.', hint: 'Empty the line.' }
      : {
          message: 'This line is indented with a tab; YAML allows blanks only.',
          hint: 'Replace each tab by blanks, two a level.',
        };
  }
  if (after.trim() === '') {
    return { message: 'There is a tab at the end of this line, which YAML does not allow here.', hint: 'Remove it.' };
  }
  if (/[:\-?,]\s*$/.test(before)) {
    return {
      message: `There is a tab behind the ${quoted(before.trimEnd().slice(-1))}; YAML wants a blank.`,
      hint: 'Replace the tab by a blank.',
    };
  }
  return { message: 'There is a tab where YAML does not allow one.', hint: 'Replace it by blanks.' };
};

/** `@`, backquote, `%`: reserved, or a sign of YAML. */
export const reservedStart: Mistake = ({ problem, after, before }) => {
  if (!problem.problem.includes('that cannot start any token')) return undefined;
  const sign = [...after][0] ?? '';
  if (sign === '%' && /\{\s*$/.test(before)) {
    return {
      message: 'An expression that begins a value, {% … %}, needs quotes: to YAML the brace begins a mapping.',
      hint: 'Put quotes around the whole value, or write it as a block of text (|).',
    };
  }
  const name = sign === '`' ? 'a backquote' : quoted(sign);
  return { message: `A value cannot begin with ${name}.`, hint: 'Put quotes around the value.' };
};

/** What no YAML may hold. */
export const forbiddenCharacter: Mistake = ({ problem, after }) => {
  if (problem.kind !== 'reader') return undefined;
  const code = (after.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    message: `The character U+${code} is not allowed in YAML.`,
    hint: 'Remove it, or write it as an escape in double quotes.',
  };
};

/** A blank that is none: copied from a web page or a document. */
export const foreignBlank: Mistake = ({ problem, line, contextLine, contextLine: context = line, numberOf }) => {
  const found =
    /^[ ]*([\xA0\u2000-\u200B\u202F\u3000\uFEFF])/.exec(line) ?? /^[ ]*([\xA0\u2000-\u200B\u202F\u3000])/.exec(context);
  if (found === null || problem.kind === 'value') return undefined;
  const isHere = line.startsWith(found[0]);
  if (isHere && problem.mark.line === 0 && found[1] === '\uFEFF') return undefined;
  const code = found[1]!.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const at = isHere || contextLine === undefined ? problem.mark.line : problem.contextMark!.line;
  return {
    message: `Line ${numberOf(at)} is indented with a character that looks like a blank and is none (U+${code}).`,
    hint: 'Replace it by blanks.',
  };
};
