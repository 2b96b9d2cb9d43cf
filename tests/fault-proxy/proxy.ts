import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { FullAnswer } from '../local-kestra/answer.js';
import { answerInstead, createFaults, distort, sendFaulty } from '../local-kestra/faults.js';
import type { ArrivedRequest, Fault } from '../local-kestra/options.js';
import { listenOnLoopback } from '../loopback.js';

export interface FaultProxyOptions {
  /** What goes wrong; every other request reaches the server, and every other answer the client, as it is. */
  readonly faults?: readonly Fault[];
  /** Every answer takes at least this long. */
  readonly latencyMs?: number;
}

/** A proxy in front of a server, real or not, that sees every request and spoils some. */
export interface FaultProxy {
  /** Base address, without the path of the server behind it. */
  readonly url: string;
  /** Every request so far, in the order of arrival. */
  readonly requests: readonly ArrivedRequest[];
  /** Called on arrival; the request waits until all that it returns is done. */
  onRequest(listener: (request: ArrivedRequest) => unknown): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Starts a fault proxy on a free port of this machine.
 * @param target base address of the server, with its path prefix
 */
export async function startFaultProxy(target: string, options: FaultProxyOptions = {}): Promise<FaultProxy> {
  const { faults = [], latencyMs = 0 } = options;
  const faultOf = createFaults(faults);
  const requests: ArrivedRequest[] = [];
  const listeners: ((request: ArrivedRequest) => unknown)[] = [];
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const arrived = arrivedRequest(incoming);
    const body = await bodyOf(incoming);
    requests.push(arrived);
    const fault = faultOf(arrived);
    for (const listener of listeners) await listener(arrived);
    if (latencyMs > 0) await wait(latencyMs, undefined, { ref: false });
    if (fault?.effect === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const instead = fault && answerInstead(fault, arrived, body);
    const answer = instead ?? (await forward(target, arrived, body, agent, gone.signal));
    if (fault !== undefined) sendFaulty(fault, response, distort(fault, answer));
    else response.writeHead(answer.status, answer.headers).end(answer.body);
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  const { port, close } = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    onRequest: (listener) => {
      listeners.push(listener);
    },
    close: async () => {
      await close();
      await agent.destroy();
    },
  };
}

async function forward(
  target: string,
  { method, path, query, headers }: ArrivedRequest,
  body: Buffer,
  dispatcher: Agent,
  signal: AbortSignal,
): Promise<FullAnswer> {
  const answer = await request(target.replace(/\/+$/, '') + path + query, {
    method: method as 'GET',
    headers: withoutHop(headers as IncomingHttpHeaders),
    body: body.length === 0 && headers['content-length'] === undefined ? null : body,
    dispatcher,
    signal,
  });
  const content = Buffer.from(await answer.body.arrayBuffer());
  return { status: answer.statusCode, headers: withoutHop(answer.headers), body: content };
}

/** Without what belongs to one connection. The length is known anew where there is a body. */
function withoutHop(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || HOP.has(name) ? [] : [[name, String(value)]],
    ),
  );
}

const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host', 'date', 'expect']);

function arrivedRequest(incoming: IncomingMessage): ArrivedRequest {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(incoming.url ?? '/')!;
  return { method: incoming.method ?? 'GET', path, query, headers: incoming.headers };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
