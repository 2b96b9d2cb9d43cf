import { request } from 'undici';

/** A flow as the server holds it. */
export interface HeldFlow {
  readonly namespace: string;
  readonly id: string;
  readonly revision: number;
  readonly source: string;
}

/** What a server holds, asked of its API, past every fault. */
export interface Look {
  /** undefined when there is no such flow. */
  flow(namespace: string, id: string): Promise<HeldFlow | undefined>;
  /** Ids of a namespace's flows, sorted. */
  flows(namespace: string): Promise<readonly string[]>;
  /** As somebody else would. */
  createFlow(source: string): Promise<void>;
  updateFlow(namespace: string, id: string, source: string): Promise<void>;
  deleteFlow(namespace: string, id: string): Promise<void>;
  /** The bytes of a file; undefined when there is none. */
  file(namespace: string, path: string): Promise<Buffer | undefined>;
  /** Paths of a namespace's files, sorted. */
  files(namespace: string): Promise<readonly string[]>;
  upload(namespace: string, path: string, content: string | Uint8Array): Promise<void>;
  deleteFile(namespace: string, path: string): Promise<void>;
  createFolder(namespace: string, path: string): Promise<void>;
  /** Names of the folders at the root of a namespace, sorted. */
  folders(namespace: string): Promise<readonly string[]>;
  /** How often a file was written; undefined where servers do not count (1.0, 1.1), and without the file. */
  revisions(namespace: string, path: string): Promise<number | undefined>;
  /** Deletes every flow of a namespace and of those below it, and the files of the namespace itself. */
  clear(namespace: string): Promise<void>;
}

/** How to ask: the address with its path prefix, and what an action is given to get in. */
export interface Access {
  readonly url: string;
  readonly tenant: string;
  readonly credentials: Readonly<Record<string, string>>;
}

export function lookInto({ url, tenant, credentials }: Access): Look {
  const base = `${url}/api/v1/${tenant}`;
  const call = async (method: string, path: string, body?: string | Uint8Array, type?: string) => {
    const answer = await request(base + path, {
      method: method as 'GET',
      headers: { ...authorization(credentials), ...(type === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    });
    return { status: answer.statusCode, bytes: Buffer.from(await answer.body.arrayBuffer()) };
  };
  const json = async (path: string): Promise<unknown> => {
    const { status, bytes } = await call('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${bytes.toString('utf8')}`);
    return JSON.parse(bytes.toString('utf8')) as unknown;
  };
  const expectSuccess = async (method: string, path: string, body?: string | Uint8Array, type?: string) => {
    const { status, bytes } = await call(method, path, body, type);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${bytes.toString('utf8')}`);
  };
  const flowPath = (namespace: string, id: string) =>
    `/flows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`;
  const filesPath = (namespace: string, more = '') => `/namespaces/${encodeURIComponent(namespace)}/files${more}`;
  const deleteFlow = (namespace: string, id: string) => expectSuccess('DELETE', flowPath(namespace, id));

  return {
    flow: async (namespace, id) => {
      const { status, bytes } = await call('GET', `${flowPath(namespace, id)}?source=true`);
      if (status === 404) return undefined;
      if (status !== 200) throw new Error(`${namespace}.${id}: ${status} ${bytes.toString('utf8')}`);
      return JSON.parse(bytes.toString('utf8')) as HeldFlow;
    },
    flows: async (namespace) =>
      ((await json(`/flows/${namespace}`)) as readonly HeldFlow[]).map(({ id }) => id).toSorted(),
    createFlow: (source) => expectSuccess('POST', '/flows', source, YAML),
    updateFlow: (namespace, id, source) => expectSuccess('PUT', flowPath(namespace, id), source, YAML),
    deleteFlow,
    file: async (namespace, path) => {
      const { status, bytes } = await call('GET', filesPath(namespace, `?path=${encodeURIComponent(path)}`));
      return status === 200 ? bytes : undefined;
    },
    files: async (namespace) => ((await json(filesPath(namespace, '/search?q=%2F'))) as readonly string[]).toSorted(),
    upload: (namespace, path, content) => {
      const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="fileContent"; filename="content"\r\n\r\n`;
      const body = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
      const place = filesPath(namespace, `?path=${encodeURIComponent(path)}`);
      return expectSuccess('POST', place, body, `multipart/form-data; boundary=${BOUNDARY}`);
    },
    deleteFile: (namespace, path) => expectSuccess('DELETE', filesPath(namespace, `?path=${encodeURIComponent(path)}`)),
    createFolder: (namespace, path) =>
      expectSuccess('POST', filesPath(namespace, `/directory?path=${encodeURIComponent(path)}`)),
    folders: async (namespace) => {
      type Entry = { readonly type: string; readonly fileName: string };
      const entries = (await json(filesPath(namespace, '/directory'))) as readonly Entry[];
      return entries.flatMap(({ type, fileName }) => (type === 'Directory' ? [fileName] : [])).toSorted();
    },
    revisions: async (namespace, path) => {
      const { status, bytes } = await call('GET', filesPath(namespace, `/revisions?path=${encodeURIComponent(path)}`));
      return status === 200 ? (JSON.parse(bytes.toString('utf8')) as readonly unknown[]).length : undefined;
    },
    clear: async (namespace) => {
      const filter = `filters%5Bnamespace%5D%5BPREFIX%5D=${encodeURIComponent(namespace)}`;
      for (;;) {
        const found = (await json(`/flows/search?page=1&size=200&${filter}`)) as { results: readonly HeldFlow[] };
        // A filter that is not understood must not empty somebody's server.
        const own = found.results.filter((flow) => `${flow.namespace}.`.startsWith(`${namespace}.`));
        if (own.length === 0) break;
        for (const flow of own) await deleteFlow(flow.namespace, flow.id);
      }
      await expectSuccess('DELETE', filesPath(namespace, '?path=%2F'));
    },
  };
}

const YAML = 'application/x-yaml';
const BOUNDARY = 'boundary-of-the-suites';

function authorization({ user, password, apiToken }: Readonly<Record<string, string>>): Record<string, string> {
  if (apiToken) return { authorization: `Bearer ${apiToken}` };
  if (!user) return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}
