import { structuredPatch } from 'diff';
import { parseStoredSource } from '../flows/stored-source.js';
import { placesIn, type NamedPlace } from './named-places.js';

/** Names of places in the heading of one hunk. */
const MAX_NAMES = 3;

/**
 * A unified diff of two sources of a flow, without file names; beyond the bounds a sentence. Each hunk has
 * its line numbers, and the names of the tasks and triggers in which lines differ. Line ends that differ are
 * named.
 */
export function renderYamlDiff(before: string, after: string): string {
  if (before.length + after.length > 1_000_000) return 'The flow is too long to show the difference.';
  const [one, other] = [unix(before), unix(after)];
  const patch = structuredPatch('', '', one, other, '', '', { context: 3, maxEditLength: 2000 });
  if (patch === undefined) return 'The difference is too large to show.';
  if (patch.hunks.length === 0) return 'Only line ends or a byte order mark differ.';
  const places = { '-': once(() => placesOf(one)), '+': once(() => placesOf(other)) } as const;
  return patch.hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => {
      // A line behind a backslash is a remark of the patch: that a file does not end in a line end.
      const shown = lines.filter((line) => !line.startsWith('\\'));
      const names = [...new Set(namesIn({ oldStart, newStart, lines: shown }, places))].slice(0, MAX_NAMES);
      return [`@@ -${oldStart},${oldLines} +${newStart},${newLines} @@ ${names.join(', ')}`.trimEnd(), ...shown];
    })
    .join('\n');
}

/** How many lines a rendered diff adds and removes. */
export function countChangedLines(diff: string): number {
  return diff.split('\n').filter((line) => /^[-+]/.test(line)).length;
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly string[];
}

type Side = '-' | '+';

/**
 * The innermost named places of the lines that differ: those that come, and where nothing comes those that
 * go; a blank line is in none. Most differences need only one of the two flows to be parsed.
 */
function* namesIn(hunk: Hunk, places: Readonly<Record<Side, () => readonly NamedPlace[]>>): Generator<string> {
  const at = { '-': hunk.oldStart, '+': hunk.newStart };
  let run: { readonly side: Side; readonly number: number }[] = [];
  // A line that both have ends a run of lines that differ; so does the end of the hunk.
  for (const line of [...hunk.lines, ' ']) {
    const side = line[0] as Side | ' ';
    if (side !== ' ') {
      if (line.trim() !== side) run.push({ side, number: at[side] });
      at[side]++;
      continue;
    }
    const shown = run.some(({ side }) => side === '+') ? '+' : '-';
    for (const { number } of run.filter(({ side }) => side === shown)) {
      const place = places[shown]().findLast(({ startLine, endLine }) => startLine <= number && number <= endLine);
      if (place !== undefined) yield place.name;
    }
    run = [];
    at['-']++;
    at['+']++;
  }
}

function once<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => (value ??= { of: compute() }).of;
}

function placesOf(source: string): readonly NamedPlace[] {
  const parsed = parseStoredSource(source);
  return parsed.ok ? placesIn(parsed) : [];
}

function unix(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
}
