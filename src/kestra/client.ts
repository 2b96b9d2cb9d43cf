import { type Credentials, headersOf, identityOf, secretsOf } from './credentials.js';
import {
  decodeServerInfo,
  type FileAttributes,
  type FlowPage,
  type FlowVerdict,
  type ServerInfo,
  type StoredFlow,
} from './decode.js';
import type { Content } from './content.js';
import type { ExportedFiles } from './export-zip.js';
import { FileRequests, type PutOptions } from './file-requests.js';
import { FlowRequests } from './flow-requests.js';
import { Http, type HttpOptions } from './http.js';
import { Session } from './session.js';

export type { Credentials } from './credentials.js';

export interface KestraClientOptions extends Pick<
  HttpOptions,
  'fetch' | 'fetchFresh' | 'timeoutMs' | 'retries' | 'onRequest' | 'onRetry' | 'stop' | 'sleep' | 'random'
> {
  /** Base address; may carry a path prefix. */
  readonly server: string;
  readonly tenant: string;
  readonly credentials: Credentials;
  /** Extra headers; their values are treated as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly userAgent: string;
  /** Address of the proxy that `fetch` goes through, for messages. */
  readonly proxy?: string | undefined;
}

/**
 * A client of Kestra's HTTP API, 0.23 to 2.0, for one tenant.
 * @throws UsageError when credentials or headers cannot be sent
 */
export function createKestraClient(options: KestraClientOptions): KestraClient {
  return new KestraClient(options);
}

/** Every method @throws KestraError; which one says what went wrong. */
export class KestraClient {
  readonly #http: Http;
  readonly #session: Session;
  readonly #flows: FlowRequests;
  readonly #files: FileRequests;
  #info: ServerInfo = {};

  constructor(options: KestraClientOptions) {
    const { credentials, headers = {}, tenant, proxy } = options;
    const server = options.server.replace(/\/+$/, '');
    const who = identityOf(credentials, headers);
    this.#http = new Http({
      ...options,
      headers: headersOf(credentials, headers, options.userAgent),
      secrets: secretsOf(credentials, headers),
      situation: () => ({ server, tenant, proxy, ...who, ...this.#info }),
    });
    this.#session = new Session(this.#http, tenant);
    this.#flows = new FlowRequests(this.#session);
    this.#files = new FileRequests(this.#session);
  }

  /**
   * GET /api/v1/configs: version and edition. A server that wants more credentials for it, or does not know
   * it, is simply unknown.
   */
  async serverInfo(): Promise<ServerInfo> {
    const request = { method: 'GET', path: '/api/v1/configs', what: 'tell its version', needs: 'read flows' } as const;
    const answer = await this.#http.send({ ...request, expect: (status) => [401, 403, 404].includes(status) });
    if (answer.status === 401) this.#info = await this.#loginInfo();
    else this.#info = answer.status < 300 ? this.#session.decode(answer, decodeServerInfo) : {};
    return this.#info;
  }

  /** POST /flows/validate with YAML documents joined by `---` lines: one verdict a document. */
  validateFlows(body: string): Promise<readonly FlowVerdict[]> {
    return this.#flows.validate(body);
  }

  /**
   * GET /flows/{namespace}/{id}?source=true; undefined when there is none.
   * @param freshWithinMs on a connection of its own, answered within this time
   */
  getFlow(namespace: string, id: string, freshWithinMs?: number): Promise<StoredFlow | undefined> {
    return this.#flows.get(namespace, id, freshWithinMs);
  }

  /**
   * POST /flows: a new flow.
   * @throws ConflictError when it exists; after a repeat that may be its own success
   */
  createFlow(source: string): Promise<StoredFlow> {
    return this.#flows.create(source);
  }

  /**
   * PUT /flows/{namespace}/{id}: a new revision of a flow that this client has read; without an answer it is
   * not repeated.
   */
  updateFlow(namespace: string, id: string, source: string): Promise<StoredFlow> {
    return this.#flows.update(namespace, id, source);
  }

