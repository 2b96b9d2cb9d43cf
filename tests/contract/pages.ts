import nock from 'nock';
import type { KestraClient } from '../../src/kestra/client.js';
import type { HttpError } from '../../src/kestra/errors.js';
import { failureOf } from '../kestra-failure.js';
import { API, FLOW, SERVER, setUp } from './support.js';

export const PAGE = '<!DOCTYPE html>\n<html><body>Sign in</body></html>';

export const LOGIN = `${SERVER} answered with an HTML page instead of JSON: probably a login page in front of Kestra. See \`headers\` for access proxies, and check \`server\`.`;

/** Every method, reads and writes. */
export const METHODS: readonly (readonly [string, (client: KestraClient) => Promise<unknown>])[] = [
  ['serverInfo', (client) => client.serverInfo()],
  ['validateFlows', (client) => client.validateFlows('x')],
  ['getFlow', (client) => client.getFlow('n', 'i')],
  ['createFlow', (client) => client.createFlow('x')],
  ['deleteFlow', (client) => client.deleteFlow('n', 'i')],
  ['searchFlows', (client) => client.searchFlows('n')],
  ['exportSources', (client) => client.exportSources(['n'])],
  ['listFolder', (client) => client.listFolder('n', '/')],
  ['fileStats', (client) => client.fileStats('n', '/')],
  ['getFile', (client) => client.getFile('n', '/')],
  ['putFile', (client) => client.putFile('n', '/', new Uint8Array())],
  ['deleteFile', (client) => client.deleteFile('n', '/')],
  ['searchFiles', (client) => client.searchFiles('n', '/')],
];

/** The credentials are right, and then this comes. */
export async function metBy(
  call: (client: KestraClient) => Promise<unknown>,
  status: number,
  body: string,
  headers: Record<string, string>,
): Promise<{ readonly error: HttpError; readonly requests: number }> {
  const { client, calls } = setUp({ retries: 0 });
  nock(SERVER).get(`${API}/flows/n/seen?source=true`).reply(200, FLOW);
  await client.getFlow('n', 'seen');
  for (const method of ['get', 'post', 'delete'] as const) {
    nock(SERVER)[method](/.*/).optionally().reply(status, body, headers);
  }
  const error = await failureOf(call(client));
  return { error, requests: calls.length - 1 };
}
