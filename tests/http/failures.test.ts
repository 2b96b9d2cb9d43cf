import { describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AuthenticationError, ConnectionError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { freePort } from '../loopback.js';
import { connect, FLOW, PAGE, sendJson, serve, serveRaw } from './support.js';

/** Waits for the end of the head of a request, then answers with these bytes. */
function answering(bytes: string, then: (socket: Socket) => void = () => undefined): (socket: Socket) => void {
  return (socket) =>
    void socket.once('data', () => {
      socket.write(bytes, 'latin1');
      then(socket);
    });
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';

describe('no connection', () => {
  test('a port on which nothing listens', async () => {
    const port = await freePort();
    const error = await failureOf<ConnectionError>(connect(`http://127.0.0.1:${port}`).client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.code).toBe('ECONNREFUSED');
    expect(messageAndHint(error)).toBe(
      `The connection to 127.0.0.1:${port} was refused: nothing listens there. Check host and port of \`server\`, and that Kestra runs. GitHub-hosted runners reach public addresses only.`,
    );
  });

  test('a host with several addresses that all refuse', async () => {
    const port = await freePort();
    const error = await failureOf<ConnectionError>(connect(`http://localhost:${port}`).client.getFlow('n', 'i'));
    expect(error.code).toBe('ECONNREFUSED');
  });

  test('a host that does not exist', async () => {
    const error = await failureOf(connect('http://kestra.invalid').client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(
      'The host kestra.invalid was not found. Check `server`. A private name needs a self-hosted runner.',
    );
  });

  test('is tried again, and then there may be one', async () => {
    let seen = 0;
    const server = await serveRaw((socket) => {
      if (++seen < 3) socket.resetAndDestroy();
      else
        answering(
          `${OK}Content-Length: ${JSON.stringify(FLOW).length}\r\n\r\n${JSON.stringify(FLOW).replace('ü', 'u')}`,
        )(socket);
    });
    expect(await connect(server.url, { retries: 3 }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(seen).toBe(3);
  });
});

describe('a connection that breaks', () => {
  const broken = (url: string, code = '\\w+') =>
    new RegExp(
      `^The connection to ${url.slice('http://'.length)} broke off before the answer was complete \\(${code}\\)\\. `,
    );

  test.each([
    ['is reset before the answer', (socket: Socket) => void socket.once('data', () => socket.resetAndDestroy())],
    ['is closed before the answer', (socket: Socket) => void socket.once('data', () => socket.end())],
    [
      'is reset in the answer',
      answering(`${OK}Content-Length: 100\r\n\r\n{"id":`, (socket) => setTimeout(() => socket.resetAndDestroy(), 20)),
    ],
    ['ends in the answer', answering(`${OK}Content-Length: 100\r\n\r\n{"id":`, (socket) => socket.end())],
    ['ends in a chunk', answering(`${OK}Transfer-Encoding: chunked\r\n\r\n64\r\n{"id":`, (socket) => socket.end())],
    [
      'ends before the last chunk',
      answering(`${OK}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n`, (socket) => socket.end()),
    ],
    [
      'carries two lengths',
      answering(`${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\nx`, (socket) => socket.end()),
    ],
    [
      'carries a length and chunks',
      answering(`${OK}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, (socket) => socket.end()),
    ],
    ['ends in the head', answering('HTTP/1.1 200 OK\r\nContent-Ty', (socket) => socket.end())],
  ])('%s', async (_name, onSocket) => {
    let connections = 0;
    const { url } = await serveRaw((socket) => {
      connections++;
      onSocket(socket);
    });
    const error = await failureOf<ConnectionError>(connect(url, { retries: 2 }).client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(messageAndHint(error)).toMatch(broken(url));
    expect(messageAndHint(error)).toMatch(/If this port speaks TLS, write https:\/\/ in `server`\.$/);
    expect(error.facts.attempts).toBe(3);
    expect(connections).toBe(3);
  });
});

describe('an answer that is not HTTP', () => {
  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['no status', 'HTTP/1.1 OK\r\n\r\n'],
    ['a header without a colon', 'HTTP/1.1 200 OK\r\nnothing here\r\n\r\n'],
    ['a control character in a header', 'HTTP/1.1 200 OK\r\nx: a\u0000b\r\n\r\n'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`],
  ])('%s', async (_name, bytes) => {
    let connections = 0;
    const { url } = await serveRaw((socket) => {
      connections++;
      answering(bytes)(socket);
    });
    const error = await failureOf<ConnectionError>(connect(url, { retries: 2 }).client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(messageAndHint(error)).toMatch(
      /^127\.0\.0\.1:\d+ answered with something that is not HTTP \(\w+\)\. Check the port of `server`/,
    );
    expect(connections).toBe(1);
  });

  test('bytes that cannot be decompressed', async () => {
    const { url } = await serveRaw(answering(`${OK}Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello`));
    const error = await failureOf<ConnectionError>(connect(url).client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.message).toMatch(/incorrect header check/);
  });
});

describe('a large upload', () => {
  const content = Buffer.alloc(30 * 1024 * 1024, 1);

  test('with wrong credentials: not a byte of it is sent', async () => {
    const server = await serve(
      (_request, response) => void response.writeHead(401, { 'www-authenticate': 'Basic' }).end(),
    );
    const error = await failureOf(connect(server.url).client.putFile('n', '/big', content));
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error.message).toBe('Kestra refused the credentials of user ci@acme.com (401).');
    expect(server.requests.map(({ method }) => method)).toEqual(['GET']);
  });

  /** Refuses before it has read anything, and reads nothing. */
  const refusing = (answer: (response: ServerResponse, socket: Socket) => void) =>
    serve(
      ({ method }, response, { socket }) => (method === 'GET' ? sendJson(response, PAGE) : answer(response, socket)),
      { readBody: false },
    );

  test('that the server refuses while it is on its way ends with the answer', async () => {
    const server = await refusing((response) => void response.writeHead(413, { connection: 'close' }).end());
    const error = await failureOf(connect(server.url).client.putFile('n', '/big', content));
    expect(error).toMatchObject({ status: 413 });
    expect(messageAndHint(error)).toContain('is too large for Kestra');
  });

  test('that breaks off while it is on its way ends with what broke', async () => {
    const server = await refusing((_response, socket) => void socket.resetAndDestroy());
    const error = await failureOf<ConnectionError>(connect(server.url).client.putFile('n', '/big', content));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(messageAndHint(error)).toContain('broke off before the answer was complete');
  });

  test('arrives whole, more than once', async () => {
    const server = await serve(({ method }, response) =>
      method === 'GET' ? sendJson(response, PAGE) : void response.end(),
    );
    const { client } = connect(server.url);
    await Promise.all(['/a', '/b'].map((path) => client.putFile('n', path, content)));
    expect(server.requests.slice(1).map(({ body }) => body.length > content.length)).toEqual([true, true]);
  });
});

describe('the end', () => {
  test('of the transport breaks off what is under way', async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const server = await serve(() => arrive());
    const { client, transport } = connect(server.url);
    const failure = failureOf<ConnectionError>(client.getFlow('n', 'i'));
    await arrived;
    await transport.close();
    expect(await failure).toBeInstanceOf(ConnectionError);
    expect(await failureOf(client.getFlow('n', 'i'))).toBeInstanceOf(ConnectionError);
  });
});
