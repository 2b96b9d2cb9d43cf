import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/**
 * The root of the checkout that a folder lies in – the nearest folder with a `.git` –, and the folder's path
 * from there with "/"; links resolved; undefined when there is none. Git itself would also stop at a bare
 * repository on its way up. A pull request can bring one, as its files have ordinary names: with a history of
 * its own, and with settings that make git run programs. A `.git` it cannot bring.
 * @param folder absolute path
 */
export async function nearestRoot(
  folder: string,
): Promise<{ readonly root: string; readonly folder: string } | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  for (let root = real; ; root = dirname(root)) {
    if (await hasGit(root)) return { root, folder: relative(root, real).split(sep).join('/') };
    if (root === dirname(root)) return undefined;
  }
}

/** Whether a checkout begins here: `.git` is a file in a submodule or a worktree, else a folder. */
export function hasGit(folder: string): Promise<boolean> {
  return stat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}
