import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, FullAnswer } from './answer.js';
import { answerInstead, createFaults, distort, sendFaulty } from './faults.js';
import { Kestra } from './kestra.js';
import type { ArrivedRequest, LocalKestra, LocalKestraOptions } from './options.js';
import { settingsOf } from './settings.js';
import { listenOnLoopback } from '../loopback.js';

export type { ArrivedRequest, Fault, FaultEffect, LocalFlow, LocalKestra, LocalKestraOptions } from './options.js';

/**
 * Starts a stand-in for Kestra on a free port of this machine: stateful, in memory, held to recorded
 * exchanges of Kestra 1.3.25 and 2.0, and of every line from 1.0 to 2.0 (tests/shared/replay). It judges
 * flows by the offline rules of this project. What goes wrong on real servers goes wrong here, always:
 * names that share an object, uploads that make one folder at the same moment, an answer that `Accept`
 * does not let through, the PUT of a flow that is not there.
 *
 * What it does not know: the parser's own words about broken YAML, and its column; the exact text when a
 * flow breaks Kestra's code (`Unable to validate the flow: …` is a 500 on writes here); flows written as
 * JSON; `/flows/bulk`, `/flows/import`, templates, executions, triggers, plugins and what is in their
 * schemas; the graph of dependencies (always empty); filters by labels and scope (they let everything
 * through); the order of lists that Kestra does not order; defaults that Kestra adds to tasks and triggers
 * in answers; roles of Enterprise Edition beyond "denied"; how Enterprise Edition answers for an unknown
 * tenant (404 here). Multipart validation is always right here, unless a fault says otherwise.
 */
export async function startLocalKestra(options: LocalKestraOptions = {}): Promise<LocalKestra> {
  const settings = settingsOf(options);
  const kestra = new Kestra(settings);
  const faultOf = createFaults(settings.faults);
  const requests: ArrivedRequest[] = [];
  const listeners: ((request: ArrivedRequest) => void)[] = [];

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = arrivedRequest(incoming, settings.contextPath);
    const body = await readBody(incoming);
    requests.push(request);
    for (const listener of listeners) listener(request);
    const fault = faultOf(request);
    if (settings.latencyMs > 0) await wait(settings.latencyMs, undefined, { ref: false });
    if (fault?.effect === 'reset') {
      incoming.socket.resetAndDestroy();
      return;
    }
    const instead = fault && answerInstead(fault, request, body);
    const answer: Answer = instead ?? (await kestra.answer(request, body));
    if (answer === 'never') return;
    if (fault !== undefined) sendFaulty(fault, response, distort(fault, answer));
    else send(response, answer);
  };

  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => response.destroy());
  });
  const { port, close } = await listenOnLoopback(server);

  return {
    url: `http://127.0.0.1:${port}${settings.contextPath}`,
    requests,
    get deadlyPuts() {
      return kestra.deadlyPuts;
    },
    onRequest: (listener) => {
      listeners.push(listener);
    },
    flows: (tenant) => kestra.dataOf(tenant).flows.all(),
    flow: (namespace, id, tenant) => kestra.dataOf(tenant).flows.get(namespace, id),
    deleteFlow: (namespace, id, tenant) => {
      kestra.dataOf(tenant).flows.delete(namespace, id);
    },
    file: (namespace, path, tenant) => kestra.fileBytes(namespace, path, tenant),
    files: (namespace, tenant) => kestra.dataOf(tenant).files.paths(namespace),
    close,
  };
}

function arrivedRequest(incoming: IncomingMessage, contextPath: string): ArrivedRequest {
  const [, path = '', query = ''] = /^([^?]*)(.*)$/s.exec(incoming.url ?? '/')!;
  const inside = contextPath !== '' && path.startsWith(`${contextPath}/`) ? path.slice(contextPath.length) : path;
  const outside = contextPath !== '' && inside === path;
  return {
    method: incoming.method ?? 'GET',
    path: outside ? `/outside${path}` : inside,
    query,
    headers: incoming.headers,
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, body }: FullAnswer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, status === 204 ? headers : { ...headers, 'content-length': bytes.length });
  response.end(status === 204 ? undefined : bytes);
}
