import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { DiscoveryOptions, UnusedPattern } from './discovery.js';
import { slashed } from './slashed.js';
import type { Walk } from './walk.js';

/** The globs that matched nothing, each with its likely cause. None when no folder was looked into. */
export function unusedPatterns(walk: Walk, options: DiscoveryOptions): readonly UnusedPattern[] {
  if (walk.onlyFiles) return [];
  return (['include', 'exclude'] as const).flatMap((input) =>
    walk[input].unused(walk.pruned).map(({ text, glob }) => ({ input, text, cause: causeOf(glob, walk, options) })),
  );
}

function causeOf(glob: string, { folders }: Walk, { roots, input }: DiscoveryOptions): string | undefined {
  const below = roots.map(folderOf).find((root) => isBelow(root, glob));
  if (below !== undefined) {
    const rest = glob.slice(below.length + 1) || '**';
    return `\`${glob}\` begins with \`${input}\` itself, but globs are relative to it: write \`${rest}\`.`;
  }
  const isFolder = picomatch(glob, { nocase: true, dot: true, nonegate: true });
  if ([...folders].some((folder) => isFolder(folder)))
    return `\`${glob}\` is a folder: write \`${glob}/**\` for what is in it.`;
  if (/(^|\/)\.[^./]/.test(glob)) return `Hidden files and folders, as in \`${glob}\`, are skipped anyway.`;
  if (/,/.test(glob) && !/\{/.test(glob)) return `\`${glob}\` is one glob: write several one per line, without commas.`;
  if (/\\[\w*]/.test(glob)) return `\`${glob}\` has a backslash: write "/" between folders.`;
  return undefined;
}

/** "./kestra/flows/" → "kestra/flows"; "." for the workspace itself. */
function folderOf(root: string): string {
  return posix.normalize(slashed(root)).replace(/\/$/, '');
}

function isBelow(root: string, glob: string): boolean {
  return glob === root || glob.startsWith(`${root}/`);
}
