import { request } from 'node:http';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { pem } from '../http/certificates/pem.js';
import { listenOnLoopback } from '../loopback.js';

export interface MutualTls {
  readonly url: string;
  /** The names in the certificates of those who came in. */
  readonly clients: readonly string[];
  close(): Promise<void>;
}

/** HTTPS in front of a server, for clients of the test authority only. */
export async function startMutualTls(target: string): Promise<MutualTls> {
  const clients: string[] = [];
  const own = { cert: pem('server'), key: pem('server.key'), ca: pem('authority') };
  const server = createServer({ ...own, requestCert: true, rejectUnauthorized: true }, (incoming, response) => {
    clients.push(String((incoming.socket as TLSSocket).getPeerCertificate().subject.CN));
    const { method, headers, url } = incoming;
    incoming.pipe(
      request(`${target}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  const { port, close } = await listenOnLoopback(server);
  return { url: `https://127.0.0.1:${port}`, clients, close };
}
