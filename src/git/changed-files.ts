import { getExecOutput } from '@actions/exec';

/**
 * Files that differ between the common ancestor of two commits and the second one, removed ones left out.
 * @returns undefined when this checkout does not have both commits, or is none
 */
export async function changedFilesByGit(
  cwd: string,
  base: string,
  head: string,
): Promise<readonly string[] | undefined> {
  if (![base, head].every((commit) => /^[0-9a-f]{40,64}$/.test(commit))) return undefined;
  const args = ['diff', '--name-only', '-z', '--diff-filter=d', `${base}...${head}`, '--'];
  try {
    const { exitCode, stdout } = await getExecOutput('git', args, { cwd, silent: true, ignoreReturnCode: true });
    return exitCode === 0 ? stdout.split('\0').filter((path) => path !== '') : undefined;
  } catch {
    return undefined;
  }
}
