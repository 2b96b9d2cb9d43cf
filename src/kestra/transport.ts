import { getProxyUrl } from '@actions/http-client';
import { Agent, fetch as undiciFetch, ProxyAgent } from 'undici';

export type Fetch = typeof globalThis.fetch;

export interface Transport {
  readonly fetch: Fetch;
  /** Address of the proxy without credentials, when one is in between. */
  readonly proxy?: string;
  close(): Promise<void>;
}

export interface TransportOptions {
  /** Base address, which decides about the proxy by HTTPS_PROXY, HTTP_PROXY and NO_PROXY. */
  readonly server: string;
  /** Connections at once. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** PEM of further trusted roots; Node's own roots stay. */
  readonly ca?: string;
}

/** The production `fetch`: undici with a bounded pool, through the proxy of the environment as GitHub's own tools read it. */
export function createTransport({ server, connections, connectTimeoutMs, ca }: TransportOptions): Transport {
  const tls = ca === undefined ? {} : { ca };
  const pool = { connections, pipelining: 1, connect: { timeout: connectTimeoutMs, ...tls } };
  const proxy = getProxyUrl(server);
  const dispatcher = proxy
    ? new ProxyAgent({ uri: proxy, ...pool, requestTls: tls, ...proxyCredentials(proxy) })
    : new Agent(pool);
  const fetch = ((input: string, init?: object) => undiciFetch(input, { ...init, dispatcher })) as unknown as Fetch;
  return { fetch, ...(proxy ? { proxy: new URL(proxy).origin } : {}), close: () => dispatcher.destroy() };
}

function proxyCredentials(proxy: string): { readonly token?: string } {
  const { username, password } = new URL(proxy);
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { token: `Basic ${Buffer.from(pair).toString('base64')}` };
}
