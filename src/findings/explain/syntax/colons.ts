import { quoted } from '../words.js';
import type { Mistake } from './mistake.js';
import type { SyntaxPlace } from './syntax-place.js';

/** `id:hello`, `"id":hello`: a word with a colon inside, which is no key. */
const NO_BLANK = /^\s*(?:- +)*((?:[A-Za-z_][\w.-]*|"[^"]*"|'[^']*')):(?=[^\s:/\\])/;

/**
 * A key without a blank behind its colon, on this line or on the one that YAML takes this one for the end of.
 */
export const noBlankAfterColon: Mistake = (place) => {
  const { problem, lines, numberOf } = place;
  if (!isKeyProblem(place)) return undefined;
  for (const number of suspects(place)) {
    const line = lines[number] ?? '';
    const key = NO_BLANK.exec(line)?.[1];
    if (key === undefined || /:\s/.test(line.slice(0, line.indexOf(key) + key.length + 2))) continue;
    const where = number === problem.mark.line ? '' : ` in line ${numberOf(number)}`;
    return {
      message: `There is no blank behind the colon of ${quotedOnce(key)}${where}: to YAML the colon is part of a word.`,
      hint: `Write ${quotedOnce(key)} as a key: \`${key}: …\`.`,
    };
  }
  return undefined;
};

/** `-id: hello`. */
export const noBlankAfterDash: Mistake = (place) => {
  const { problem, lines, numberOf } = place;
  if (!isKeyProblem(place) && !problem.problem.startsWith('expected <block end>')) return undefined;
  for (const number of suspects(place)) {
    const word = /^\s*-([A-Za-z_"'][^\s:]*):?(?:\s|$)/.exec(lines[number] ?? '')?.[1];
    if (word === undefined) continue;
    const where = number === problem.mark.line ? '' : ` in line ${numberOf(number)}`;
    return {
      message: `There is no blank behind the dash before ${quotedOnce(word)}${where}: to YAML it is part of the word, and no list item begins.`,
      hint: `Write \`- ${word}\`.`,
    };
  }
  return undefined;
};

/** `-- id: hello`. */
export const doubleDash: Mistake = ({ problem, line, above, numberOf }) => {
  if (problem.kind !== 'scanner' && problem.kind !== 'parser') return undefined;
  const key = above.at(-1)?.key ?? '';
  const isAbove = /^--+ /.test(key);
  if (!isAbove && !/^\s*--+ \S/.test(line)) return undefined;
  return {
    message: `Line ${numberOf(isAbove ? above.at(-1)!.number : problem.mark.line)} begins with two dashes: without a blank between them they are a word to YAML, and no list item begins.`,
    hint: 'Remove one of the dashes.',
  };
};

/** `message: see: there`. */
export const colonInValue: Mistake = ({ problem, here, before, after }) => {
  if (problem.problem !== 'mapping values are not allowed here' || here?.key === undefined) return undefined;
  const start = before.lastIndexOf(here.value.slice(0, 5));
  if (here.value === '' || start === -1 || !/^:(\s|$)/.test(after)) return undefined;
  if (/^["']/.test(here.value)) return undefined;
  if (before.trimEnd().length <= here.column + here.key.length) return undefined;
  return {
    message: `The value of ${quotedOnce(here.key)} holds a colon with a blank behind it, which YAML takes for the end of another key.`,
    hint: 'Put quotes around the value, or move what is nested to lines of its own.',
  };
};

/** A line that is neither a key nor goes on with anything. */
export const missingColon: Mistake = ({ problem, lines, numberOf }) => {
  if (problem.problem !== "could not find expected ':'" || problem.contextMark === undefined) return undefined;
  const { line: number } = problem.contextMark;
  const text = (lines[number] ?? '').trim();
  return {
    message: `Line ${numberOf(number)} (${quoted(text)}) stands where a key is expected, but no colon ends it.`,
    hint: 'Add the colon and a blank, or indent the line if it goes on with the value above.',
  };
};

/** A key whose colon is missing, so that the next key is taken for the rest of its line. */
export const colonMissingAbove: Mistake = ({ problem, here, above, lines, numberOf }) => {
  if (problem.problem !== 'mapping values are not allowed here' || here?.key === undefined) return undefined;
  const last = above.at(-1);
  if (last === undefined || last.key !== undefined || here.dashes.length > 0) return undefined;
  if (last.dashes.length > 0 ? here.column < last.column : here.column !== last.column) return undefined;
  const text = (lines[last.number] ?? '').trim();
  return {
    message: `Line ${numberOf(last.number)} (${quoted(text)}) has no colon: to YAML it is text, and this line goes on with it.`,
    hint: 'Add the colon that is missing there.',
  };
};

function isKeyProblem({ problem: { problem } }: SyntaxPlace): boolean {
  return (
    problem === 'mapping values are not allowed here' ||
    problem === "could not find expected ':'" ||
    /found '<(scalar|block mapping start)>'/.test(problem)
  );
}

/** The line of the mark, of the context, and the last one that begins an entry above. */
function suspects({ problem, above }: SyntaxPlace): readonly number[] {
  const isKey = problem.problem === "could not find expected ':'";
  const context = isKey && problem.contextMark !== undefined ? [problem.contextMark.line] : [];
  const last = above.at(-1);
  return [...context, ...(last === undefined ? [] : [last.number]), problem.mark.line];
}

function quotedOnce(key: string): string {
  return /^["']/.test(key) ? key : quoted(key);
}
