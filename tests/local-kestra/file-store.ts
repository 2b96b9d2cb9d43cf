import type { Line } from './line.js';
import { PlainFiles } from './plain-files.js';
import { VersionedFiles } from './versioned-files.js';

/** A file or folder of a namespace, as listings show it. */
export interface FileEntry {
  readonly kind: 'File' | 'Directory';
  readonly size: number;
  readonly created: number;
  readonly modified: number;
  readonly revisions: number;
}

export type PathAndEntry = readonly [path: string, entry: FileEntry];

/** Namespace files of a tenant; paths are absolute, as `readPath` makes them. */
export interface FileStore {
  /** undefined when there is no such file or folder. */
  entry(namespace: string, path: string): FileEntry | undefined;
  /** @throws Refusal when there is no such file or folder */
  existing(namespace: string, path: string): FileEntry;
  /**
   * What an upload will make that is not there yet: the folders above it and itself. Two uploads that make
   * the same thing at once cannot both succeed.
   */
  missing(namespace: string, path: string): readonly string[];
  /** Stores a file, with all folders above it. */
  put(namespace: string, path: string, content: Uint8Array): void;
  makeFolder(namespace: string, path: string): void;
  /** The bytes of the newest, or of a certain, revision. */
  read(namespace: string, path: string, revision?: number): Uint8Array;
  /** One level below a folder, which the line may not have. */
  list(namespace: string, folder: string): readonly PathAndEntry[];
  /** Paths of all files. */
  paths(namespace: string): readonly string[];
  /** Paths of all files with their bytes, as the export has them. */
  contents(namespace: string): readonly (readonly [path: string, content: Uint8Array])[];
  move(namespace: string, from: string, to: string): void;
  /**
   * Deletes a file, or a folder with all in it, and the folders that it leaves empty; `keptFolders` are not
   * seen to be empty, because another deletion is under way in them.
   */
  delete(namespace: string, path: string, keptFolders?: ReadonlySet<string>): void;
}

export function newFileStore(line: Line, tenant: string): FileStore {
  return line.fileStorage === 'plain' ? new PlainFiles(tenant) : new VersionedFiles(line, tenant);
}
