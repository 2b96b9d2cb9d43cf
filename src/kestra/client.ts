import { unzipSync } from 'fflate';
import { ConflictError, InvalidRequestError, PermissionError, ProtocolError } from './errors.js';
import {
  decodeFile,
  decodeFiles,
  decodeFlow,
  decodeFlowPage,
  decodePaths,
  decodeServerInfo,
  decodeVerdicts,
  DecodeError,
  type FileAttributes,
  type FlowVerdict,
  type ServerInfo,
  type StoredFlow,
} from './decode.js';
import type { Situation } from './explain.js';
import { Http, type HttpAnswer, type HttpOptions } from './http.js';
import { encodeFile } from './multipart.js';

export type Credentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'anonymous' };

export interface KestraClientOptions extends Pick<
  HttpOptions,
  'fetch' | 'timeoutMs' | 'retries' | 'onRequest' | 'onRetry' | 'sleep' | 'random'
> {
  /** Base address; may carry a path prefix. */
  readonly server: string;
  readonly tenant: string;
  readonly credentials: Credentials;
  /** Extra headers; their values are treated as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly userAgent: string;
}

const YAML = 'application/x-yaml';
/** Netty refuses request lines beyond 4096 bytes. */
const MAX_QUERY = 3000;
const MAX_EXPORT_BYTES = 256 * 1024 * 1024;

/** A client of Kestra's HTTP API, 0.23 to 2.0, for one tenant. */
export function createKestraClient(options: KestraClientOptions): KestraClient {
  return new KestraClient(options);
}

export class KestraClient {
  readonly #http: Http;
  readonly #tenant: string;
  readonly #base: Omit<Situation, 'edition' | 'initialized'>;
  #info: ServerInfo = {};
  /** Resolves once a GET with credentials was answered: no body is sent before. */
  #checked: Promise<void> | undefined;
  /** Flows that this client has seen on the server: only these may be PUT. */
  readonly #seen = new Set<string>();

  constructor(options: KestraClientOptions) {
    const { credentials, headers = {} } = options;
    const authorization = authorizationOf(credentials);
    this.#tenant = `/api/v1/${encodeURIComponent(options.tenant)}`;
    this.#base = {
      server: options.server.replace(/\/+$/, ''),
      tenant: options.tenant,
      credentials: credentials.kind,
      ...(credentials.kind === 'basic' ? { user: credentials.user } : {}),
    };
    this.#http = new Http({
      ...options,
      headers: {
        accept: 'application/json',
        'user-agent': options.userAgent,
        ...headers,
        ...(authorization === undefined ? {} : { authorization }),
      },
      secrets: secretsOf(credentials, headers),
      situation: () => ({ ...this.#base, ...this.#info }),
    });
  }

  /** GET /api/v1/configs: version and edition. A server that wants more credentials for it, or does not know it, is simply unknown. */
  async serverInfo(): Promise<ServerInfo> {
    const answer = await this.#http.send({
      method: 'GET',
      path: '/api/v1/configs',
      what: 'tell its version',
      repeatable: 'always',
      expect: [401, 403, 404],
    });
    this.#info = answer.status === 200 ? this.#decode(answer, decodeServerInfo) : {};
    return this.#info;
  }

  /** POST /flows/validate with YAML documents joined by `---` lines: one verdict a document. */
  async validateFlows(body: string): Promise<readonly FlowVerdict[]> {
    await this.#checkCredentials();
    const path = `${this.#tenant}/flows/validate`;
    const request = { method: 'POST', path, body, contentType: YAML, what: 'validate flows' } as const;
    return this.#decode(await this.#http.send({ ...request, repeatable: 'always' }), decodeVerdicts);
  }

  /** GET /flows/{namespace}/{id}?source=true; undefined when there is none. */
  async getFlow(namespace: string, id: string): Promise<StoredFlow | undefined> {
    const answer = await this.#read(
      `${this.#flow(namespace, id)}?source=true`,
      `read the flow ${namespace}/${id}`,
      [404],
    );
    if (answer.status === 404) {
      this.#seen.delete(key(namespace, id));
      return undefined;
    }
    return this.#remember(this.#decode(answer, decodeFlow));
  }

  /**
   * POST /flows: a new flow. A repeated create can meet its own success, so "exists" must be read back and compared.
   * @throws ConflictError when the flow exists (409 in 2.0, 422 before)
   */
  async createFlow(source: string): Promise<StoredFlow> {
    await this.#checkCredentials();
    const request = { method: 'POST', path: `${this.#tenant}/flows`, body: source, contentType: YAML } as const;
    try {
      return this.#remember(
        this.#decode(await this.#http.send({ ...request, what: 'create a flow', repeatable: 'always' }), decodeFlow),
      );
    } catch (error) {
      throw asConflict(error);
    }
  }

  /**
   * PUT /flows/{namespace}/{id}: a new revision of a flow that this client has read. Kestra 1.3 and 2.0 do not survive the PUT of a missing
   * flow: others are refused here, and one without an answer is not repeated.
   */
  async updateFlow(namespace: string, id: string, source: string): Promise<StoredFlow> {
    if (!this.#seen.has(key(namespace, id))) throw new Error(`${namespace}/${id} was not read before it is updated`);
    const answer = await this.#http.send({
      method: 'PUT',
      path: this.#flow(namespace, id),
      body: source,
      contentType: YAML,
      what: `update the flow ${namespace}/${id}`,
      repeatable: 'after-refusal',
      timeoutHint:
        'The flow may have been deleted by somebody else in the meantime: Kestra does not answer then. It was not sent again. Look at the flow in Kestra, then run the step again.',
    });
    return this.#remember(this.#decode(answer, decodeFlow));
  }

  /** DELETE /flows/{namespace}/{id}; false when there was none. */
  async deleteFlow(namespace: string, id: string): Promise<boolean> {
    await this.#checkCredentials();
    const what = `delete the flow ${namespace}/${id}`;
    const path = this.#flow(namespace, id);
    const answer = await this.#http.send({ method: 'DELETE', path, what, repeatable: 'always', expect: [404] });
    this.#seen.delete(key(namespace, id));
    return answer.status !== 404;
  }

  /** GET /flows/search: the flows of a namespace and those below it, a page at a time. */
  async searchFlows(namespace: string, page = 1, size = 1000): Promise<ReturnType<typeof decodeFlowPage>> {
    const query = `page=${page}&size=${size}&sort=id:asc&filters[namespace][PREFIX]=${encodeURIComponent(namespace)}`;
    return this.#decode(await this.#read(`${this.#tenant}/flows/search?${query}`, 'search flows'), decodeFlowPage);
  }

  /** GET /flows/export/by-query: the exact sources of all flows of these namespaces (1.x and 2.0), in as few requests as fit. */
  async exportSources(namespaces: readonly string[]): Promise<readonly string[]> {
    const sources: string[] = [];
    for (const group of groupsOf(namespaces.map(encodeURIComponent), MAX_QUERY)) {
      const path = `${this.#tenant}/flows/export/by-query?filters[namespace][IN]=${group.join(',')}`;
      const answer = await this.#read(path, `read the flows of ${namespaces.length} namespaces`, [], MAX_EXPORT_BYTES);
      this.#http.refuseHtml(answer);
      sources.push(...this.#unzip(answer));
    }
    return sources;
  }

  /** GET /namespaces/{namespace}/files/directory: one level; undefined when there is no such folder. */
  async listFolder(namespace: string, path: string): Promise<readonly FileAttributes[] | undefined> {
    const answer = await this.#read(this.#files(namespace, '/directory', path), `list ${path} of ${namespace}`, [404]);
    return answer.status === 404 ? undefined : this.#decode(answer, decodeFiles);
  }

  /** GET /namespaces/{namespace}/files/stats; undefined when there is none. */
  async fileStats(namespace: string, path: string): Promise<FileAttributes | undefined> {
    const answer = await this.#read(this.#files(namespace, '/stats', path), `look at ${path} of ${namespace}`, [404]);
    return answer.status === 404 ? undefined : this.#decode(answer, decodeFile);
  }

  /** GET /namespaces/{namespace}/files: the bytes; undefined when there is none. */
  async getFile(namespace: string, path: string): Promise<Uint8Array | undefined> {
    const answer = await this.#read(this.#files(namespace, '', path), `read ${path} of ${namespace}`, [404], 1024 ** 3);
    if (answer.status === 404) return undefined;
    this.#http.refuseHtml(answer);
    return answer.bytes;
  }

  /** POST /namespaces/{namespace}/files: creates or overwrites in place. Every call makes a revision (1.2 and newer). */
  async putFile(namespace: string, path: string, bytes: Uint8Array): Promise<void> {
    await this.#checkCredentials();
    const request = {
      method: 'POST',
      path: this.#files(namespace, '', path),
      ...encodeFile('fileContent', bytes),
    } as const;
    this.#http.refuseHtml(
      await this.#http.send({ ...request, what: `upload ${path} to ${namespace}`, repeatable: 'always' }),
    );
  }

  /** DELETE /namespaces/{namespace}/files; succeeds also when there was none. */
  async deleteFile(namespace: string, path: string): Promise<void> {
    await this.#checkCredentials();
    const what = `delete ${path} of ${namespace}`;
    const url = this.#files(namespace, '', path);
    await this.#http.send({ method: 'DELETE', path: url, what, repeatable: 'always', expect: [404] });
  }

  /** GET /namespaces/{namespace}/files/search: paths of files that contain the text; "/" gives all (1.2 and newer). */
  async searchFiles(namespace: string, text: string): Promise<readonly string[]> {
    const path = `${this.#tenant}/namespaces/${encodeURIComponent(namespace)}/files/search?q=${encodeURIComponent(text)}`;
    return this.#decode(await this.#read(path, `search the files of ${namespace}`), decodePaths);
  }

  #flow(namespace: string, id: string): string {
    return `${this.#tenant}/flows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`;
  }

  #files(namespace: string, tail: string, path: string): string {
    return `${this.#tenant}/namespaces/${encodeURIComponent(namespace)}/files${tail}?path=${encodeURIComponent(path)}`;
  }

  async #read(path: string, what: string, expect: readonly number[] = [], maxBytes?: number): Promise<HttpAnswer> {
    const request = {
      method: 'GET',
      path,
      what,
      repeatable: 'always',
      expect,
      ...(maxBytes ? { maxBytes } : {}),
    } as const;
    const answer = await this.#http.send(request);
    this.#checked ??= Promise.resolve();
    return answer;
  }

  /** A large body with wrong credentials can end in a reset instead of a 401 (1.3): credentials are tried by a small GET first. */
  #checkCredentials(): Promise<void> {
    this.#checked ??= this.#read(`${this.#tenant}/flows/search?page=1&size=1`, 'accept the credentials').then(
      () => undefined,
      (error: unknown) => {
        // May not search, but is somebody: what comes next decides.
        if (error instanceof PermissionError) return;
        this.#checked = undefined;
        throw error;
      },
    );
    return this.#checked;
  }

  #remember(flow: StoredFlow): StoredFlow {
    this.#seen.add(key(flow.namespace, flow.id));
    return flow;
  }

  #decode<T>(answer: HttpAnswer, decode: (value: unknown) => T): T {
    const json = this.#http.json(answer);
    try {
      return decode(json);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      const { method, path } = answer.facts;
      const message = `${this.#base.server} answered to ${method} ${path} with something else than ${error.expected}.`;
      throw new ProtocolError(message, answer.facts, {
        hint: 'Check that `server` is the address of Kestra.',
        cause: error,
      });
    }
  }

  #unzip(answer: HttpAnswer): readonly string[] {
    let total = 0;
    try {
      const files = unzipSync(answer.bytes, {
        filter: ({ originalSize }) => (total += originalSize) <= MAX_EXPORT_BYTES,
      });
      if (total > MAX_EXPORT_BYTES) throw new Error('too large');
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      return Object.values(files).map((bytes) => decoder.decode(bytes));
    } catch (cause) {
      const message = `${this.#base.server} answered to the export of flows with no readable zip.`;
      throw new ProtocolError(message, answer.facts, { cause });
    }
  }
}

