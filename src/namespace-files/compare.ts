import { listedName, type NameRules } from './server-names.js';
import type { Refusal, Target } from './plan-targets.js';
import { foldersOf } from './target-path.js';

/** A file or folder as the server lists it. */
export interface ListedEntry {
  readonly name: string;
  readonly type: 'File' | 'Directory';
  /** Bytes. */
  readonly size: number;
}

/** The entries of the listed folders, by path; a folder that is absent does not exist. */
export type Listing = ReadonlyMap<string, readonly ListedEntry[]>;

/** How a target compares, as far as a listing tells. "same-size": only its bytes can tell. */
export type ListedState = 'missing' | 'different' | 'same' | 'same-size';

/** Looks targets up in what the server listed. */
export interface ListingIndex {
  stateOf(target: Target): ListedState;
  /** What the server has at a path; undefined when there is nothing. */
  kindOf(path: string): 'File' | 'Directory' | undefined;
}

export function indexListing(listing: Listing, rules: NameRules): ListingIndex {
  const entries = new Map<string, ListedEntry>();
  for (const [folder, listed] of listing) {
    for (const entry of listed) {
      const path = listedName(`${folder === '/' ? '' : folder}/${entry.name}`, rules);
      // Should a name be listed twice, the folder counts: a file could not be written there.
      if (entries.get(path)?.type !== 'Directory') entries.set(path, entry);
    }
  }
  const find = (path: string) => entries.get(listedName(path, rules));
  return {
    stateOf: ({ path, file }) => {
      const entry = find(path);
      if (entry === undefined) return 'missing';
      if (entry.size !== file.size) return 'different';
      return file.size === 0 ? 'same' : 'same-size';
    },
    kindOf: (path) => find(path)?.type,
  };
}

/** Targets that stand where the server has a folder, or below something that is a file there. */
export function findClashes(targets: readonly Target[], index: ListingIndex): readonly Refusal[] {
  return targets.flatMap((target): readonly Refusal[] => {
    if (index.kindOf(target.path) === 'Directory') {
      const reason = `the server has a folder at ${target.path}. Kestra cannot put a file there; delete the folder in Kestra, or choose another target.`;
      return [{ ...target, reason }];
    }
    const file = foldersOf(target.path).find((folder) => index.kindOf(folder) === 'File');
    if (file === undefined) return [];
    const reason = `${target.path} would lie below ${file}, which is a file on the server. Delete that file in Kestra, or choose another target.`;
    return [{ ...target, reason }];
  });
}

/** The folders that targets lie in, by depth: the root first. */
export function foldersByDepth(targets: readonly Target[]): readonly (readonly string[])[] {
  const levels: Set<string>[] = [];
  for (const { path } of targets) {
    for (const [depth, folder] of foldersOf(path).entries()) (levels[depth] ??= new Set()).add(folder);
  }
  return levels.map((level) => [...level]);
}
