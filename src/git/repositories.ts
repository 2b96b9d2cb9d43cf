import { join, posix } from 'node:path';
import { hasGit } from './nearest-root.js';
import { gitText } from './run-git.js';

/** A Git repository that is checked out in the workspace. */
export interface CheckedOutRepository {
  /** Where its root is, relative to the workspace, with "/"; "" for the workspace itself. */
  readonly folder: string;
  /** The commit that is checked out; absent when git does not tell. */
  readonly sha?: string;
  /** Address of its page, such as https://github.com/owner/name, by the remote "origin". */
  readonly url?: string;
}

/**
 * The repositories that paths of the workspace lie in, and those around these, the innermost first. Nothing
 * outside the workspace counts.
 * @param workspace absolute path
 * @param paths of files, relative to the workspace, with "/"
 */
export async function findRepositories(
  workspace: string,
  paths: readonly string[],
): Promise<readonly CheckedOutRepository[]> {
  const folders = new Set(['']);
  for (const path of paths) {
    for (let folder = posix.dirname(path); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder))
      folders.add(folder);
  }
  const found: CheckedOutRepository[] = [];
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    const root = join(workspace, folder);
    if (await hasGit(root)) found.push({ folder, ...(await aboutRepository(root)) });
  }
  return found;
}

async function aboutRepository(root: string): Promise<Omit<CheckedOutRepository, 'folder'>> {
  // Asked in a folder that is no repository, git answers for one around it: then there is a prefix.
  const [sha, prefix] = (await gitText(root, ['rev-parse', 'HEAD', '--show-prefix']))?.split(/\r?\n/) ?? [];
  if (sha === undefined || prefix !== '') return {};
  const url = pageOf((await gitText(root, ['config', '--get', 'remote.origin.url']))?.trim() ?? '');
  return { sha, ...(url === undefined ? {} : { url }) };
}

/** The page of a remote: without credentials, and as a browser opens it. */
export function pageOf(remote: string): string | undefined {
  const short = /^(?:[^@/:\s]+@)?([\w.-]+\.[\w.-]+):(?!\/)([^\s]+)$/.exec(remote);
  const text = short === null ? remote : `ssh://${short[1]}/${short[2]}`;
  if (!URL.canParse(text)) return undefined;
  const { protocol, host, hostname, pathname } = new URL(text);
  if (protocol !== 'https:' && protocol !== 'http:' && protocol !== 'ssh:') return undefined;
  const path = pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return protocol === 'ssh:' ? `https://${hostname}${path}` : `${protocol}//${host}${path}`;
}
