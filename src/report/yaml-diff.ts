import { structuredPatch } from 'diff';

/**
 * A unified diff of two sources, without file names; beyond the bounds a sentence. Line ends that differ are
 * named.
 */
export function renderYamlDiff(before: string, after: string): string {
  if (before.length + after.length > 1_000_000) return 'The flow is too long to show the difference.';
  const unix = (text: string) => text.replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
  const patch = structuredPatch('', '', unix(before), unix(after), '', '', { context: 3, maxEditLength: 2000 });
  if (patch === undefined) return 'The difference is too large to show.';
  if (patch.hunks.length === 0) return 'Only line ends or a byte order mark differ.';
  return patch.hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...lines.filter((line) => !line.startsWith('\\')),
    ])
    .join('\n');
}

/** How many lines a rendered diff adds and removes. */
export function countChangedLines(diff: string): number {
  return diff.startsWith('@@') ? diff.split('\n').filter((line) => /^[-+]/.test(line)).length : 0;
}
