import { describe, expect, test } from '@jest/globals';
import { ProtocolError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { pem } from './certificates/pem.js';
import { connect, FLOW, PAGE, sendJson, serve } from './support.js';

describe('redirects', () => {
  test('to another address lose credentials and every other header of ours', async () => {
    const other = await serve((_request, response) => sendJson(response, FLOW));
    const server = await serve((_request, response) => {
      response.writeHead(302, { location: `${other.url}/elsewhere` }).end();
    });
    const { client } = connect(server.url, { headers: { 'X-Access': 'secret-key' } });
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(server.requests[0]!.headers.authorization).toMatch(/^Basic /);
    const { url, headers } = other.requests[0]!;
    expect(url).toBe('/elsewhere');
    expect(Object.keys(headers)).not.toContain('authorization');
    expect(JSON.stringify(headers)).not.toMatch(/secret-key|kestra-github-actions/);
  });

  test('to the same address keep them', async () => {
    const server = await serve(({ url }, response) =>
      url === '/moved' ? sendJson(response, FLOW) : void response.writeHead(308, { location: '/moved' }).end(),
    );
    await connect(server.url).client.getFlow('n', 'i');
    expect(server.requests.map(({ headers }) => headers.authorization?.slice(0, 6))).toEqual(['Basic ', 'Basic ']);
  });

  test('from https to http are refused', async () => {
    const plain = await serve((_request, response) => sendJson(response, FLOW));
    const server = await serve(
      (_request, response) => void response.writeHead(302, { location: `${plain.url}/x` }).end(),
      { certificate: 'server' },
    );
    const error = await failureOf(connect(server.url, { ca: pem('authority') }).client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toMatch(/redirects from https to http \(http:\/\/127\.0\.0\.1:\d+\/x\), which is refused\.$/);
    expect(plain.requests).toEqual([]);
  });

  test('in a circle end', async () => {
    const server = await serve((_request, response) => void response.writeHead(302, { location: '/round' }).end());
    const error = await failureOf(connect(server.url, { retries: 3 }).client.getFlow('n', 'i'));
    expect(messageAndHint(error)).toBe(`${server.url}/round redirects more than 5 times. Check \`server\`.`);
    expect(server.requests).toHaveLength(6);
  });

  test('307 on a POST is refused: no body goes elsewhere', async () => {
    const other = await serve((_request, response) => sendJson(response, FLOW));
    const server = await serve(({ method }, response) =>
      method === 'GET' ? sendJson(response, PAGE) : void response.writeHead(307, { location: other.url }).end(),
    );
    const error = await failureOf(connect(server.url).client.createFlow('id: load'));
    expect(messageAndHint(error)).toBe(
      `${server.url}/api/v1/main/flows redirects to ${other.url}/; a POST is not sent on. Put the final address of Kestra into \`server\`.`,
    );
    expect(other.requests).toEqual([]);
  });

  test('to a login page of another host: says that it is one', async () => {
    const login = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
    });
    const server = await serve((_request, response) => void response.writeHead(302, { location: login.url }).end());
    expect(messageAndHint(await failureOf(connect(server.url).client.serverInfo()))).toBe(
      `${server.url} answered with an HTML page instead of JSON: probably a login page in front of Kestra. See \`headers\` for access proxies, and check \`server\`.`,
    );
  });

  test('with a page leave the only connection to the next request', async () => {
    const page = '<html>Moved</html>'.padEnd(300_000);
    const server = await serve(({ url }, response) =>
      url === '/moved'
        ? sendJson(response, FLOW)
        : void response.writeHead(302, { location: '/moved', 'content-type': 'text/html' }).end(page),
    );
    const { client } = connect(server.url, { connections: 1, timeoutMs: 5000 });
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(server.requests.map(({ url }) => url)).toEqual(['/api/v1/main/flows/n/i?source=true', '/moved']);
  });

  test('a page that is no answer leaves the only connection to the next request', async () => {
    const page = '<html>Sign in</html>'.padEnd(300_000);
    const server = await serve(({ url }, response) =>
      url.includes('/flows/n/first')
        ? void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
        : sendJson(response, FLOW),
    );
    const { client } = connect(server.url, { connections: 1, timeoutMs: 5000 });
    expect(await failureOf(client.getFlow('n', 'first'))).toBeInstanceOf(ProtocolError);
    expect(await client.getFlow('n', 'second')).toMatchObject({ id: 'load' });
  });
});
