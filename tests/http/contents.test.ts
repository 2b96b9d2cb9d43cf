import { expect, test } from '@jest/globals';
import type { Content } from '../../src/kestra/content.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { clientWithoutClock } from './running-out.js';
import { connect, PAGE, sendJson, serve } from './support.js';

const PIECE = Buffer.alloc(256 * 1024, 'x');

/** Three megabytes in pieces; counts how often it is read. */
function largeContent(): Content & { readonly opened: () => number } {
  let opened = 0;

  async function* open(): AsyncIterable<Uint8Array> {
    opened++;
    for (let piece = 0; piece < 12; piece++) yield PIECE;
  }
  return { size: 12 * PIECE.length, open, opened: () => opened };
}

test('a large file goes in pieces, its length known before', async () => {
  const server = await serve(({ method }, response) =>
    method === 'GET' ? sendJson(response, PAGE) : void response.writeHead(200).end(),
  );
  await connect(server.url).client.putFile('n', '/large', largeContent());
  const { headers, body } = server.requests[1]!;
  expect(headers['content-length']).toBe(String(body.length));
  expect(headers).not.toHaveProperty('transfer-encoding');
  const start = body.indexOf('\r\n\r\n') + 4;
  expect(Buffer.compare(body.subarray(start, start + 12 * PIECE.length), Buffer.alloc(12 * PIECE.length, 'x'))).toBe(0);
  expect(body.subarray(start + 12 * PIECE.length).toString()).toMatch(/^\r\n--kestra-[\w-]+--\r\n$/);
});

test('it is read again for each attempt, and compared in pieces', async () => {
  const content = largeContent();
  let posts = 0;
  const server = await serve(({ method, url }, response) => {
    if (method === 'POST') return void response.writeHead(++posts < 3 ? 502 : 200).end();
    if (url.includes('/stats')) return sendJson(response, { fileName: 'l', type: 'File', size: content.size });
    if (!url.includes('/files')) return sendJson(response, PAGE);
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    // Differs at the very end.
    for (let piece = 0; piece < 12; piece++) response.write(PIECE);
    response.end('y');
  });
  await connect(server.url, { retries: 3 }).client.putFile('n', '/large', content);
  const posted = server.requests.filter(({ method }) => method === 'POST').map(({ body }) => body.length);
  expect(posted).toEqual([posted[0], posted[0], posted[0]]);
  expect(content.opened()).toBe(5);
});

test('as long as pieces come, the time does not run out', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    for (let piece = 0; piece < 12; piece++) response.write(PIECE);
    response.end();
  });
  const { client, pass } = clientWithoutClock(server.url, { timeoutMs: 1000 });
  const { size } = largeContent();
  // Each piece here is compared with one that has just come.
  const open = async function* () {
    for (let piece = 0; piece < 12; piece++) {
      pass(700);
      yield PIECE;
    }
  };
  expect(await client.holdsFile('n', '/large', { size, open })).toBe(true);
});

test('a body that stops coming: the time runs out', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' }).write(PIECE);
  });
  const { client, head, pass } = clientWithoutClock(server.url, { timeoutMs: 300 });
  const failure = failureOf(client.holdsFile('n', '/large', largeContent()));
  await head;
  // A piece starts the time again: it may be on its way still.
  const clock = setInterval(() => pass(300), 5);
  const error = await failure;
  clearInterval(clock);
  expect(messageAndHint(error)).toContain(
    "Kestra's answer was not complete within 0.3 s when asked to read /large of n.",
  );
});

test('a file that becomes shorter while it is sent is not sent as something else', async () => {
  const server = await serve(({ method }, response) =>
    method === 'GET' ? sendJson(response, PAGE) : void response.writeHead(200).end(),
  );
  const { open, size } = largeContent();
  await expect(connect(server.url).client.putFile('n', '/large', { size: size + 1, open })).rejects.toThrow();
  expect(server.requests.map(({ method }) => method)).not.toContain('POST');
});

test('a look after a lost answer uses a connection of its own', async () => {
  let posts = 0;
  const server = await serve(({ method, url }, response) => {
    if (method === 'POST') return ++posts === 1 ? void response.destroy() : void response.writeHead(200).end();
    if (url.includes('/stats')) return sendJson(response, { message: 'Not Found' }, 404);
    sendJson(response, PAGE);
  });
  const { client } = connect(server.url, { retries: 1, connections: 1 });
  await client.searchFlows('n');
  const before = server.connections.total;
  await client.putFile('n', '/a', Buffer.from('x'));
  // That of the look, and a new one in place of the one that broke.
  expect(server.connections.total - before).toBe(2);
});
