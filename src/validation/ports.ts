import type { ServerVerdict } from '../rules/verdict.js';

/**
 * What validating and deploying flows needs of a server. The client fits structurally (src/kestra), the
 * actions plug it in, tests pass fakes.
 */

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
  /**
   * POST /flows/validate with the YAML body: one entry a document, in any number and order the server gives.
   */
  validateFlows(body: string): Promise<readonly (ServerVerdict & { readonly index: number })[]>;
  /**
   * GET /flows/{namespace}/{id}?source=true; undefined: there is none (404).
   * @param freshWithinMs on a connection of its own, answered within this time
   */
  getFlow(namespace: string, id: string, freshWithinMs?: number): Promise<StoredFlow | undefined>;
  /** POST /flows. A ConflictError when it exists (409, or 422 "already exists"). Never repeated blindly. */
  createFlow(source: string): Promise<StoredFlow>;
  /**
   * PUT /flows/{namespace}/{id}. Only for a flow that this run has read: a PUT of a missing one takes a
   * server down.
   */
  updateFlow(namespace: string, id: string, source: string): Promise<StoredFlow>;
  /** DELETE /flows/{namespace}/{id}; false: there was none (404). */
  deleteFlow(namespace: string, id: string): Promise<boolean>;
  /**
   * GET /flows/export/by-query: sources of all flows of these namespaces, and of those namespaces with all
   * below them, in no order; there may be others among them.
   */
  exportSources(namespaces: readonly string[], trees?: readonly string[]): Promise<readonly string[]>;
  /** The same for all flows of the tenant that may be read. */
  exportAllSources(): Promise<readonly string[]>;
}

/** What an adapter's failure means, for a job that has to decide without knowing the adapter. */
export interface ServerFailures {
  /** It exists already: 409, or 422 "already exists". */
  isConflict(error: unknown): boolean;
  /** The server failed at this request (500): another write may have been in its way. */
  isBreakdown(error: unknown): boolean;
  /** No answer, or one of a proxy that got none: what was asked for may have been done. */
  isLost(error: unknown): boolean;
  /**
   * The server was reached, and this request was not to its liking (400, 403, 404, 405, 422, 500): another
   * way to ask may do.
   */
  isRefusal(error: unknown): boolean;
  /** Nothing lives at the address that was asked (404): below it there is nothing to be found either. */
  isNotFound(error: unknown): boolean;
  /** The request was sent more than once: what it met may be its own success. */
  wasRepeated(error: unknown): boolean;
}

/** Where the namespace files may be that flows name. */
export interface FileLists {
  /** GET /namespaces/{namespace}/files/search with "/": paths of all its files. */
  readonly onServer: (namespace: string) => Promise<readonly string[]>;
  /** A namespace may have files of those that it lies in as well. */
  readonly inherits: boolean;
  /** Paths of the checkout's files; undefined: there are too many. */
  readonly inCheckout: () => Promise<readonly string[] | undefined>;
}
