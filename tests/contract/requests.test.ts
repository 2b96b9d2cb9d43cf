import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import nock from 'nock';
import { failureOf } from '../kestra-failure.js';
import { KestraClient } from '../../src/kestra/client.js';
import { acceptCredentials, API, FLOW, SERVER, setUp, withoutNetwork } from './support.js';
import { NS, filesOf, METHODS, answerTo, acceptCredentialsByReading } from './methods.js';

withoutNetwork();

describe('method, address and body', () => {
  test.each(METHODS)('$name', async ({ call, method, url, answer, status, body, accept = 'application/json' }) => {
    if (method !== 'GET') acceptCredentials();
    answerTo(method, url, answer, status);
    const { client, calls } = setUp();
    await call(client);
    const last = calls.at(-1)!;
    expect({ method: last.method, url: last.url }).toEqual({ method, url: SERVER + url });
    expect(last.headers['accept']).toBe(accept);
    if (body !== undefined) {
      expect(last.body).toBe(body);
      expect(last.headers['content-type']).toBe('application/x-yaml');
    }
    if (method === 'GET' || method === 'DELETE') {
      expect(last.body).toBeUndefined();
      expect(last.headers).not.toHaveProperty('content-type');
    }
  });

  test('updateFlow: a PUT of the source, byte for byte', async () => {
    acceptCredentialsByReading();
    answerTo('PUT', `${API}/flows/${NS}/load`, { ...FLOW, revision: 8 });
    const { client, calls } = setUp();
    await client.getFlow(NS, 'load');
    const updated = await client.updateFlow(NS, 'load', 'id: load\t\r\n');
    expect(updated.revision).toBe(8);
    expect(calls.at(-1)).toMatchObject({ method: 'PUT', body: 'id: load\t\r\n' });
    expect(calls.at(-1)!.headers['content-type']).toBe('application/x-yaml');
    expect(calls.at(-1)!.headers['accept']).toBe('application/json');
  });

  test('no method of the client is missing here', () => {
    const tested = [...METHODS.map(({ name }) => name), 'updateFlow'];
    const methods = Object.getOwnPropertyNames(KestraClient.prototype).filter((name) => name !== 'constructor');
    expect(methods.toSorted()).toEqual(tested.toSorted());
  });

  test('every method reaches a server below a path prefix, with or without a slash at the end', async () => {
    for (const server of [`${SERVER}/tools/kestra`, `${SERVER}/tools/kestra//`]) {
      const { client, calls } = setUp({ server });
      for (const { call, method, url, answer, status } of METHODS) {
        answerTo(method, `/tools/kestra${url}`, answer, status);
        if (calls.length === 1) acceptCredentials(`${SERVER}`, `/tools/kestra${API}`);
        await call(client);
      }
      expect(calls.every(({ url }) => url.startsWith(`${SERVER}/tools/kestra/api/v1/`))).toBe(true);
    }
  });

  test('tenant, namespace and id are encoded', async () => {
    answerTo('GET', '/api/v1/a%2Fb%3F/flows/n%20s%23/i%25d?source=true', FLOW);
    const { client, calls } = setUp({ tenant: 'a/b?' });
    await client.getFlow('n s#', 'i%d');
    expect(calls.map(({ url }) => url)).toEqual([`${SERVER}/api/v1/a%2Fb%3F/flows/n%20s%23/i%25d?source=true`]);
  });

  test.each(['.', '..', ''])('"%s", which would lead to another address, is not sent', async (name) => {
    const { client, calls } = setUp();
    await expect(client.getFlow(name, 'load')).rejects.toThrow(`"${name}" cannot be`);
    await expect(client.getFlow(NS, name)).rejects.toThrow(`"${name}" cannot be`);
    await expect(client.putFile(name, '/a', Buffer.from(''))).rejects.toThrow(`"${name}" cannot be`);
    expect(() => setUp({ tenant: name })).toThrow(`"${name}" cannot be`);
    expect(calls).toEqual([]);
  });
});

