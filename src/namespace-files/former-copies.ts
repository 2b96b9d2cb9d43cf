import type { TargetSource } from './plan-targets.js';
import { listedName, type NameRules } from './server-names.js';
import { parseNamespacePath } from './target-path.js';

/** Copies of a folder's files where the official action put them: below the folder's own name. */
export interface FormerCopies {
  readonly localPath: string;
  /** "/config/config" */
  readonly folder: string;
  /** How many of the folder's files are there. */
  readonly files: number;
}

/** Folders whose files the server has a second time, one level deeper. */
export function findFormerCopies(
  sources: readonly TargetSource[],
  stored: readonly string[],
  rules: NameRules,
): readonly FormerCopies[] {
  const there = new Set(stored.map((path) => listedName(path, rules)));
  return sources.flatMap(({ localPath, kind, files, namespacePath }): readonly FormerCopies[] => {
    const name = localPath.split(/[\\/]/).findLast((step) => step !== '' && step !== '.');
    if (kind !== 'folder' || name === undefined || name === '..') return [];
    const target = parseNamespacePath(namespacePath).path;
    const folder = listedName(`${target}/${name}`, rules);
    // What this run puts there is no copy.
    const ours = new Set(files.map(({ inRoot }) => listedName(`${target}/${inRoot}`, rules)));
    const copies = files
      .map(({ inRoot }) => listedName(`${folder}/${inRoot}`, rules))
      .filter((path) => there.has(path) && !ours.has(path));
    return copies.length === 0 ? [] : [{ localPath, folder, files: copies.length }];
  });
}
