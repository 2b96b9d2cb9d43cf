import { realpathSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { FilesError } from '../errors.js';
import type { Discovery, DiscoveryOptions, UnusedPattern } from './discovery.js';
import { isInside } from './inside.js';
import { slashed } from './slashed.js';
import { unusedPatterns } from './unused-patterns.js';
import { Walk } from './walk.js';

/**
 * The files below the roots. Hidden files and folders below a root are skipped; symbolic links are followed
 * inside the workspace.
 * @throws FilesError when a root is missing or outside the workspace, or there is nothing at all
 */
export function discoverFiles(options: DiscoveryOptions): Discovery {
  const realWorkspace = realpathSync.native(options.workspace);
  const walk = new Walk(options, realWorkspace);
  for (const root of options.roots) walk.root(locate(options, realWorkspace, root));
  const files = [...walk.found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  const unused = unusedPatterns(walk, options);
  if (files.length === 0 && walk.badPaths.every(({ problem }) => problem === 'loop'))
    throw nothingMatched(options, walk, unused);
  return { files, badPaths: walk.badPaths, unused, ignored: walk.ignored, leftOut: walk.leftOut };
}

/** Whether the root is a single file. @throws FilesError when it is missing or outside the workspace */
export function isFile(workspace: string, root: string, input: string): boolean {
  return statSync(locate({ workspace, input }, realpathSync.native(workspace), root)).isFile();
}

/** The absolute path of a root. */
function locate(
  { workspace, input }: Pick<DiscoveryOptions, 'workspace' | 'input'>,
  realWorkspace: string,
  root: string,
): string {
  const path = resolve(workspace, root);
  if (!isInside(workspace, path)) {
    throw new FilesError(`\`${input}\` "${root}" lies outside the workspace.`, {
      hint: 'Give a path relative to the root of the checkout.',
    });
  }
  let real: string;
  try {
    real = realpathSync.native(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new FilesError(`\`${input}\` "${root}" ${missing ? 'does not exist' : `cannot be read (${code})`}.`, {
      cause,
      hint: missing ? whyMissing(root, input) : undefined,
    });
  }
  if (!isInside(realWorkspace, real)) {
    throw new FilesError(
      `The symbolic link ${slashed(relative(workspace, path)) || '.'} leads outside the workspace.`,
      {
        hint: 'Files outside the checkout are not read. Replace the link by a copy, or exclude it.',
      },
    );
  }
  return path;
}

function nothingMatched(
  { roots, include, exclude, input, ignoreFile }: DiscoveryOptions,
  { seen, ignored }: Walk,
  unused: readonly UnusedPattern[],
): FilesError {
  const list = (globs: readonly string[]) => globs.map((glob) => `"${glob}"`).join(', ');
  const but = exclude.length === 0 ? '' : ` without ${list(exclude)}`;
  const onlyBack = include.every((line) => line.startsWith('!'));
  const hints = [
    ...(onlyBack ? ['`include` has only lines with `!`, which take back: begin with what to take, e.g. `**`.'] : []),
    ...unused.map(({ cause }) => cause).filter((cause) => cause !== undefined),
    ...(ignored > 0 ? [`${ignoreFile} leaves out ${ignored === 1 ? '1 file' : `${ignored} files`}.`] : []),
  ];
  const there =
    seen === 0
      ? 'There is no file at all (hidden ones do not count).'
      : `${seen === 1 ? '1 file there has another name, or is excluded' : `${seen} files there have other names, or are excluded`}.`;
  return new FilesError(`No file matches ${list(include)}${but} in \`${input}\` ${list(roots)}.`, {
    hint: hints.length === 0 ? there : hints.join(' '),
  });
}

/** What a path that does not exist may have been meant as. */
function whyMissing(root: string, input: string): string {
  if (/[*?[\]{}!]/.test(root)) return `\`${input}\` takes folders and files; globs go to \`include\`.`;
  if (/[,;]/.test(root) && input === 'directory') return 'Several folders are written one per line.';
  return 'Is actions/checkout the first step, and is the path relative to the root of the repository?';
}
