import { beforeEach, describe, expect, test } from '@jest/globals';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { createTransport } from '../../src/kestra/transport.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { freePort, type Loopback } from '../loopback.js';
import { BASIC } from '../test-client.js';
import { pem } from './certificates/pem.js';
import { connect, FLOW, inGroupsOf, listen, PAGE, sendJson, serve, setEnvironment } from './support.js';

const FROM = 'The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY is reached without it.';

interface Proxy {
  readonly port: number;
  readonly url: string;
  /** What it was asked, with the headers meant for it. */
  readonly asked: { readonly line: string; readonly headers: http.IncomingHttpHeaders }[];
  readonly connections: Loopback['connections'];
}

/**
 * A real proxy: CONNECT and plain requests, both to this port of the loopback interface, whatever host they
 * name.
 */
async function proxyTo(target: number, options: { refuse?: number; certificate?: string } = {}): Promise<Proxy> {
  const asked: Proxy['asked'] = [];
  const { certificate, refuse } = options;
  const server = certificate
    ? https.createServer({ cert: pem(certificate), key: pem(`${certificate}.key`) })
    : http.createServer();
  server.on('request', (request: http.IncomingMessage, response: http.ServerResponse) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    if (refuse !== undefined) return void response.writeHead(refuse).end();
    const { pathname, search } = new URL(request.url!);
    const headers = { ...request.headers };
    delete headers['proxy-authorization'];
    const onward = http.request(
      { port: target, method: request.method, path: pathname + search, headers },
      (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.on('connect', (request: http.IncomingMessage, socket: Duplex) => {
    asked.push({ line: `CONNECT ${request.url}`, headers: request.headers });
    socket.on('error', () => undefined);
    if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
    const onward = net.connect(target, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  });
  const { port, connections } = await listen(server);
  return { port, asked, connections, url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}` };
}

const kestra = (certificate?: string) =>
  serve((_request, response) => sendJson(response, FLOW), certificate === undefined ? {} : { certificate });

const VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'NO_PROXY'];
beforeEach(() => setEnvironment(Object.fromEntries(VARIABLES.map((name) => [name, undefined]))));

describe('https through a tunnel', () => {
  test('TLS is with the server: the proxy sees neither address nor credentials', async () => {
    const server = await kestra('server');
    const proxy = await proxyTo(server.port);
    setEnvironment({ HTTPS_PROXY: proxy.url });
    const { client, transport } = connect('https://kestra.test', { ca: pem('authority') });
    expect(transport.proxy).toBe(proxy.url);
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(await client.getFlow('n', 'j')).toMatchObject({ id: 'load' });
    expect(new Set(proxy.asked.map(({ line }) => line))).toEqual(new Set(['CONNECT kestra.test:443']));
    expect(JSON.stringify(proxy.asked)).not.toMatch(/Basic|flows/);
    expect(server.requests[0]!.headers).toMatchObject({
      host: 'kestra.test',
      authorization: expect.stringMatching(/^Basic /),
    });
  });

  test('a port of its own, and an authority that is not trusted', async () => {
    const server = await kestra('server');
    const proxy = await proxyTo(server.port);
    setEnvironment({ https_proxy: proxy.url });
    const error = await failureOf(connect('https://kestra.test:8443').client.getFlow('n', 'i'));
    expect(error.message).toMatch(/^The certificate of kestra\.test:8443 is not trusted/);
    expect(proxy.asked[0]!.line).toBe('CONNECT kestra.test:8443');
    expect(server.requests).toEqual([]);
  });

  test('a certificate for another name', async () => {
    const proxy = await proxyTo((await kestra('elsewhere')).port);
    setEnvironment({ https_proxy: proxy.url });
    const error = await failureOf(connect('https://kestra.test', { ca: pem('authority') }).client.getFlow('n', 'i'));
    expect(error.message).toMatch(/^The certificate of kestra\.test was made for another name/);
  });

  test('a proxy that itself speaks TLS', async () => {
    const proxy = await proxyTo((await kestra('server')).port, { certificate: 'server' });
    setEnvironment({ https_proxy: `https://localhost:${proxy.port}` });
    const { client } = connect('https://kestra.test', { ca: pem('authority') });
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });
});

describe('plain http', () => {
  test('is asked of the proxy, as proxies allow it, and not tunnelled', async () => {
    const server = await kestra();
    const proxy = await proxyTo(server.port);
    setEnvironment({ HTTP_PROXY: proxy.url });
    expect(await connect('http://kestra.test').client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(proxy.asked.map(({ line }) => line)).toEqual(['GET http://kestra.test/api/v1/main/flows/n/i?source=true']);
    expect(server.requests[0]!.headers.host).toBe('kestra.test');
  });

  test('takes bodies along, on no more connections than allowed', async () => {
    const others = inGroupsOf(2);
    const server = await serve(async ({ method }, response) => {
      if (method === 'GET') return sendJson(response, PAGE);
      await others();
      sendJson(response, FLOW);
    });
    const proxy = await proxyTo(server.port);
    setEnvironment({ HTTP_PROXY: proxy.url });
    const { client } = connect('http://kestra.test', { connections: 2 });
    const sources = Array.from({ length: 12 }, (_, index) => `id: f${index} # ü`);
    await Promise.all(sources.map((source) => client.createFlow(source)));
    const received = server.requests.slice(1).map(({ body }) => body.toString());
    expect(received.sort()).toEqual(sources.sort());
    expect(proxy.connections.most).toBe(2);
  });
});

describe('credentials of a proxy', () => {
  const expected = `Basic ${Buffer.from('me@acme:p@ss/ö').toString('base64')}`;
  const withUser = ({ port }: Proxy) => `http://me%40acme:p%40ss%2F%C3%B6@127.0.0.1:${port}`;

  test.each([
    ['https', 'server'],
    ['http', undefined],
  ])('%s: go to the proxy, and not to Kestra; its address is shown without them', async (scheme, certificate) => {
    const server = await kestra(certificate);
    const proxy = await proxyTo(server.port);
    setEnvironment({ [`${scheme}_proxy`]: withUser(proxy) });
    const { client, transport } = connect(`${scheme}://kestra.test`, { ca: pem('authority') });
    await client.getFlow('n', 'i');
    expect(proxy.asked[0]!.headers['proxy-authorization']).toBe(expected);
    expect(server.requests[0]!.headers).not.toHaveProperty('proxy-authorization');
    expect(transport.proxy).toBe(`http://127.0.0.1:${proxy.port}`);
  });

  test.each(['https', 'http'])('%s: 407 says that they are wanted, and shows none', async (scheme) => {
    const proxy = await proxyTo(0, { refuse: 407 });
    setEnvironment({ [`${scheme}_proxy`]: withUser(proxy) });
    const error = await failureOf(connect(`${scheme}://kestra.test`).client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(
      `The proxy ${proxy.url} answered 407 instead of connecting to Kestra. It wants credentials: http://user:password@host:port. ${FROM}`,
    );
  });
});

describe('a proxy that does not help', () => {
  test('refuses the tunnel', async () => {
    const proxy = await proxyTo(0, { refuse: 502 });
    setEnvironment({ https_proxy: proxy.url });
    const error = await failureOf(connect('https://kestra.test').client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(`The proxy ${proxy.url} answered 502 instead of connecting to Kestra. ${FROM}`);
  });

  test.each(['https', 'http'])('%s: is not there: the message names the proxy, not Kestra', async (scheme) => {
    const url = `http://127.0.0.1:${await freePort()}`;
    setEnvironment({ [`${scheme}_proxy`]: url });
    const error = await failureOf(connect(`${scheme}://kestra.test`).client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(`The proxy ${url} cannot be reached (ECONNREFUSED). ${FROM}`);
  });

  test('is of a kind that is not spoken', () => {
    setEnvironment({ https_proxy: 'socks5://user:secret@127.0.0.1:1080' });
    const create = () => createTransport({ server: 'https://kestra.test', connections: 1, connectTimeoutMs: 1000 });
    expect(create).toThrow(
      'The proxy socks5://127.0.0.1:1080 cannot be used: only proxies with http:// and https:// are.',
    );
  });
});

describe('no proxy', () => {
  test.each([
    ['https://kestra.test', { NO_PROXY: 'kestra.test' }],
    ['https://a.kestra.test', { no_proxy: 'other, .kestra.test' }],
    ['https://a.kestra.test', { no_proxy: 'kestra.test' }],
    ['https://kestra.test:8443', { no_proxy: 'kestra.test:8443' }],
    ['https://kestra.test', { no_proxy: '*' }],
    ['http://kestra.test', {}],
    ['https://127.0.0.1', {}],
    ['https://localhost:8080', {}],
  ])('%s with %j', (server, environment) => {
    setEnvironment({ https_proxy: 'http://127.0.0.1:3128', ...environment });
    const transport = createTransport({ server, connections: 1, connectTimeoutMs: 1000 });
    expect(transport).not.toHaveProperty('proxy');
  });

  test('unless the name is another one', () => {
    setEnvironment({ https_proxy: 'http://127.0.0.1:3128', no_proxy: 'estra.test,kestra.test:443' });
    const transport = createTransport({ server: 'https://kestra.test:8443', connections: 1, connectTimeoutMs: 1000 });
    expect(transport.proxy).toBe('http://127.0.0.1:3128');
  });

  test('loopback is reached directly', async () => {
    const server = await kestra();
    setEnvironment({ http_proxy: `http://127.0.0.1:${await freePort()}` });
    expect(await connect(server.url, { credentials: BASIC }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });
});