function key(namespace: string, id: string): string {
  return `${namespace}/${id}`;
}

function authorizationOf(credentials: Credentials): string | undefined {
  switch (credentials.kind) {
    case 'token':
      return `Bearer ${credentials.token}`;
    case 'basic':
      return `Basic ${basic(credentials)}`;
    case 'anonymous':
      return undefined;
  }
}

function basic({ user, password }: { readonly user: string; readonly password: string }): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}

function secretsOf(credentials: Credentials, headers: Readonly<Record<string, string>>): readonly string[] {
  const own =
    credentials.kind === 'token'
      ? [credentials.token]
      : credentials.kind === 'basic'
        ? [basic(credentials), credentials.password]
        : [];
  return [...own, ...own.map(encodeURIComponent), ...Object.values(headers)];
}

/** A create that meets "exists": 422 before 2.0. */
function asConflict(error: unknown): unknown {
  if (!(error instanceof InvalidRequestError)) return error;
  const paths = 'paths' in error ? (error.paths as readonly string[]) : [];
  const exists = error.excerpt.includes('already exists') && (paths.length === 0 || paths.includes('flow.id'));
  return exists ? new ConflictError(error.message, error.facts, error.status, error.excerpt, { cause: error }) : error;
}

/** Splits a list so that the joined texts stay below a length. */
function groupsOf(texts: readonly string[], maxLength: number): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let length = Infinity;
  for (const text of texts) {
    if (length + text.length + 1 > maxLength) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)!.push(text);
    length += text.length + 1;
  }
  return groups;
}
