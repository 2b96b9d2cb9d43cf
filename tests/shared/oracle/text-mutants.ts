import type { Random } from './random.js';
import { INDICATORS, LINE_ENDS, CHARACTERS, VALUES, INSERTED_LINES } from './text-pieces.js';

type Change = (text: string, random: Random) => string;

/** A text with one to three changes of the kinds that people make while they type. */
export function mutateText(text: string, random: Random): string {
  let mutant = text;
  for (let left = random.pick([1, 1, 1, 1, 2, 3]); left > 0; left--) {
    const changed = random.pick(CHANGES[random.pick(KINDS)])(mutant, random);
    // Half a character is nothing that a file in UTF-8 can hold.
    if (!/\p{Surrogate}/u.test(changed)) mutant = changed;
  }
  return mutant;
}

const lineOf: (change: (line: string, random: Random) => string) => Change = (change) => (text, random) => {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  lines[at] = change(lines[at]!, random);
  return lines.join('\n');
};

const insertAt: (choices: readonly string[]) => Change = (choices) => (text, random) => {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(choices) + text.slice(at);
};

const removeSome: Change = (text, random) => {
  const at = random.below(text.length);
  return text.slice(0, at) + text.slice(at + random.pick([1, 1, 1, 2, 5]));
};

const replaceOne: Change = (text, random) => {
  const at = random.below(text.length);
  return text.slice(0, at) + random.pick(CHARACTERS) + text.slice(at + 1);
};

const swapTwo: Change = (text, random) => {
  const at = random.below(Math.max(text.length - 1, 1));
  return text.slice(0, at) + text.slice(at + 1, at + 2) + text.slice(at, at + 1) + text.slice(at + 2);
};

const indent: Change = lineOf((line, random) => {
  const by = random.pick([-4, -2, -2, -1, -1, 1, 1, 2, 2, 3, 4]);
  return by > 0 ? ' '.repeat(by) + line : line.replace(new RegExp(`^ {0,${-by}}`), '');
});

const indentBlock: Change = (text, random) => {
  const lines = text.split('\n');
  const from = random.below(lines.length);
  const to = from + 1 + random.below(6);
  const by = random.pick([-2, -1, 1, 2]);
  return lines
    .map((line, at) => (at < from || at >= to ? line : by > 0 ? ' '.repeat(by) + line : line.slice(-by)))
    .join('\n');
};

/** The value behind the colon or the dash of a line. */
const VALUE = /^(\s*(?:- )?[^\s:#][^:#]*: +|\s*- +)(.*)$/;

const changeValue: (change: (value: string, random: Random) => string) => Change = (change) =>
  lineOf((line, random) => line.replace(VALUE, (_whole, lead: string, value: string) => lead + change(value, random)));

const quoteOf = (value: string, random: Random): string => {
  const quote = random.pick(['"', "'"]);
  return random.pick([`${quote}${value}`, `${value}${quote}`, `${quote}${value}${quote}`, value.replace(/["']/, '')]);
};

const CHANGES = {
  characters: [removeSome, replaceOne, swapTwo, insertAt(CHARACTERS)],
  indentation: [indent, indent, indentBlock],
  quotes: [
    changeValue(quoteOf),
    insertAt(['"', "'"]),
    lineOf((line) => line.replaceAll('"', "'")),
    lineOf((line) => line.replace(/["']/, '')),
  ],
  indicators: [
    insertAt(INDICATORS),
    changeValue((value, random) => random.pick(INDICATORS) + random.pick(['', ' ']) + value),
    lineOf((line) => line.replace(/: ?/, ':')),
    lineOf((line) => line.replace(/- /, '-')),
    lineOf((line) => line.replace(':', '')),
    lineOf((line) => line.replace(':', ' :')),
    lineOf((line) => line.replace(/^(\s*)/, '$1- ')),
  ],
  tabs: [
    lineOf((line) => line.replace('  ', '\t')),
    lineOf((line) => line.replace(/: /, ':\t')),
    lineOf((line) => `${line}\t`),
    lineOf((line) => `${line}\t# c`),
    lineOf((line) => `\t${line}`),
    insertAt(['\t']),
  ],
  'line ends': [
    (text, random) => text.replaceAll('\n', random.pick(LINE_ENDS)),
    insertAt(LINE_ENDS),
    lineOf((line, random) => line + random.pick(LINE_ENDS)),
    (text, random) => text.slice(0, random.below(text.length + 1)),
  ],
  'flow style': [
    changeValue((value) => `[${value}]`),
    changeValue((value) => `{ ${value} }`),
    changeValue((value) => `[${value},\n ${value}]`),
    changeValue((value) => `{a: ${value},\nb: c}`),
    changeValue((value, random) => `[a, ${random.pick(VALUES)}, ${value}`),
    lineOf((line) => line.replace(/^(\s*)([^\s:]+): *(.+)$/, '$1{$2: $3}')),
  ],
  values: [
    changeValue((_value, random) => random.pick(VALUES)),
    changeValue((value, random) => `${value} ${random.pick(VALUES)}`),
    changeValue((value, random) => `${value}\n${' '.repeat(random.below(8))}${random.pick(VALUES)}`),
    lineOf((line, random) => `${line}\n${/^ */.exec(line)![0]}${' '.repeat(random.below(3))}${random.pick(VALUES)}`),
  ],
  lines: [
    lineOf((line, random) => `${line}\n${' '.repeat(random.below(7))}${random.pick(INSERTED_LINES)}`),
    lineOf((line) => `${line}\n${line}`),
    lineOf(() => ''),
    (text, random) => {
      const lines = text.split('\n');
      lines.splice(random.below(lines.length), 1);
      return lines.join('\n');
    },
  ],
} as const satisfies Readonly<Record<string, readonly Change[]>>;

const KINDS = Object.keys(CHANGES) as readonly (keyof typeof CHANGES)[];
