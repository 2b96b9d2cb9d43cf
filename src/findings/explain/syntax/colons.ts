import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';
import { nameOfKey, outlineLine } from './outline.js';
import type { SyntaxPlace } from './syntax-place.js';

const NO_KEY_HERE = 'mapping values are not allowed here';
/** What begins as a key, and has none of its colons by the end of its line. */
const SIMPLE_KEY = 'while scanning a simple key';

/** `id:hello`, `"id":hello`: a word with a colon inside, which is no key. */
const NO_BLANK = /^\s*(?:- +)*((?:[A-Za-z_][\w.-]*|"[^"]*"|'[^']*')):(?=[^\s:/\\])/;

/**
 * A key without a blank behind its colon, on this line or on the one that YAML takes this one for the end of.
 */
export const noBlankAfterColon: Mistake = (place) => {
  for (const number of suspects(place)) {
    const key = NO_BLANK.exec(place.lines[number]!)?.[1];
    if (key === undefined) continue;
    return {
      message: `There is no blank behind the colon of ${nameOfKey(key)}${inLine(number, place)}: to YAML the colon is part of a word.`,
      hint: `Write ${nameOfKey(key)} as a key: \`${key}: …\`.`,
    };
  }
  return undefined;
};

/** `-id: hello`. */
export const noBlankAfterDash: Mistake = (place) => {
  for (const number of suspects(place)) {
    const word = /^\s*-("[^"]*"|'[^']*'|[A-Za-z_][^\s:]*):?(?:\s|$)/.exec(place.lines[number]!)?.[1];
    if (word === undefined) continue;
    return {
      message: `There is no blank behind the dash before ${nameOfKey(word)}${inLine(number, place)}: to YAML it is part of the word, and no list item begins.`,
      hint: `Write \`- ${word}\`.`,
    };
  }
  return undefined;
};

/** `-- id: hello`. */
export const doubleDash: Mistake = (place) => {
  for (const number of suspects(place)) {
    const dashes = /^\s*(--+) \S/.exec(place.lines[number]!)?.[1];
    if (dashes === undefined) continue;
    return {
      message: `Line ${place.numberOf(number)} begins with ${quoted(dashes)}: dashes without a blank between them are a word to YAML, and no list item begins.`,
      hint: 'Write one dash for an item.',
    };
  }
  return undefined;
};

/** `message: see: there`. */
export const colonInValue: Mistake = ({ problem, here, before }) => {
  if (problem.problem !== NO_KEY_HERE || here.key === undefined) return undefined;
  // The colon of the key itself, when the line goes on with the one above.
  if (before.slice(here.column + here.key.length).trim() === '') return undefined;
  return {
    message: `The value of ${nameOfKey(here.key)} holds a colon with a blank behind it, which YAML takes for the end of another key.`,
    hint: 'Put quotes around the value, or move what is nested to lines of its own.',
  };
};

/** A line that is neither a key nor goes on with anything. */
export const missingColon: Mistake = ({ context, lines, numberOf }) => {
  if (context?.what !== SIMPLE_KEY) return undefined;
  const { line: number } = context.mark;
  const line = lines[number]!;
  if (outlineLine(line, number).key !== undefined) {
    return {
      message: `The key in line ${numberOf(number)} is longer than YAML allows: its colon must be among the first 1024 characters.`,
      hint: 'Shorten it.',
    };
  }
  return {
    message: `Line ${numberOf(number)} (${quoted(line.trim())}) stands where a key is expected, but no colon ends it.`,
    hint: 'Add the colon and a blank, or indent the line if it goes on with the value above.',
  };
};

/** A key whose colon is missing, so that the next key is taken for the rest of its line. */
export const colonMissingAbove: Mistake = ({ problem, here, above, lines, numberOf }) => {
  if (problem.problem !== NO_KEY_HERE || here.key === undefined) return undefined;
  const last = above.at(-1);
  if (last === undefined || last.key !== undefined) return undefined;
  return {
    message: `Line ${numberOf(last.number)} (${quoted(lines[last.number]!.trim())}) has no colon with a blank behind it: to YAML it is text, and this line goes on with it.`,
    hint:
      here.dashes.length > 0
        ? 'Add the colon if this list is meant to be its value, or move the dash to the column of the others.'
        : 'Write what is missing there, or put quotes around the whole text if it is one.',
  };
};

/** `&a key: value: more`, `: value`. */
export const strayColon: Mistake = ({ problem: { problem } }) => {
  if (problem !== NO_KEY_HERE && !problem.includes("found ':'")) return undefined;
  return {
    message: 'There is a colon with a blank behind it where no key can end.',
    hint: 'Put quotes around the text that holds it, or write a key before it.',
  };
};

/** The last line above that begins an entry, and the line of the mark. */
export function suspects({ problem, above }: SyntaxPlace): readonly number[] {
  return [...above.slice(-1).map(({ number }) => number), problem.mark.line];
}

function inLine(number: number, { problem, numberOf }: SyntaxPlace): string {
  return number === problem.mark.line ? '' : ` in line ${numberOf(number)}`;
}
