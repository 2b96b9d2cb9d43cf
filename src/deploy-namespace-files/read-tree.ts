import type { Run } from '../actions/run.js';
import { warnOfUnusedPatterns } from '../actions/unused-patterns.js';
import { FilesError } from '../errors.js';
import { discoverFiles } from '../files/discover.js';
import type { BadPath, FoundFile } from '../files/discovery.js';
import type { InputValues } from '../inputs/input.js';
import { counted } from '../report/counts.js';
import { deployNamespaceFilesSpec } from './inputs.js';

type Inputs = InputValues<typeof deployNamespaceFilesSpec.inputs>;

/**
 * The files to upload, as the inputs choose them.
 * @throws FilesError naming every path that is not what it seems: what is uploaded would not be the folder
 */
export async function readTree(inputs: Inputs, run: Run): Promise<readonly FoundFile[]> {
  const { localPath, include, exclude = [], ignoreFile } = inputs;
  const { workspace } = run.context;
  const found = await discoverFiles({
    workspace,
    roots: [localPath],
    include,
    exclude,
    ignoreFile,
    input: 'localPath',
  });
  warnOfUnusedPatterns(found.unused, deployNamespaceFilesSpec.inputs.include.default, run);
  if (found.ignored > 0) run.notice(`${counted(found.ignored, 'file')} left out by ${ignoreFile}.`);
  if (found.badPaths.length > 0) {
    throw new FilesError(`${found.badPaths.map(described).join('\n')}\nNothing was uploaded.`, {
      hint: 'Remove the links, replace them by copies, or leave them out with `exclude`.',
    });
  }
  return found.files;
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
      return `The folder ${path} cannot be read (${code}).`;
  }
}
