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
    .flatMap((hunk) => {
      const { oldStart, oldLines, newStart, newLines, lines } = hunk;
      const names = [...new Set(namesIn(hunk, places))].slice(0, MAX_NAMES).join(', ');
      return [
        `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@${names === '' ? '' : ` ${names}`}`,
        ...lines.filter((line) => !line.startsWith('\\')),
      ];
    })
    .join('\n');
}

/** How many lines a rendered diff adds and removes. */
export function countChangedLines(diff: string): number {
  return diff.startsWith('@@') ? diff.split('\n').filter((line) => /^[-+]/.test(line)).length : 0;
}

interface Hunk {
  readonly oldStart: number;
  readonly newStart: number;
  readonly lines: readonly string[];
}

/**
 * The innermost named places of the lines that differ: those that come, and where nothing comes those that
 * go. Most differences need only one of the two flows to be parsed.
 */
function* namesIn(hunk: Hunk, places: Readonly<Record<'-' | '+', () => readonly NamedPlace[]>>): Generator<string> {
  const at = { '-': hunk.oldStart, '+': hunk.newStart };
  for (let index = 0; index < hunk.lines.length; index++) {
    const side = hunk.lines[index]![0];
    if (side !== '-' && side !== '+') {
      if (side === ' ') {
        at['-']++;
        at['+']++;
      }
      continue;
    }
    const number = at[side]++;
    const goesOnly = side === '-' && !isFollowedBy('+', hunk.lines, index);
    if ((side === '+' || goesOnly) && hunk.lines[index]!.length > 1) {
      const place = places[side]().findLast(({ startLine, endLine }) => startLine <= number && number <= endLine);
      if (place !== undefined) yield place.name;
    }
  }
}

/** Whether the same run of changed lines has such lines further down. */
function isFollowedBy(side: '+', lines: readonly string[], index: number): boolean {
  let next = index;
  while (lines[next]?.startsWith('-') === true) next++;
  return lines[next]?.startsWith(side) === true;
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
