import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';

/** A certificate of tests/http/certificates, or a key, as text. */
export const pem = (name: string): Promise<string> =>
  readFile(new URL(`../http/certificates/${name}.pem`, import.meta.url), 'utf8');

export interface MutualTls {
  readonly url: string;
  /** The names in the certificates of those who came in. */
  readonly clients: readonly string[];
  close(): Promise<void>;
}

/** HTTPS in front of a server, for clients of the test authority only. */
export async function startMutualTls(target: string): Promise<MutualTls> {
  const [cert, key, ca] = await Promise.all(['server', 'server.key', 'authority'].map(pem));
  const clients: string[] = [];
  const options = { cert, key, ca, requestCert: true, rejectUnauthorized: true };
  const server = createServer(options, (incoming, response) => {
    clients.push(String((incoming.socket as TLSSocket).getPeerCertificate().subject.CN));
    const { method, headers, url } = incoming;
    incoming.pipe(
      request(`${target}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clients,
    close: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
