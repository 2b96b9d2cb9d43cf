import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import type { KestraClient } from '../../src/kestra/client.js';
import { HttpError, NotFoundError, PermissionError, ProtocolError } from '../../src/kestra/errors.js';
import { acceptCredentials, API, failureOf, FLOW, HTML, said, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

const PAGE = '<!DOCTYPE html>\n<html><body>Sign in</body></html>';
const LOGIN = `${SERVER} answered with an HTML page instead of JSON: probably a login page in front of Kestra. See \`headers\` for access proxies, and check \`server\`.`;

/** Every method, reads and writes. */
const METHODS: readonly (readonly [string, (client: KestraClient) => Promise<unknown>])[] = [
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
async function metBy(
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

describe('an HTML page with 200', () => {
  test.each(METHODS)('%s', async (_name, call) => {
    const { error, requests } = await metBy(call, 200, PAGE, HTML);
    expect(error).toBeInstanceOf(ProtocolError);
    expect(said(error)).toBe(LOGIN);
    expect(requests).toBe(1);
  });

  test('is recognised without its type, behind a comment or as XHTML', async () => {
    for (const page of [PAGE, `<!-- sso -->\n${PAGE}`, `<?xml version="1.0"?>\n${PAGE}`, '\uFEFF<html>']) {
      nock(SERVER).get(/.*/).reply(200, page, { 'content-type': 'application/json' });
      expect(said(await failureOf(setUp().client.searchFlows('n')))).toBe(LOGIN);
    }
  });

  test('the first write is not sent when the credentials are answered by a page', async () => {
    nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(200, PAGE, HTML);
    const { client, calls } = setUp();
    expect(said(await failureOf(client.createFlow('x')))).toBe(LOGIN);
    expect(calls.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('an HTML page with another status', () => {
  test('403: names the page, not a permission', async () => {
    const { error } = await metBy((client) => client.getFlow('n', 'i'), 403, PAGE, HTML);
    expect(error).toBeInstanceOf(PermissionError);
    expect(said(error)).toBe(LOGIN.replace('with an HTML', 'with 403 and an HTML'));
  });

  test('403 to the credentials: the write is not sent', async () => {
    nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(403, PAGE, HTML);
    const { client, calls } = setUp();
    expect(await failureOf(client.putFile('n', '/a', Buffer.from('x')))).toBeInstanceOf(PermissionError);
    expect(calls).toHaveLength(1);
  });

  test('502: comes from a proxy before a Kestra that does not run', async () => {
    const { error } = await metBy((client) => client.getFlow('n', 'i'), 502, PAGE, HTML);
    expect(said(error)).toBe(
      'A proxy in front of Kestra answered 502 and an HTML page when asked to read the flow n/i. Kestra may be down, or still be starting: look whether it runs, then run the step again.',
    );
  });

  test('405: is a page as well', async () => {
    const { error } = await metBy((client) => client.createFlow('x'), 405, PAGE, HTML);
    expect(error).toBeInstanceOf(HttpError);
    expect(error.message).toContain('answered with 405 and an HTML page');
  });
});

describe("a 404 that is not Kestra's says nothing about what Kestra holds", () => {
  const foreign: readonly (readonly [string, string, Record<string, string>])[] = [
    ['an HTML page', '<html>404</html>', HTML],
    ['plain text', '404 page not found', { 'content-type': 'text/plain' }],
    ['nothing', '', {}],
  ];
  const calls = METHODS.filter(([name]) => /^(getFlow|deleteFlow|listFolder|fileStats|getFile|deleteFile)$/.test(name));
  test.each(
    foreign.flatMap(([kind, body, headers]) => calls.map(([name, call]) => [name, kind, call, body, headers] as const)),
  )('%s: %s', async (_name, _kind, call, body, headers) => {
    const { error } = await metBy(call, 404, body, headers);
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.hint).toBe(
      'Check `server`: its path prefix must be there and nothing behind it. Kestra 0.22 and older do not know addresses with a tenant.',
    );
  });
});

describe('a body that is no JSON', () => {
  test.each([
    ['text', 'pong', 'something that is not JSON: pong.'],
    ['cut JSON', '{"results":[{"id":"a"', 'something that is not JSON: {"results":[{"id":"a".'],
    ['nothing', '', 'nothing.'],
    ['long text in lines, with control characters', `a\n\n\tb\u001b[31m${'x'.repeat(500)}`, /: a b \[31mx{192}…\.$/],
  ])('%s', async (_name, body, expected) => {
    nock(SERVER).get(/.*/).reply(200, body, { 'content-type': 'application/json' });
    const error = await failureOf(setUp().client.searchFlows('n'));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toContain(`${SERVER} answered to GET ${API}/flows/search with `);
    if (typeof expected === 'string') expect(error.message.endsWith(expected)).toBe(true);
    else expect(error.message).toMatch(expected);
    expect(error.hint).toBe('Check that `server` is the address of Kestra.');
    expect(error.facts).toMatchObject({ method: 'GET', path: `${API}/flows/search`, attempts: 1 });
  });
});

describe('redirects', () => {
  test('of a GET on the same server are followed with credentials', async () => {
    nock(SERVER).get(`${API}/flows/n/i?source=true`).reply(307, '', { location: '/moved?x=1' });
    nock(SERVER, { reqheaders: { authorization: /^Basic / } })
      .get('/moved?x=1')
      .reply(200, FLOW);
    expect(await setUp().client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });

  test('to another host lose every header of ours', async () => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'https://other.example/x' });
    nock('https://other.example', { badheaders: ['authorization', 'x-key', 'user-agent'] })
      .get('/x')
      .reply(200, FLOW);
    const { client, calls } = setUp({ headers: { 'X-Key': 'very secret' } });
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(calls[1]!.headers).toEqual({ accept: 'application/json' });
  });

  test('to a host that cannot be reached: the message names that host', async () => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'https://login.corp.internal/x' });
    nock('https://login.corp.internal')
      .get('/x')
      .replyWithError(Object.assign(new Error('getaddrinfo ENOTFOUND login.corp.internal'), { code: 'ENOTFOUND' }));
    expect(said(await failureOf(setUp().client.getFlow('n', 'i')))).toBe(
      `${SERVER} redirects to https://login.corp.internal. The host login.corp.internal was not found. Check \`server\`. A private name needs a self-hosted runner.`,
    );
  });

  test.each([401, 403])('to another address that answers %i: says where it leads', async (status) => {
    const server = 'http://kestra.example';
    nock(server)
      .get(/flows/)
      .reply(301, '', { location: `https://kestra.example${API}/x` });
    nock('https://kestra.example').get(`${API}/x`).reply(status);
    expect(said(await failureOf(setUp({ server }).client.getFlow('n', 'i')))).toBe(
      `http://kestra.example redirects to https://kestra.example, which answers ${status}: credentials are not sent to another address. If Kestra is there, write https://kestra.example in \`server\`.`,
    );
  });

  test('from https to http are refused', async () => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'http://kestra.example/x?token=1' });
    const error = await failureOf(setUp().client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(said(error)).toBe(
      `${SERVER}${API}/flows/n/i redirects from https to http (http://kestra.example/x), which is refused. Put the final https address of Kestra into \`server\`, or correct the redirect of the server or proxy.`,
    );
  });

  test('in a circle end', async () => {
    nock(SERVER).get(/.*/).times(6).reply(302, '', { location: '/x' });
    const { client, calls } = setUp();
    expect((await failureOf(client.getFlow('n', 'i'))).message).toBe(`${SERVER}/x redirects more than 5 times.`);
    expect(calls).toHaveLength(6);
  });

  test.each(['POST', 'PUT', 'DELETE'] as const)('of a %s are refused', async (method) => {
    const { client, calls } = setUp();
    nock(SERVER).get(/.*/).reply(200, FLOW);
    await client.getFlow('company.etl', 'load');
    nock(SERVER).intercept(/.*/, method).reply(307, '', { location: 'https://kestra.example/x' });
    const send = {
      POST: () => client.createFlow('x'),
      PUT: () => client.updateFlow('company.etl', 'load', 'x'),
      DELETE: () => client.deleteFlow('n', 'i'),
    };
    const error = await failureOf(send[method]());
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toMatch(new RegExp(`redirects to https://kestra.example/x; a ${method} is not sent on\\.$`));
    expect(error.hint).toBe('Put the final address of Kestra into `server`.');
    expect(calls).toHaveLength(2);
  });

  test.each(['ftp://kestra.example/x', 'http://[', 'javascript:alert(1)'])('to %s lead nowhere', async (location) => {
    nock(SERVER).get(/flows/).reply(302, '', { location });
    const error = await failureOf(setUp().client.getFlow('n', 'i'));
    expect(error.message).toBe(`${SERVER}${API}/flows/n/i redirects to no web address.`);
  });

  test('without an address are an answer like any other', async () => {
    nock(SERVER).get(/flows/).reply(304);
    const error = await failureOf(setUp().client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(HttpError);
    expect(error.status).toBe(304);
  });
});

describe('an answer that is too large', () => {
  test('is not read to its end, and not asked for again', async () => {
    let sent = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => {
            sent += 1_048_576;
            controller.enqueue(new Uint8Array(1_048_576));
          },
        }),
        { status: 200, headers: { 'content-type': 'application/json' } },
      );
    let requests = 0;
    const fetch = () => {
      requests++;
      return Promise.resolve(endless());
    };
    const error = await failureOf(setUp({ fetch }).client.searchFlows('n'));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toBe('The answer is larger than 64 MB.');
    expect(sent).toBeLessThan(70 * 1_048_576);
    expect(requests).toBe(1);
  });
});

test('what Kestra answers to credentials that may not search decides nothing: the write is tried', async () => {
  nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(403, { message: 'Forbidden' });
  nock(SERVER).post(`${API}/flows/validate`).twice().reply(200, []);
  const { client } = setUp();
  expect(await client.validateFlows('x')).toEqual([]);
  expect(await client.validateFlows('x')).toEqual([]);
});

test('many writes at once try the credentials once; a failure is tried again by the next', async () => {
  nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(401);
  const { client, calls } = setUp();
  const first = await Promise.allSettled(['a', 'b', 'c'].map((body) => client.validateFlows(body)));
  expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(calls).toHaveLength(1);
  acceptCredentials();
  nock(SERVER).post(`${API}/flows/validate`).times(3).reply(200, []);
  await Promise.all(['a', 'b', 'c'].map((body) => client.validateFlows(body)));
  expect(calls.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'POST', 'POST']);
});