  /** DELETE /flows/{namespace}/{id}; false when there was none. */
  deleteFlow(namespace: string, id: string): Promise<boolean> {
    return this.#flows.delete(namespace, id);
  }

  /** GET /flows/search: the flows of a namespace and those below it, a page at a time. */
  searchFlows(namespace: string, page = 1, size = 1000): Promise<FlowPage> {
    return this.#flows.search(namespace, page, size);
  }

  /**
   * GET /flows/export/by-query: the exact sources of all flows of these namespaces, and of those namespaces
   * with all below them, in one or two requests. Where that would take more, all flows of the tenant come.
   */
  exportSources(namespaces: readonly string[], trees: readonly string[] = []): Promise<readonly string[]> {
    return this.#flows.exportSources(namespaces, trees);
  }

  /** GET /flows/export/by-query: the exact sources of all flows of the tenant that may be read. */
  exportAllSources(): Promise<readonly string[]> {
    return this.#flows.exportAllSources();
  }

  /** GET /namespaces/{namespace}/files/directory: one level; undefined when there is no such folder. */
  listFolder(namespace: string, path: string): Promise<readonly FileAttributes[] | undefined> {
    return this.#files.list(namespace, path);
  }

  /** GET /namespaces/{namespace}/files/stats; undefined when there is none. */
  fileStats(namespace: string, path: string): Promise<FileAttributes | undefined> {
    return this.#files.stats(namespace, path);
  }

  /** GET /namespaces/{namespace}/files: the bytes; undefined when there is none. */
  getFile(namespace: string, path: string): Promise<Uint8Array | undefined> {
    return this.#files.get(namespace, path);
  }

  /**
   * GET /namespaces/{namespace}/files in pieces, from the start again when it breaks off; false when there is
   * none.
   */
  readFile(
    namespace: string,
    path: string,
    onBody: (pieces: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<boolean> {
    return this.#files.read(namespace, path, onBody);
  }

  /** Reads a file to see whether it holds exactly these bytes; undefined when there is none. */
  holdsFile(namespace: string, path: string, content: Content): Promise<boolean | undefined> {
    return this.#files.holds(namespace, path, content);
  }

  /**
   * GET /namespaces/{namespace}/files/export: all files of a namespace; undefined when that is more than
   * `maxBytes`, packed.
   */
  exportFiles(namespace: string, maxBytes: number): Promise<ExportedFiles | undefined> {
    return this.#files.export(namespace, maxBytes);
  }

  /**
   * POST /namespaces/{namespace}/files: creates or overwrites in place; a large content goes in pieces.
   * @throws FileConflictError with `onlyNew`, when another file is there before it is sent again
   */
  putFile(namespace: string, path: string, content: Uint8Array | Content, options?: PutOptions): Promise<void> {
    return this.#files.put(namespace, path, content, options);
  }

  /** DELETE /namespaces/{namespace}/files; succeeds also when there was none. */
  deleteFile(namespace: string, path: string): Promise<void> {
    return this.#files.delete(namespace, path);
  }

  /**
   * GET /namespaces/{namespace}/files/search: paths of files that contain the text; "/" gives all (1.2 and
   * newer).
   */
  searchFiles(namespace: string, text: string): Promise<readonly string[]> {
    return this.#files.search(namespace, text);
  }

  /**
   * 2.0 keeps `/configs` to itself, but tells without credentials whether there are any. Only for the message
   * of a 401.
   */
  async #loginInfo(): Promise<ServerInfo> {
    const request = { method: 'GET', path: '/api/v1/configs/login', what: 'say whether it has a user' } as const;
    try {
      return this.#session.decode(await this.#http.send({ ...request, needs: 'read flows' }), decodeServerInfo);
    } catch {
      return {};
    }
  }
}
