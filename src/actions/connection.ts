import { type Credentials, readCredentials } from '../inputs/connection.js';
import type { connectionInputs } from '../inputs/shared-inputs.js';
import type { InputValues } from '../inputs/input.js';
import { createKestraClient, type KestraClient } from '../kestra/client.js';
import { waitForServer } from '../kestra/wait-for-server.js';
import type { ServerInfo } from '../kestra/decode.js';
import { version } from '../version.js';
import type { Run } from './run.js';
import { readTlsInputs } from './tls-inputs.js';

export type ConnectionInputs = InputValues<typeof connectionInputs> & { readonly server: string };

export interface Connection {
  readonly client: KestraClient;
  readonly info: ServerInfo;
  /** One line for the log: address, version, tenant, user, proxy. */
  readonly described: string;
}

/** Sets up the client and asks who the server is. Its secrets are masked by then. */
export async function connect(inputs: ConnectionInputs, run: Run): Promise<Connection> {
  const { server, tenant, headers = {}, timeout, retries, concurrency } = inputs;
  const { credentials, notices } = readCredentials(inputs);
  for (const notice of notices) run.notice(notice);
  run.kestra = { url: server, tenant };
  const tls = readTlsInputs(inputs, run);
  const timeoutMs = timeout * 1000;
  // undici is half of a bundle; a run without a server is spared it.
  const { createTransport } = await import('../kestra/transport.js');
  const transport = createTransport({
    server,
    connections: concurrency,
    connectTimeoutMs: Math.min(timeoutMs, 10_000),
    ...tls,
  });
  run.atEnd(() => transport.close());
  const client = createKestraClient({
    server,
    tenant,
    credentials,
    headers,
    timeoutMs,
    retries,
    fetch: transport.fetch,
    fetchFresh: transport.fetchFresh,
    proxy: transport.proxy,
    stop: run.stop,
    userAgent: `kestra-github-actions/${version}`,
    onRequest: (method, path) => {
      run.requests++;
      run.runner.debug(`${method} ${path}`);
    },
    onRetry: (text) => run.runner.info(text),
  });
  const info = await waitForServer(() => client.serverInfo(), {
    waitMs: inputs.waitForServer * 1000,
    stop: run.stop,
    onWait: ({ message }) =>
      run.runner.info(`${message} Waiting up to ${inputs.waitForServer} s for the server to start.`),
  });
  run.kestra = { ...run.kestra, ...known(info) };
  return { client, info, described: describe(run, credentials, transport.proxy) };
}

function known({ version, edition }: ServerInfo): ServerInfo {
  return { ...(version === undefined ? {} : { version }), ...(edition === undefined ? {} : { edition }) };
}

function describe({ kestra }: Run, credentials: Credentials, proxy: string | undefined): string {
  const { url, tenant, version, edition } = kestra!;
  const editions = { OSS: ' (Open Source)', EE: ' (Enterprise)' } as const;
  return [
    url,
    `${version ?? 'version unknown'}${edition === undefined ? '' : editions[edition]}`,
    `tenant ${tenant}`,
    whoIs(credentials),
    ...(proxy === undefined ? [] : [`through the proxy ${proxy}`]),
  ].join(' · ');
}

function whoIs(credentials: Credentials): string {
  switch (credentials.kind) {
    case 'token':
      return 'with an API token';
    case 'basic':
      return `user ${credentials.user}`;
    case 'anonymous':
      return 'without credentials';
  }
}
