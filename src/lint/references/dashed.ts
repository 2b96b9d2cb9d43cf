import type { PebbleName } from '../../pebble/parser.js';
import { nearestName } from '../../rules/nearest-name.js';
import { type Mistake, written } from './mistake.js';

const DASHED = /[\p{L}_][\p{L}\p{Nd}_]*(?:-[\p{L}\p{Nd}_]+)+/uy;

/** `outputs.my-task` is a subtraction where `outputs['my-task']` is meant. */
export function dashedMistake(
  root: string,
  at: PebbleName,
  known: ReadonlySet<string>,
  text: string,
): Mistake | undefined {
  if (text[at.start - 1] !== '.') return undefined;
  DASHED.lastIndex = at.start;
  const name = DASHED.exec(text)?.[0];
  if (name === undefined) return undefined;
  const meant = longestKnown(name, known) ?? nearestName(name, [...known].filter(hasDash));
  if (meant === undefined) return undefined;
  return {
    rule: 'dashed-reference',
    text: `\`${root}.${name}\` is a subtraction: a dash ends a name.`,
    hint: `Write \`${written(root, meant)}\`.`,
    at: { name, start: at.start, end: at.start + name.length },
  };
}

function longestKnown(name: string, known: ReadonlySet<string>): string | undefined {
  for (let end = name.length; end > 0; end = name.lastIndexOf('-', end - 1)) {
    const part = name.slice(0, end);
    if (known.has(part) && hasDash(part)) return part;
  }
  return undefined;
}

function hasDash(name: string): boolean {
  return name.includes('-');
}

/** Whether a name is what stands behind the dash of such a subtraction. */
export function isBehindDash(text: string, { start }: PebbleName): boolean {
  return text[start - 1] === '-' && /[\p{L}\p{Nd}_]$/u.test(text.slice(0, start - 1));
}
