import { afterEach } from '@jest/globals';
import http from 'node:http';
import https from 'node:https';
import net, { type Socket } from 'node:net';
import type { KestraClient, KestraClientOptions } from '../../src/kestra/client.js';
import { createTransport, type Transport, type TransportOptions } from '../../src/kestra/transport.js';
import { listenOnLoopback, type Loopback } from '../loopback.js';
import { testClient } from '../test-client.js';
import { pem } from './certificates/pem.js';

/** A server on a free port of the loopback interface. */
export interface Served {
  readonly port: number;
  readonly url: string;
  /** Requests so far, in order. */
  readonly requests: readonly Received[];
  readonly connections: Loopback['connections'];
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
  const { port, connections } = await listen(server);
  const url = `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { port, url, requests, connections, closeIdle: () => server.closeIdleConnections() };
}

/** A gate that opens when so many wait at it, and closes behind them. */
export function inGroupsOf(size: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < size) return;
      for (const open of waiting) open();
      waiting = [];
    });
}

/** Answers on the bare socket. */
export async function serveRaw(
  onSocket: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly url: string }> {
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  const { port } = await listen(server);
  return { port, url: `http://127.0.0.1:${port}` };
}

/** Starts to listen; whatever is still open at the end of the test is destroyed. */
export async function listen(server: net.Server): Promise<Loopback> {
  server.on('tlsClientError', () => undefined);
  const loopback = await listenOnLoopback(server);
  atEnd(loopback.close);
  return loopback;
}

/** A client over the production transport, closed at the end of the test. */
export function connect(
  server: string,
  options: Partial<KestraClientOptions> & Partial<TransportOptions> = {},
): { readonly client: KestraClient; readonly transport: Transport } {
  const transport = createTransport({ server, connections: 4, connectTimeoutMs: 5000, ...options });
  atEnd(() => transport.close());
  const client = testClient({
    server,
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
