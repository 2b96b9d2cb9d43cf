import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';

const CONFLICT = /^(<{7}|={7}|>{7}|\|{7})(\s|$)/;

/** What Git leaves behind when two sides changed the same lines. */
export const mergeConflict: Mistake = ({ problem: { mark, contextMark = mark }, lines, numberOf }) => {
  const from = Math.min(mark.line, contextMark.line);
  // The marker itself, or the lines that it has run into.
  for (let number = mark.line; number >= Math.max(from - 3, 0); number--) {
    const marker = CONFLICT.exec(lines[number] ?? '')?.[1];
    if (marker === undefined) continue;
    return {
      message: `Line ${numberOf(number)} is the marker of a merge conflict (${marker}).`,
      hint: 'Resolve the conflict: keep one side, or both, and remove the three markers.',
    };
  }
  return undefined;
};

/** Lines that begin with `%`, `---` or `...`. */
export const documentMarkers: Mistake = ({ problem: { problem: text }, context, line }) => {
  if (text.includes('duplicate')) {
    return { message: 'This line that begins with % is a directive of YAML for a second time.', hint: 'Remove it.' };
  }
  if (context?.what.endsWith('directive')) {
    return {
      message: 'A line that begins with % is a directive of YAML, and this one is not valid.',
      hint: 'Put quotes around the text, or indent it if it goes on with a value.',
    };
  }
  if (text.includes('incompatible YAML document')) {
    return {
      message: 'Kestra reads YAML 1.1; this document says that it is of another major version.',
      hint: 'Remove the %YAML line.',
    };
  }
  if (text.startsWith("expected '<document start>'")) {
    return {
      message: 'Behind the lines that begin with % a document must begin with a line of three dashes (---).',
      hint: 'Add the line, or remove the lines with %.',
    };
  }
  const marker = /but (?:got|found) '?<document (start|end)>/.exec(text)?.[1];
  if (marker !== undefined) {
    return {
      message: `The document marker ${quoted(line.slice(0, 3))} stands where something else has to end first.`,
      hint: 'Close what is open above it, or remove the marker.',
    };
  }
  if (/^---\s/.test(line) && text.endsWith('not allowed here')) {
    return {
      message: 'On the line of a document marker (---) no mapping and no list can begin.',
      hint: 'Begin it on the next line.',
    };
  }
  return undefined;
};
