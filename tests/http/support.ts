import { afterEach } from '@jest/globals';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';
import { createKestraClient, type KestraClient, type KestraClientOptions } from '../../src/kestra/client.js';
import { createTransport, type Transport, type TransportOptions } from '../../src/kestra/transport.js';

export const BASIC = { kind: 'basic', user: 'ci@acme.com', password: 'Sesame0pen' } as const;

/** A server on a free port of the loopback interface. */
export interface Served {
  readonly port: number;
  readonly url: string;
  /** Requests so far, in order. */
  readonly requests: readonly Received[];
  /** Connections so far, and the most that were open at once. */
  readonly connections: { readonly total: number; readonly most: number };
  /** Closes the connections on which nothing is under way, as servers and load balancers do. */
  closeIdle(): void;
}

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

type Answer = (
  request: Received,
  response: http.ServerResponse,
  incoming: http.IncomingMessage,
) => void | Promise<void>;

const closing: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Something that a test opened and that must not outlive it. */
export function atEnd(close: () => Promise<unknown> | void): void {
  closing.push(close);
}

/** A certificate of tests/http/certificates, or a key. */
export function pem(name: string): string {
  return readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8');
}

/**
 * Serves HTTP, or HTTPS with a certificate of this name, and only to clients of the authority if it asks for
 * their certificate. `readBody: false`: the answer decides whether to read.
 */
export async function serve(
  answer: Answer,
  options: { readonly certificate?: string; readonly asksForCertificate?: boolean; readonly readBody?: boolean } = {},
): Promise<Served> {
  const requests: Received[] = [];
  const listener: http.RequestListener = (incoming, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      if (options.readBody !== false) for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks) };
      requests.push(request);
      await answer(request, response, incoming);
    })().catch(() => response.destroy());
  };
  const { certificate } = options;
  const server =
    certificate === undefined
      ? http.createServer(listener)
      : https.createServer(
          {
            cert: pem(certificate),
            key: pem(`${certificate}.key`),
            ...(options.asksForCertificate
              ? { requestCert: true, rejectUnauthorized: true, ca: pem('authority') }
              : {}),
          },
          listener,
        );
  const connections = await listen(server);
  const { port } = server.address() as AddressInfo;
  const url = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { port, url, requests, connections, closeIdle: () => server.closeIdleConnections() };
}

/** Answers on the bare socket. */
export async function serveRaw(
  onSocket: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly url: string }> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}` };
}

/** Starts to listen; whatever is still open at the end of the test is destroyed. */
export async function listen(server: net.Server): Promise<{ total: number; most: number }> {
  const open = new Set<Socket>();
  const connections = { total: 0, most: 0 };
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    connections.total++;
    connections.most = Math.max(connections.most, open.size);
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    for (const socket of open) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return connections;
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A client over the production transport, closed at the end of the test. */
export function connect(
  server: string,
  options: Partial<KestraClientOptions> & Partial<TransportOptions> = {},
): { readonly client: KestraClient; readonly transport: Transport } {
  const transport = createTransport({ server, connections: 4, connectTimeoutMs: 5000, ...options });
  atEnd(() => transport.close());
  const client = createKestraClient({
    server,
    tenant: 'main',
    credentials: BASIC,
    userAgent: 'kestra-github-actions/1.0.0',
    timeoutMs: 10_000,
    retries: 0,
    sleep: () => Promise.resolve(),
    fetch: transport.fetch,
    fetchFresh: transport.fetchFresh,
    proxy: transport.proxy,
    ...options,
  });
  return { client, transport };
}

export function sendJson(response: http.ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export const FLOW = { id: 'load', namespace: 'company.etl', revision: 7, source: 'id: load\r\n# ü\n' } as const;
export const PAGE = { results: [], total: 0 } as const;

/** Environment variables of a test; the old values come back at its end. */
export function setEnvironment(values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    const old = process.env[name];
    assign(name, value);
    atEnd(() => assign(name, old));
  }
}

function assign(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