describe('export of sources', () => {
  test('many namespaces go in as few requests as fit into a request line, each of them once', async () => {
    const namespaces = Array.from({ length: 120 }, (_, index) => `company.${'x'.repeat(20)}.n${index}`);
    const asked: string[] = [];
    nock(SERVER)
      .get((uri) => uri.startsWith(`${API}/flows/export/by-query`))
      .times(2)
      .reply(200, (uri: string) => {
        expect(uri.length).toBeLessThan(4000);
        asked.push(...uri.split('[IN]=')[1]!.split(','));
        return Buffer.from(zipSync({ [`${asked.length}.yml`]: Buffer.from(`${asked.length}`) }));
      });
    const sources = await setUp().client.exportSources(namespaces);
    expect(asked.toSorted()).toEqual(namespaces.toSorted());
    expect(sources).toHaveLength(2);
  });

  test('where they would need more than two requests, one brings all flows', async () => {
    const namespaces = Array.from({ length: 400 }, (_, index) => `company.${'x'.repeat(20)}.n${index}`);
    nock(SERVER)
      .get(`${API}/flows/export/by-query`)
      .reply(200, Buffer.from(zipSync({ 'a.yml': Buffer.from('a') })));
    expect(await setUp().client.exportSources(namespaces)).toEqual(['a']);
  });

  test('a namespace with all below it is a filter of its own', async () => {
    const zip = (name: string) => Buffer.from(zipSync({ [`${name}.yml`]: Buffer.from(name) }));
    const path = `${API}/flows/export/by-query?filters[namespace]`;
    nock(SERVER).get(`${path}[IN]=a`).reply(200, zip('a')).get(`${path}[PREFIX]=b.c`).reply(200, zip('b'));
    expect(await setUp().client.exportSources(['a'], ['b.c'])).toEqual(['a', 'b']);
  });

  test.each<[string, (client: KestraClient) => Promise<unknown>]>([
    ['export the flows of a', (client) => client.exportSources(['a'])],
    ['export the flows of b.c', (client) => client.exportSources([], ['b.c'])],
    ['export the flows of 2 namespaces', (client) => client.exportSources(['a'], ['b.c'])],
    ['export all flows', (client) => client.exportAllSources()],
  ])('that fails: asked to %s', async (what, call) => {
    nock(SERVER)
      .get(/export/)
      .times(what.endsWith('2 namespaces') ? 2 : 1)
      .reply(500);
    expect((await failureOf(call(setUp({ retries: 0 }).client))).message).toBe(
      `Kestra answered 500 when asked to ${what}.`,
    );
  });

  test('of no namespace asks nothing', async () => {
    expect(await setUp().client.exportSources([])).toEqual([]);
  });
});

describe('the multipart form of a file', () => {
  const contents: readonly (readonly [string, string, Uint8Array])[] = [
    ['a text', '/a.txt', Buffer.from('hello\r\nworld')],
    ['an empty file', '/empty.py', new Uint8Array()],
    ['all bytes', '/x.bin', Uint8Array.from({ length: 256 }, (_, byte) => byte)],
    ['a .zip, which Kestra unpacks by its file name', '/z/archive.zip', Buffer.from('PK\u0003\u0004')],
    ['text that looks like a boundary', '/b.txt', Buffer.from('\r\n--kestra--\r\n')],
  ];

  test.each(contents)('%s', async (_name, path, bytes) => {
    acceptCredentials();
    answerTo('POST', `${filesOf()}?path=${encodeURIComponent(path)}`, '');
    const { client, calls } = setUp();
    await client.putFile(NS, path, bytes);
    const { body, headers } = calls.at(-1)!;
    const boundary = /^multipart\/form-data; boundary=([\w-]+)$/.exec(headers['content-type']!)![1]!;
    // One Buffer: fetch then knows the length, and sends it in one piece.
    expect(Buffer.isBuffer(body)).toBe(true);
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="fileContent"; filename="content.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`;
    const expected = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
    expect(Buffer.compare(body as Buffer, expected)).toBe(0);
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  test('of a large file goes in pieces, with its length', async () => {
    acceptCredentials();
    const sent: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = (input, init = {}) => {
      if (init.method !== 'POST') return globalThis.fetch(input, init);
      sent.push(init);
      return Promise.resolve(new Response(''));
    };
    const half = 600 * 1024;
    const content = {
      size: 2 * half,
      open: async function* () {
        yield Buffer.alloc(half, 'a');
        yield Buffer.alloc(half, 'b');
      },
    };
    await setUp({ fetch }).client.putFile(NS, '/a', content);
    const pieces: Buffer[] = [];
    for await (const piece of sent[0]!.body as unknown as AsyncIterable<Buffer>) pieces.push(piece);
    expect(pieces.map((piece) => piece.toString('latin1', 0, 2))).toEqual(['--', 'aa', 'bb', '\r\n']);
    expect(sent[0]).toMatchObject({
      duplex: 'half',
      redirect: 'error',
      window: null,
      headers: {
        'content-length': String(Buffer.concat(pieces).length),
        'content-type': expect.stringMatching(/^multipart\/form-data; boundary=/),
      },
    });
  });

  test('each form has a boundary of its own', async () => {
    acceptCredentials();
    for (const name of ['a', 'b']) answerTo('POST', `${filesOf()}?path=${name}`, '');
    const { client, calls } = setUp();
    await client.putFile(NS, 'a', Buffer.from('x'));
    await client.putFile(NS, 'b', Buffer.from('x'));
    const types = calls.slice(1).map(({ headers }) => headers['content-type']);
    expect(new Set(types).size).toBe(2);
  });
});
