import { basename, resolve } from 'node:path';
import type { Run } from '../actions/run.js';
import { warnOfUnusedPatterns } from '../actions/unused-patterns.js';
import { FilesError } from '../errors.js';
import { discoverFiles, isFile } from '../files/discover.js';
import type { BadPath, Discovery } from '../files/discovery.js';
import type { InputValues } from '../inputs/input.js';
import type { TargetSource } from '../namespace-files/plan-targets.js';
import { deployNamespaceFilesSpec } from './inputs.js';
import { targetSource } from './sources.js';

type Inputs = InputValues<typeof deployNamespaceFilesSpec.inputs>;

/**
 * What `localPath` chooses, and where each line leads.
 * @throws FilesError naming every path that is not what it seems: what is uploaded would not be the folder
 */
export function readSources(inputs: Inputs, run: Run): readonly TargetSource[] {
  const { localPath, include, exclude = [], ignoreFile, includeHidden, namespacePath, keepFolderName } = inputs;
  const { workspace } = run.context;
  const found: { readonly source: TargetSource; readonly tree: Discovery }[] = [];
  for (const line of localPath) {
    const options = { workspace, roots: [line.localPath], include, exclude, ignoreFile, includeHidden };
    const tree = discoverFiles({ ...options, input: 'localPath' });
    const kind = isFile(workspace, line.localPath, 'localPath') ? 'file' : 'folder';
    const source = targetSource(line, kind, tree.files, {
      namespacePath,
      keepFolderName,
      isOneOfSeveral: localPath.length > 1,
      folderName: basename(resolve(workspace, line.localPath)),
    });
    found.push({ source, tree });
  }
  const trees = found.map(({ tree }) => tree);
  const [first, ...others] = trees.map(({ unused }) => unused);
  // What one folder does not have, another may.
  const isUnusedIn = (list: typeof first, text: string) => list?.some((pattern) => pattern.text === text);
  const unused = first!.filter(({ text }) => others.every((list) => isUnusedIn(list, text)));
  warnOfUnusedPatterns(unused, deployNamespaceFilesSpec.inputs.include.default, run);
  const badPaths = trees.flatMap((tree) => tree.badPaths);
  if (badPaths.length > 0) {
    throw new FilesError(`${badPaths.map(described).join('\n')}\nNothing was uploaded.`, {
      hint: badPaths.every(({ problem }) => problem === 'unreadable')
        ? 'Rename or repair what is named here, or leave it out with `exclude`.'
        : 'Remove the links, replace them by copies, or leave them out with `exclude`.',
    });
  }
  const left = leftOut(trees, ignoreFile);
  if (left !== '') run.notice(left);
  return found.map(({ source }) => source);
}

/** "Left out: 3 files by .kestraignore, 2 by exclude, 4 hidden." */
function leftOut(trees: readonly Discovery[], ignoreFile: string | undefined): string {
  const sum = (count: (tree: Discovery) => number) => trees.reduce((total, tree) => total + count(tree), 0);
  const parts = [
    { count: sum(({ ignored }) => ignored), by: `by ${ignoreFile}` },
    { count: sum((tree) => tree.leftOut.exclude), by: 'by `exclude`' },
    { count: sum((tree) => tree.leftOut.include), by: 'not in `include`' },
    { count: sum((tree) => tree.leftOut.hidden), by: 'hidden (see `includeHidden`)' },
  ].filter(({ count }) => count > 0);
  return parts.length === 0 ? '' : `Left out: ${parts.map(({ count, by }) => `${count} ${by}`).join(', ')}.`;
}

function described({ path, problem, code }: BadPath): string {
  switch (problem) {
    case 'dangling':
      return `The symbolic link ${path} leads nowhere (${code}).`;
    case 'outside':
    case 'outside-folder':
      return `The symbolic link ${path} leads outside the workspace.`;
    case 'loop':
      return `The symbolic link ${path} leads back into itself.`;
    case 'unreadable':
      return path.includes('\uFFFD') ? `The name of ${path} is not UTF-8 text.` : `${path} cannot be read (${code}).`;
  }
}
