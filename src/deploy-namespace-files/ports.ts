/**
 * What deploying namespace files needs of a server. The client fits structurally (src/kestra), the action
 * plugs it in, tests pass fakes.
 */

/** A file or folder of a namespace, as the server lists it. */
export interface StoredFile {
  /** As the server lists it (before 2.0: blanks are "+"). */
  readonly name: string;
  readonly type: 'File' | 'Directory';
  /** Bytes. */
  readonly size: number;
}

/** Bytes of a known number, which can be read as often as needed. */
export interface Content {
  /** Bytes. */
  readonly size: number;
  /** In pieces, from the start. */
  open(): AsyncIterable<Uint8Array>;
}

/** All files of a namespace, packed. Paths are absolute, as the server lists them. */
export interface ExportedFiles {
  /** Bytes by path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The contents of these paths; one that is not to be had is absent. */
  read(paths: readonly string[]): ReadonlyMap<string, Uint8Array>;
}

/** Paths that go to the server are absolute. */
export interface FileServer {
  /** GET /files/search with "/": paths of all files of the namespace. */
  searchFiles(namespace: string, text: string): Promise<readonly string[]>;
  /** GET /files/directory: one level; undefined: no such folder (404). */
  listFolder(namespace: string, path: string): Promise<readonly StoredFile[] | undefined>;
  /** GET /files in pieces, from the start again when it breaks off; false: there is none (404). */
  readFile(
    namespace: string,
    path: string,
    onBody: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<boolean>;
  /** GET /files: whether it holds exactly these bytes; undefined: there is none (404). */
  holdsFile(namespace: string, path: string, content: Content): Promise<boolean | undefined>;
  /** GET /files/export; undefined: it is larger than `maxBytes`. */
  exportFiles(namespace: string, maxBytes: number): Promise<ExportedFiles | undefined>;
  /**
   * POST /files: creates or overwrites in place. `onlyNew`: it was not there; another one that is there
   * before it is sent again is left as it is, and the upload fails.
   */
  putFile(namespace: string, path: string, content: Content, options?: { readonly onlyNew?: boolean }): Promise<void>;
  /** DELETE /files: a file, or a folder with all that is in it; also succeeds when there is none. */
  deleteFile(namespace: string, path: string): Promise<void>;
}

/** Keeps contents for a while, beside the memory. */
export interface Backups {
  /** Keeps what these pieces hold. */
  keep(pieces: AsyncIterable<Uint8Array>): Promise<Content>;
}

/** A file that the repository held once below a source, and holds there no more. */
export interface RemovedFile {
  /** Relative to the source, with "/". */
  readonly inRoot: string;
  /** The commit that removed it. */
  readonly endedIn: string;
  /** Git's names of all contents that it had. */
  readonly blobs: ReadonlySet<string>;
}

/** What Git knows about the sources. */
export interface FileHistory {
  /** @throws HistoryError when there is no history, or not all of it */
  removedFiles(localPath: string): Promise<readonly RemovedFile[]>;
  /** Whether these bytes are one of the contents. */
  isOneOf(blobs: ReadonlySet<string>, content: Uint8Array): boolean;
}
