import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { connect, FLOW, inGroupsOf, PAGE, sendJson, serve } from './support.js';

describe('bytes on the wire', () => {
  test('a source arrives as it is, with its length, and comes back as it is', async () => {
    const source = '\uFEFFid: load\r\n# ü 😀 \u2028\tend ';
    const server = await serve(({ method }, response) =>
      sendJson(response, method === 'GET' ? PAGE : { ...FLOW, source }),
    );
    const stored = await connect(server.url).client.createFlow(source);
    const sent = server.requests[1]!;
    expect(sent.body.toString('utf8')).toBe(source);
    expect(sent.headers).toMatchObject({
      'content-type': 'application/x-yaml',
      'content-length': String(Buffer.byteLength(source)),
    });
    expect(sent.headers).not.toHaveProperty('transfer-encoding');
    expect(stored.source).toBe(source);
  });

  test.each([
    ['all bytes', Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte))],
    ['nothing', Buffer.alloc(0)],
    ['5 MB', Buffer.alloc(5_000_000, 'kestra')],
  ])('a file of %s arrives as one form with its length', async (_name, content) => {
    const server = await serve(
      ({ method }, response) => (method === 'GET' ? sendJson(response, PAGE) : response.end()) as void,
    );
    await connect(server.url).client.putFile('company', '/dir/ü.zip', content);
    const { url, body, headers } = server.requests[1]!;
    expect(url).toBe('/api/v1/main/namespaces/company/files?path=%2Fdir%2F%C3%BC.zip');
    expect(headers['content-length']).toBe(String(body.length));
    expect(headers).not.toHaveProperty('transfer-encoding');
    const head = body.indexOf('\r\n\r\n') + 4;
    const boundary = headers['content-type']!.split('boundary=')[1]!;
    const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
    expect(body.subarray(0, head).toString()).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="fileContent"; filename="content.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
    );
    expect(Buffer.compare(body.subarray(head, body.length - tail.length), content)).toBe(0);
    expect(Buffer.compare(body.subarray(body.length - tail.length), tail)).toBe(0);
  });

  test('a file comes back as it is', async () => {
    const content = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, index) => index % 251));
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(content);
    });
    const bytes = await connect(server.url).client.getFile('company', '/x');
    expect(Buffer.compare(Buffer.from(bytes!), content)).toBe(0);
  });

  test('a DELETE has no body, and takes 204', async () => {
    const server = await serve(({ method }, response) =>
      method === 'GET' ? sendJson(response, PAGE) : void response.writeHead(204).end(),
    );
    expect(await connect(server.url).client.deleteFlow('n', 'i')).toBe(true);
    const { headers, body } = server.requests[1]!;
    expect(headers).not.toHaveProperty('content-type');
    expect(body).toHaveLength(0);
  });

  test('headers: credentials in UTF-8, the user agent, what a proxy wants', async () => {
    const server = await serve((_request, response) => sendJson(response, FLOW));
    const credentials = { kind: 'basic', user: 'ü@acme.com', password: 'a:ß' } as const;
    const { client } = connect(server.url, { credentials, headers: { 'X-Access': 'key, 2' } });
    await client.getFlow('n', 'i');
    expect(server.requests[0]!.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('ü@acme.com:a:ß').toString('base64')}`,
      'user-agent': 'kestra-github-actions/1.0.0',
      accept: 'application/json',
      'x-access': 'key, 2',
    });
  });

  test('the addresses that Kestra knows: brackets of filters are not encoded, a path prefix stays', async () => {
    const server = await serve((_request, response) => sendJson(response, PAGE));
    await connect(`${server.url}/tools/kestra`).client.searchFlows('company.etl');
    expect(server.requests[0]!.url).toBe(
      '/tools/kestra/api/v1/main/flows/search?page=1&size=1000&sort=id:asc&filters[namespace][PREFIX]=company.etl',
    );
  });

  test('a compressed answer is read, and its size counts uncompressed', async () => {
    let body = gzipSync(JSON.stringify(FLOW));
    const server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(body);
    });
    const { client } = connect(server.url);
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    body = gzipSync(Buffer.alloc(65 * 1024 * 1024));
    expect(body.length).toBeLessThan(100_000);
    await expect(client.getFlow('n', 'i')).rejects.toThrow('The answer is larger than 64 MB.');
  });
});

describe('connections', () => {
  test('are used again', async () => {
    const server = await serve((_request, response) => sendJson(response, FLOW));
    const alone = connect(server.url, { connections: 1 }).client;
    for (let index = 0; index < 10; index++) await alone.getFlow('n', `i${index}`);
    expect(server.connections.total).toBe(1);
    const pooled = connect(server.url, { connections: 8 }).client;
    for (let index = 0; index < 10; index++) await pooled.getFlow('n', `i${index}`);
    expect(server.connections.total).toBeLessThanOrEqual(1 + 2);
    expect(server.requests).toHaveLength(20);
  });

  test('are used again after errors and unfinished reading', async () => {
    const server = await serve(({ url }, response) =>
      sendJson(response, { message: 'no' }, Number(/\d+/.exec(url.split('/i').at(-1)!)![0])),
    );
    const { client } = connect(server.url, { connections: 1 });
    for (const status of [404, 422, 500, 401, 404]) await client.getFlow('n', `i${status}`).catch(() => undefined);
    expect(server.requests).toHaveLength(5);
    expect(server.connections.total).toBe(1);
  });

  test('are never more than allowed', async () => {
    const others = inGroupsOf(3);
    const server = await serve(async (_request, response) => {
      await others();
      sendJson(response, FLOW);
    });
    const { client } = connect(server.url, { connections: 3 });
    await Promise.all(Array.from({ length: 24 }, (_, index) => client.getFlow('n', `i${index}`)));
    expect(server.requests).toHaveLength(24);
    expect(server.connections.most).toBe(3);
  });

  test('that the server has closed meanwhile are replaced', async () => {
    const server = await serve((_request, response) => sendJson(response, FLOW));
    const { client } = connect(server.url, { connections: 1, retries: 1 });
    await client.getFlow('n', 'i');
    server.closeIdle();
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(server.connections.total).toBe(2);
  });
});
