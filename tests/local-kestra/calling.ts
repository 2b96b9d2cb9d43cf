import { startLocalKestra, type LocalKestra, type LocalKestraOptions } from './server.js';

export const credentials = { user: 'ci@acme.com', password: 'Passw0rd!' };

export const flow = (id: string, message = 'hi', namespace = 'company.team') =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: ${message}\n`;

export interface Given {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON; throws when it is none. */
  readonly json: unknown;
}

/** A local Kestra and a way to call it. */
export interface Caller {
  readonly server: LocalKestra;
  /**
   * Sends a request with the right basic credentials unless `headers` has others; `path` begins behind the
   * base address.
   */
  call(
    method: string,
    path: string,
    more?: { readonly body?: string | FormData; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Given>;
  /** Uploads a namespace file. */
  upload(namespace: string, path: string, content: string | Uint8Array, filename?: string): Promise<Given>;
}

export const yaml = { 'content-type': 'application/x-yaml' };

export async function startCaller(options: LocalKestraOptions = {}): Promise<Caller> {
  const server = await startLocalKestra({ ...credentials, ...options });
  const basic = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  const call: Caller['call'] = async (method, path, { body, headers = {} } = {}) => {
    const sent = new Headers({ authorization: `Basic ${basic}` });
    for (const [name, value] of new Headers(headers)) {
      if (value === '') sent.delete(name);
      else sent.set(name, value);
    }
    const response = await fetch(server.url + path, {
      method,
      headers: sent,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString('utf8');
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text,
      get json() {
        return JSON.parse(text) as unknown;
      },
    };
  };
  const upload: Caller['upload'] = (namespace, path, content, filename = 'content.bin') => {
    const form = new FormData();
    form.append('fileContent', new Blob([content]), filename);
    return call('POST', `/api/v1/main/namespaces/${namespace}/files?path=${encodeURIComponent(path)}`, { body: form });
  };
  return { server, call, upload };
}
