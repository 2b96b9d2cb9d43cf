import { foldersOf } from './target-path.js';

/** A file that is going to be uploaded. */
interface Upload {
  /** Absolute path inside the namespace. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * Which uploads should be finished before each one starts, so that every new folder is made by one upload
 * alone: its smallest file goes first, its other files and the folders in it follow. Kestra 1.2 to 2.0 loses
 * files when two uploads make the same folder at once.
 * @returns by position, the positions that it waits for
 */
export function uploadOrder(
  uploads: readonly Upload[],
  isThere: (folder: string) => boolean,
): readonly (readonly number[])[] {
  const openers = new Map<string, number>();
  for (const [position, { path, size }] of uploads.entries()) {
    for (const folder of foldersOf(path)) {
      const opener = openers.get(folder);
      if (opener === undefined ? !isThere(folder) : size < uploads[opener]!.size) openers.set(folder, position);
    }
  }
  // Whoever opens a folder also opens the one inside it that it lies in: the deepest other one is enough.
  return uploads.map(({ path }, position) => {
    const opener = foldersOf(path)
      .map((folder) => openers.get(folder))
      .findLast((other) => other !== undefined && other !== position);
    return opener === undefined ? [] : [opener];
  });
}
