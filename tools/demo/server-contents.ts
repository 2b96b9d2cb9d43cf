import { createKestraClient, type Credentials, type KestraClient } from '../../src/kestra/client.js';
import { createTransport } from '../../src/kestra/transport.js';

export interface Connection {
  readonly server: string;
  readonly tenant: string;
  readonly user?: string;
  readonly password?: string;
  readonly apiToken?: string;
}

/** Lines about the flows and files that a server holds in some namespaces. */
export async function describeServer(
  connection: Connection,
  namespaces: readonly string[],
): Promise<readonly string[]> {
  const { server, tenant } = connection;
  const transport = createTransport({ server, connections: 4, connectTimeoutMs: 10_000 });
  const client = createKestraClient({
    server,
    tenant,
    credentials: credentialsOf(connection),
    userAgent: 'kestra-github-actions-demo',
    fetch: transport.fetch,
    timeoutMs: 30_000,
    retries: 1,
  });
  try {
    const { version = 'unknown', edition = '' } = await client.serverInfo();
    const lines = [`Kestra ${version} ${edition}`.trimEnd()];
    for (const namespace of namespaces) lines.push(namespace, ...(await describeNamespace(client, namespace)));
    return lines;
  } finally {
    await transport.close();
  }
}

async function describeNamespace(client: KestraClient, namespace: string): Promise<readonly string[]> {
  const { flows } = await client.searchFlows(namespace);
  const own = flows.filter((flow) => flow.namespace === namespace);
  const paths = await client.searchFiles(namespace, '/');
  const files = await Promise.all(paths.map((path) => client.fileStats(namespace, path)));
  return [
    ...own.map(({ id, revision }) => `  flow ${id}  revision ${revision}`),
    ...paths.map((path, index) => `  file ${path}  ${files[index]?.size ?? 0} bytes`),
  ];
}

function credentialsOf({ user, password, apiToken }: Connection): Credentials {
  if (apiToken !== undefined) return { kind: 'token', token: apiToken };
  if (user === undefined || password === undefined) return { kind: 'anonymous' };
  return { kind: 'basic', user, password };
}
