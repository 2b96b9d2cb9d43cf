import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isInside } from './inside.js';
import { slashed } from './slashed.js';

/** Folders of tools, which hold nothing of one's own. */
const SKIPPED = new Set(['.git', 'node_modules']);
const MOST = 100_000;

/**
 * The paths of all files of a workspace, relative to it, with "/", also of those that links inside it lead
 * to. What cannot be read is left out.
 * @returns undefined when there are more than `most`
 */
export async function listPaths(workspace: string, most = MOST): Promise<readonly string[] | undefined> {
  const root = await realpath(workspace);
  const paths: string[] = [];
  /** Folders to look into: by the way that leads there, and by the real path of it and of those around it. */
  const open = [{ folder: workspace, real: root, within: new Set([root]) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, real, within } = next;
    const enter = (path: string, target: string) =>
      open.push({ folder: path, real: target, within: new Set([...within, target]) });
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      if (SKIPPED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) enter(path, join(real, entry.name));
      else if (entry.isFile()) paths.push(slashed(relative(workspace, path)));
      else if (entry.isSymbolicLink()) {
        const target = await realpath(path).catch(() => undefined);
        if (target === undefined || !isInside(root, target)) continue;
        if (!(await stat(target)).isDirectory()) paths.push(slashed(relative(workspace, path)));
        else if (!within.has(target)) enter(path, target);
      }
      if (paths.length > most || open.length > most) return undefined;
    }
  }
  return paths;
}
