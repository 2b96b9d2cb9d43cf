import { quoted, sentence } from '../words.js';
import type { Mistake } from './mistake.js';
import { nameOfKey } from './outline.js';

const CRON_FIELD = /^(?:[-\d*/,?#LW]|MON|TUE|WED|THU|FRI|SAT|SUN|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)+$/i;

/** `{{ inputs.day }}` without quotes: two braces begin a mapping in a mapping. */
export const bareExpression: Mistake = ({ problem, before }) => {
  const isKey = problem.kind === 'structure' && /\{\s*$/.test(before);
  // A sign inside of it that YAML has another meaning for, as in `{{ files['a'] | first }}`.
  if (!isKey && !/(?:^|[:,[{-]) *\{\{(?!.*\}\})/.test(before)) return undefined;
  return {
    message: 'An expression that begins a value needs quotes: to YAML its braces begin a mapping.',
    hint: 'Put quotes around the whole value: "{{ … }}".',
  };
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
export const starOrAmpersand: Mistake = ({ context }) => {
  const isAlias = context?.what === 'while scanning an alias';
  if (context === undefined || (!isAlias && context.what !== 'while scanning an anchor')) return undefined;
  const fields = context.after.replace(/ #.*/, '').trim().split(/\s+/);
  if (isAlias && fields.length >= 5 && fields.every((field) => CRON_FIELD.test(field))) {
    return {
      message: 'A schedule that begins with * needs quotes: to YAML the star begins an alias.',
      hint: `Write "${fields.join(' ')}" in quotes.`,
    };
  }
  return {
    message: `A value that begins with ${isAlias ? '*' : '&'} needs quotes: to YAML it is ${isAlias ? 'an alias' : 'an anchor'}.`,
    hint: 'Put quotes around the value.',
  };
};

/** Something behind an alias or an anchor that ended early: `*a b`, `&a &b`. */
export const textAfterAlias: Mistake = ({ problem, before }) => {
  if (!/found '(<(scalar|alias|anchor|tag)>|[[{,:])'/.test(problem.problem)) return undefined;
  const name = /(?:^|[\s[{,])([*&][^\s,:[\]{}]+)\s*$/.exec(before)?.[1];
  if (name === undefined) return undefined;
  return {
    message: `To YAML ${quoted(name)} is ${name.startsWith('*') ? 'an alias' : 'an anchor'}, and what follows it cannot stand there.`,
    hint: 'Put quotes around the whole value.',
  };
};

/** `!x y`. */
export const badTag: Mistake = ({ problem, context }) => {
  if (context?.what !== 'while scanning a tag' && !problem.problem.startsWith('found undefined tag handle')) {
    return undefined;
  }
  return {
    message: 'A value that begins with ! has a tag to YAML, and this tag is not valid.',
    hint: 'Put quotes around the value.',
  };
};

/** `a: - b`, `a: ? b`. */
export const notHere: Mistake = ({ problem, here, before }) => {
  if (problem.problem === 'mapping keys are not allowed here') {
    return {
      message: 'A question mark with a blank behind it begins a key, and none can stand here.',
      hint: 'Put quotes around the value.',
    };
  }
  if (problem.problem !== 'sequence entries are not allowed here') return undefined;
  return here.key !== undefined && before.slice(here.column + here.key.length).trim() === ':'
    ? {
        message: `A list cannot begin on the line of its key: the dash stands directly behind ${nameOfKey(here.key)}.`,
        hint: 'Begin the list on the next line, or put quotes around the value if it is text.',
      }
    : {
        message: 'A dash with a blank behind it begins a list item, and none can stand here.',
        hint: 'Put quotes around the whole value if it is text.',
      };
};

const NO_NUMBER = "Malformed numeric value '";

/** Numbers that Java has not, and what is not what its tag says. */
export const noNumber: Mistake = ({ problem: { kind, problem } }) => {
  if (kind !== 'value') return undefined;
  if (!problem.startsWith(NO_NUMBER)) {
    return {
      message: `This value does not fit its tag: ${sentence(problem)}`,
      hint: 'Remove the tag, which begins with !, or mend the value.',
    };
  }
  const text = problem.slice(NO_NUMBER.length, -1);
  return {
    message: `Kestra cannot read ${quoted(text)}: YAML 1.1 takes it for a number${text.includes(':') ? ' to the base of 60' : ''}.`,
    hint: 'Put quotes around it if it is meant as text.',
  };
};
