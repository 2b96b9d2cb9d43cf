import { quoted } from '../words.js';
import { suspects } from './colons.js';
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
  const [sign] = after;
  if (sign === '%' && /\{\s*$/.test(before)) {
    return {
      message: 'An expression that begins a value, {% … %}, needs quotes: to YAML the brace begins a mapping.',
      hint: 'Put quotes around the whole value, or write it as a block of text (|).',
    };
  }
  const name = sign === '`' ? 'a backquote' : quoted(`${sign}`);
  return { message: `A value cannot begin with ${name}.`, hint: 'Put quotes around the value.' };
};

/** What no YAML may hold. */
export const forbiddenCharacter: Mistake = ({ problem, after }) => {
  if (problem.kind !== 'reader') return undefined;
  return {
    message: `The character ${codeOf(after)} is not allowed in YAML.`,
    hint: 'Remove it, or write it as an escape in double quotes.',
  };
};

const FOREIGN_BLANK = /^[\xA0\u2000-\u200B\u202F\u3000\uFEFF]/;
/** What such a character spoils: the start of a line, what follows a dash, and the end of a key. */
const LEAD = /^ *(?:- +)*(?:-|[\w.-]+:|"[^"]*":|'[^']*':)?(?=[\xA0\u2000-\u200B\u202F\u3000\uFEFF])/;

/** A blank that is none: copied from a web page or a document. */
export const foreignBlank: Mistake = (place) => {
  const { problem, before, after, lines, numberOf } = place;
  const at = (number: number, column: number, character: string) => ({
    message: `In column ${column + 1} of line ${numberOf(number)} stands an invisible character that is no blank to YAML (${codeOf(character)}).`,
    hint: 'Replace it by a blank, or remove it.',
  });
  if (FOREIGN_BLANK.test(after)) return at(problem.mark.line, before.length, after);
  for (const number of suspects(place)) {
    const line = lines[number]!;
    const lead = LEAD.exec(line)?.[0];
    if (lead !== undefined) return at(number, lead.length, line.slice(lead.length));
  }
  return undefined;
};

/** The first character of a text, as Unicode names it. */
function codeOf(text: string): string {
  return `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
