import { gitText } from './run-git.js';

/**
 * Files that differ between the common ancestor of two commits and the second one, removed ones left out.
 * Paths begin at the root of the repository.
 * @param base a commit, or the name of a branch of the remote "origin"
 * @returns undefined when this checkout does not have both commits and their common ancestor, or is none
 */
export async function changedFilesByGit(
  cwd: string,
  base: string,
  head: string,
): Promise<readonly string[] | undefined> {
  if (!isCommit(head)) return undefined;
  const from = isCommit(base) ? base : base === '' ? undefined : await commitOf(cwd, `refs/remotes/origin/${base}`);
  if (from === undefined) return undefined;
  // Configuration of the user must not change what the list means.
  const args = [
    'diff',
    '--name-only',
    '-z',
    '--no-relative',
    '--find-renames',
    '--diff-filter=d',
    // A submodule whose pointer moved is a change, whatever .gitmodules says.
    '--ignore-submodules=none',
    `${from}...${head}`,
    '--',
  ];
  return (await gitText(cwd, args))?.split('\0').filter((path) => path !== '');
}

async function commitOf(cwd: string, ref: string): Promise<string | undefined> {
  const commit = (await gitText(cwd, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]))?.trim();
  return commit !== undefined && isCommit(commit) ? commit : undefined;
}

function isCommit(text: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text);
}
