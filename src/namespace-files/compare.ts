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

/** How a target compares, as far as paths and sizes tell. "doubtful": only its bytes can tell. */
export type ListedState = 'missing' | 'different' | 'same' | 'doubtful';

/** What a namespace holds, as the server lists it. */
export class StoredIndex {
  readonly #files: ReadonlySet<string>;
  readonly #folders: Set<string>;
  /** Files and folders of those folders that were listed. */
  readonly #listed = new Map<string, ListedEntry>();

  /** @param paths all files of the namespace, absolute, as the server lists them */
  constructor(
    readonly paths: readonly string[],
    private readonly rules: NameRules,
  ) {
    this.#files = new Set(paths.map((path) => listedName(path, rules)));
    this.#folders = new Set(['/', ...paths.flatMap((path) => foldersOf(listedName(path, rules)))]);
  }

  /** Adds what a folder holds. Only a listing tells of folders that are empty. */
  addListing(folder: string, entries: readonly ListedEntry[]): void {
    for (const entry of entries) {
      const path = listedName(`${folder === '/' ? '' : folder}/${entry.name}`, this.rules);
      // Should a name be listed twice, the folder counts: a file could not be written there.
      if (this.#listed.get(path)?.type !== 'Directory') this.#listed.set(path, entry);
      if (entry.type === 'Directory') this.#folders.add(path);
    }
  }

  stateOf({ path, file }: Target): ListedState {
    const name = listedName(path, this.rules);
    if (!this.#files.has(name)) return 'missing';
    const size = this.#listed.get(name)?.size;
    if (size === undefined || (size === file.size && size > 0)) return 'doubtful';
    return size === file.size ? 'same' : 'different';
  }

  /** Bytes; undefined when its folder was not listed. */
  sizeOf(path: string): number | undefined {
    return this.#listed.get(listedName(path, this.rules))?.size;
  }

  isFolder(path: string): boolean {
    return this.#folders.has(listedName(path, this.rules));
  }

  isFile(path: string): boolean {
    return this.#files.has(listedName(path, this.rules));
  }
}

/** Targets that stand where the server has a folder, or below something that is a file there. */
export function findClashes(targets: readonly Target[], stored: StoredIndex): readonly Refusal[] {
  return targets.flatMap((target): readonly Refusal[] => {
    if (stored.isFolder(target.path)) {
      const reason = `the server has a folder at ${target.path}. Kestra cannot put a file there; delete the folder in Kestra, or choose another target.`;
      return [{ ...target, reason }];
    }
    const file = foldersOf(target.path).find((folder) => stored.isFile(folder));
    if (file === undefined) return [];
    const reason = `${target.path} would lie below ${file}, which is a file on the server. Delete that file in Kestra, or choose another target.`;
    return [{ ...target, reason }];
  });
}

/**
 * The folders to list, by depth, for targets that the server does not have: from the last one that is known
 * to exist down, each only when the one above it shows that it is there. A file must not go where an empty
 * folder is: Kestra 1.x takes it and stores nothing.
 */
export function foldersToLookInto(targets: readonly Target[], stored: StoredIndex): readonly (readonly string[])[] {
  const levels: Set<string>[] = [];
  for (const { path } of targets) {
    const folders = foldersOf(path);
    const known = folders.findLastIndex((folder) => stored.isFolder(folder));
    for (let depth = Math.max(known, 0); depth < folders.length; depth++)
      (levels[depth] ??= new Set()).add(folders[depth]!);
  }
  return Array.from(levels, (level) => [...(level ?? [])]);
}
