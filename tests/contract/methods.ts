import { zipSync } from 'fflate';
import nock from 'nock';
import { contentOf, gather } from '../../src/kestra/content.js';
import type { KestraClient } from '../../src/kestra/client.js';
import { API, FLOW, SERVER } from './support.js';

export const NS = 'company.etl';

export const filesOf = (tail = '') => `${API}/namespaces/${NS}/files${tail}`;

/** Each method: what it sends, and where. `body` is compared to the last byte. */
export const METHODS: readonly {
  readonly name: string;
  readonly call: (client: KestraClient) => Promise<unknown>;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly answer: string | object | Buffer;
  readonly status?: number;
  readonly body?: string;
  /** Where it reads something else than JSON. */
  readonly accept?: '*/*';
}[] = [
  {
    name: 'serverInfo',
    call: (client) => client.serverInfo(),
    method: 'GET',
    url: '/api/v1/configs',
    answer: { version: '1.3.25', edition: 'OSS' },
  },
  {
    name: 'validateFlows',
    call: (client) => client.validateFlows('id: a\n---\nid: ü\r\n'),
    method: 'POST',
    url: `${API}/flows/validate`,
    answer: [],
    body: 'id: a\n---\nid: ü\r\n',
  },
  {
    name: 'getFlow',
    call: (client) => client.getFlow(NS, 'load'),
    method: 'GET',
    url: `${API}/flows/${NS}/load?source=true`,
    answer: FLOW,
  },
  {
    name: 'createFlow',
    call: (client) => client.createFlow('\uFEFFid: load\r\n'),
    method: 'POST',
    url: `${API}/flows`,
    answer: FLOW,
    body: '\uFEFFid: load\r\n',
  },
  {
    name: 'deleteFlow',
    call: (client) => client.deleteFlow(NS, 'load'),
    method: 'DELETE',
    url: `${API}/flows/${NS}/load`,
    answer: '',
    status: 204,
  },
  {
    name: 'searchFlows',
    call: (client) => client.searchFlows(NS, 2, 50),
    method: 'GET',
    url: `${API}/flows/search?page=2&size=50&sort=id:asc&filters[namespace][PREFIX]=${NS}`,
    answer: { results: [], total: 0 },
  },
  {
    name: 'exportAllSources',
    call: (client) => client.exportAllSources(),
    method: 'GET',
    url: `${API}/flows/export/by-query`,
    answer: Buffer.from(zipSync({})),
    accept: '*/*',
  },
  {
    name: 'exportSources',
    call: (client) => client.exportSources([NS, 'other']),
    method: 'GET',
    url: `${API}/flows/export/by-query?filters[namespace][IN]=${NS},other`,
    answer: Buffer.from(zipSync({})),
    accept: '*/*',
  },
  {
    name: 'listFolder',
    call: (client) => client.listFolder(NS, '/a b'),
    method: 'GET',
    url: `${filesOf('/directory')}?path=%2Fa%20b`,
    answer: [],
  },
  {
    name: 'fileStats',
    call: (client) => client.fileStats(NS, '/a'),
    method: 'GET',
    url: `${filesOf('/stats')}?path=%2Fa`,
    answer: { fileName: 'a', type: 'File', size: 1 },
  },
  {
    name: 'getFile',
    call: (client) => client.getFile(NS, '/ü&?#%+.txt'),
    method: 'GET',
    url: `${filesOf()}?path=%2F%C3%BC%26%3F%23%25%2B.txt`,
    answer: 'x',
    accept: '*/*',
  },
  {
    name: 'readFile',
    call: (client) => client.readFile(NS, '/a b', async (pieces) => void (await gather(pieces))),
    method: 'GET',
    url: `${filesOf()}?path=%2Fa%20b`,
    answer: 'x',
    accept: '*/*',
  },
  {
    name: 'holdsFile',
    call: (client) => client.holdsFile(NS, '/a', contentOf(Buffer.from('x'))),
    method: 'GET',
    url: `${filesOf()}?path=%2Fa`,
    answer: 'x',
    accept: '*/*',
  },
  {
    name: 'exportFiles',
    call: (client) => client.exportFiles(NS, 1000),
    method: 'GET',
    url: filesOf('/export'),
    answer: Buffer.from(zipSync({})),
    accept: '*/*',
  },
  {
    name: 'putFile',
    call: (client) => client.putFile(NS, '/a.txt', Buffer.from('x')),
    method: 'POST',
    url: `${filesOf()}?path=%2Fa.txt`,
    answer: '',
  },
  {
    name: 'deleteFile',
    call: (client) => client.deleteFile(NS, '/a.txt'),
    method: 'DELETE',
    url: `${filesOf()}?path=%2Fa.txt`,
    answer: '',
  },
  {
    name: 'searchFiles',
    call: (client) => client.searchFiles(NS, '/'),
    method: 'GET',
    url: `${filesOf('/search')}?q=%2F`,
    answer: [],
  },
];

/** Answers by address as it was sent, which nock would decode. */
export function answerTo(
  method: string,
  url: string,
  answer: string | object | Buffer,
  status = 200,
  base = SERVER,
): void {
  nock(base)
    .intercept((uri) => uri === url, method)
    .reply(status, answer as string);
}

export function acceptCredentialsByReading(): void {
  answerTo('GET', `${API}/flows/${NS}/load?source=true`, FLOW);
}
