import type { PebbleName } from '../../pebble/parser.js';
import { nearestName } from '../../rules/nearest-name.js';

/** What is wrong with a reference. */
export interface Mistake {
  readonly rule: string;
  /** Default: warning. */
  readonly severity?: 'notice';
  readonly text: string;
  readonly hint?: string;
  /** The name that is wrong. */
  readonly at: PebbleName;
}

/** How a name is written behind a variable: `inputs.month`, `outputs['my-task']`. */
export function written(root: string, name: string): string {
  return isPlain(name) ? `${root}.${name}` : `${root}['${name}']`;
}

function isPlain(name: string): boolean {
  return name.split('.').every((part) => /^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(part));
}

/** What was probably meant, or else what there is. */
export function didYouMean(root: string, name: string, known: ReadonlySet<string>, what: string): string {
  // Of a letter or two, any other is near.
  const near = name.length < 3 ? undefined : nearestName(name, known);
  if (near !== undefined) return `Did you mean \`${written(root, near)}\`?`;
  if (known.size === 0) return `It has no ${what}.`;
  const names = [...known].slice(0, MOST_NAMES).join(', ');
  return `Its ${what}: ${names}${known.size > MOST_NAMES ? ` and ${known.size - MOST_NAMES} more` : ''}.`;
}

const MOST_NAMES = 8;
