/**
 * What deploying namespace files needs of a server. The client fits structurally (src/kestra), the action
 * plugs it in, tests pass fakes.
 */

/** A file or folder of a namespace, as the server lists it. */
export interface StoredFile {
  /** As the server lists it (1.x: blanks are "+"). */
  readonly name: string;
  readonly type: 'File' | 'Directory';
  /** Bytes. */
  readonly size: number;
}

export interface FileServer {
  /** GET /files/directory: one level; undefined: no such folder (404). `path` is absolute. */
  listFolder(namespace: string, path: string): Promise<readonly StoredFile[] | undefined>;
  /** GET /files: the bytes; undefined: there is none (404). */
  getFile(namespace: string, path: string): Promise<Uint8Array | undefined>;
  /** POST /files: creates or overwrites in place. */
  putFile(namespace: string, path: string, bytes: Uint8Array): Promise<void>;
  /** DELETE /files. */
  deleteFile(namespace: string, path: string): Promise<void>;
}
