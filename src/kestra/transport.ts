import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { Agent, type buildConnector, type Dispatcher, fetch as undiciFetch, Pool, ProxyAgent } from 'undici';
import { UsageError } from '../errors.js';
import { type ClientIdentity, secureContextOf } from './trusted-roots.js';

export type Fetch = typeof globalThis.fetch;

export interface Transport {
  readonly fetch: Fetch;
  /** The same, each request on a connection of its own: for a server that may have stopped to answer. */
  readonly fetchFresh: Fetch;
  /** Address of the proxy without credentials, when one is in between. */
  readonly proxy?: string;
  /** Breaks off what is under way; nothing keeps the process alive afterwards. */
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
  /** For a server that asks its clients for a certificate; a proxy does not get it. */
  readonly client?: ClientIdentity;
}

/**
 * The production `fetch`: undici with a bounded pool, through the proxy of the environment as GitHub's own
 * tools read it.
 * @throws UsageError for a proxy that is not spoken to by HTTP, and for certificates that cannot be used
 */
export function createTransport({ server, connections, connectTimeoutMs, ca, client }: TransportOptions): Transport {
  const connectWith = (secureContext: ReturnType<typeof secureContextOf>) => ({
    timeout: connectTimeoutMs,
    // Node gives each address of a host 250 ms, too little between continents.
    autoSelectFamilyAttemptTimeout: 1000,
    ...(secureContext === undefined ? {} : { secureContext }),
  });
  const connect = connectWith(secureContextOf(ca, client));
  // How long an answer may take is for the client to say.
  const pool = { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 };
  const proxy = proxyOf(server);
  const dispatcherOf = (options: Pool.Options): Dispatcher =>
    proxy === undefined
      ? new Agent({ ...options, connect })
      : throughProxy(proxy, options, connect, client === undefined ? connect : connectWith(secureContextOf(ca)));
  const dispatchers = [dispatcherOf(pool), dispatcherOf({ ...pool, pipelining: 0 })] as const;
  const [fetch, fetchFresh] = dispatchers.map(fetchBy) as [Fetch, Fetch];
  const close = async () => void (await Promise.all(dispatchers.map((dispatcher) => dispatcher.destroy())));
  return { fetch, fetchFresh, ...(proxy ? { proxy: proxy.origin } : {}), close };
}

function fetchBy(dispatcher: Dispatcher): Fetch {
  return ((input: string, init?: object) => undiciFetch(input, { ...init, dispatcher })) as unknown as Fetch;
}

/** https through a tunnel, plain http as a request to the proxy: what proxies allow by default. */
function throughProxy(
  proxy: URL,
  pool: Pool.Options,
  requestTls: buildConnector.BuildOptions,
  proxyTls: buildConnector.BuildOptions,
): ProxyAgent {
  return new ProxyAgent({
    ...pool,
    uri: proxy.href,
    proxyTunnel: false,
    // For plain http, ProxyAgent forgets the options of its pool.
    factory: (origin, given) => new Pool(origin, { ...given, ...pool }),
    requestTls,
    proxyTls,
    ...tokenOf(proxy),
  });
}

function proxyOf(server: string): URL | undefined {
  const proxy = getProxyUrl(new URL(server));
  if (proxy === undefined) return undefined;
  // The toolkit's own kind of URL has decoded credentials already.
  const url = new URL(proxy.href);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new UsageError(
    [`The proxy ${url.protocol}//${url.host} cannot be used: only proxies with http:// and https:// are.`],
    'Change HTTPS_PROXY or HTTP_PROXY, or name the host of Kestra in NO_PROXY.',
  );
}

function tokenOf({ username, password }: URL): { readonly token?: string } {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { token: `Basic ${Buffer.from(pair).toString('base64')}` };
}
