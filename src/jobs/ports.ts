import type { ServerVerdict } from '../rules/verdict.js';

/**
 * What the jobs need of the world. The adapters fit structurally (src/kestra, src/files, src/github), the actions plug them in,
 * tests pass fakes.
 */

/** Version and edition of a Kestra server, as far as `GET /api/v1/configs` tells. */
export interface ServerInfo {
  readonly version?: string;
  readonly edition?: 'OSS' | 'EE';
}

/** A flow as the server holds it. */
export interface StoredFlow {
  readonly namespace: string;
  readonly id: string;
  readonly revision: number;
  /** Byte for byte what was last written. */
  readonly source: string;
  readonly disabled?: boolean;
}

export interface FlowServer {
  /** GET /configs; never fails for lack of credentials. */
  serverInfo(): Promise<ServerInfo>;
  /** POST /flows/validate with the YAML body: one entry a document, in any number and order the server gives. */
  validateFlows(body: string): Promise<readonly (ServerVerdict & { readonly index: number })[]>;
  /** GET /flows/{namespace}/{id}?source=true; undefined: there is none (404). */
  getFlow(namespace: string, id: string): Promise<StoredFlow | undefined>;
  /** POST /flows. A ConflictError when it exists (409, or 422 "already exists"). Never repeated blindly. */
  createFlow(source: string): Promise<StoredFlow>;
  /** PUT /flows/{namespace}/{id}. Only for a flow that this run has read: a PUT of a missing one takes a server down. */
  updateFlow(namespace: string, id: string, source: string): Promise<StoredFlow>;
  /** DELETE /flows/{namespace}/{id}; false: there was none (404). */
  deleteFlow(namespace: string, id: string): Promise<boolean>;
  /** GET /flows/export/by-query for exactly these namespaces: sources of all their flows, in no order. */
  exportSources(namespaces: readonly string[]): Promise<readonly string[]>;
}

export interface StoredFile {
  /** As the server lists it (1.x: blanks are "+"). */
  readonly name: string;
  readonly type: 'File' | 'Directory';
  /** Bytes. */
  readonly size: number;
}

export interface FileServer {
  serverInfo(): Promise<ServerInfo>;
  /** GET /files/directory: one level; undefined: no such folder (404). `path` is absolute. */
  listFolder(namespace: string, path: string): Promise<readonly StoredFile[] | undefined>;
  /** GET /files: the bytes; undefined: there is none (404). */
  getFile(namespace: string, path: string): Promise<Uint8Array | undefined>;
  /** POST /files: creates or overwrites in place. */
  putFile(namespace: string, path: string, bytes: Uint8Array): Promise<void>;
  /** DELETE /files. */
  deleteFile(namespace: string, path: string): Promise<void>;
}

/** What an adapter's failure means, for a job that has to decide without knowing the adapter. */
export interface ServerFailures {
  /** It exists already: 409, or 422 "already exists". */
  isConflict(error: unknown): boolean;
  /** The server was reached, and this request was not to its liking (400, 403, 404, 405, 422, 500): another way to ask may do. */
  isRefusal(error: unknown): boolean;
  /** The request was sent more than once: what it met may be its own success. */
  wasRepeated(error: unknown): boolean;
}

/** Tells a waiting person how long work goes on; called often, shows a line every few seconds. */
export type Progress = (done: number, total: number, bytes?: number) => void;
