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
  const places = { '-': placesOf(one), '+': placesOf(other) } as const;
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

/** The innermost named place of every line that differs. */
function* namesIn(hunk: Hunk, places: Readonly<Record<'-' | '+', readonly NamedPlace[]>>): Generator<string> {
  const at = { '-': hunk.oldStart, '+': hunk.newStart };
  for (const line of hunk.lines) {
    const side = line[0];
    if (side === '-' || side === '+') {
      const number = at[side]++;
      const place = places[side].findLast(({ startLine, endLine }) => startLine <= number && number <= endLine);
      if (place !== undefined && line.length > 1) yield place.name;
    } else if (side === ' ') {
      at['-']++;
      at['+']++;
    }
  }
}

function placesOf(source: string): readonly NamedPlace[] {
  const parsed = parseStoredSource(source);
  return parsed.ok ? placesIn(parsed) : [];
}

function unix(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
}
