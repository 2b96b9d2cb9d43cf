import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { HttpError, NotFoundError, PermissionError, ProtocolError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { acceptCredentials, API, HTML, SERVER, setUp, withoutNetwork } from './support.js';
import { PAGE, LOGIN, METHODS, metBy } from './pages.js';

withoutNetwork();

describe('an HTML page with 200', () => {
  test.each(METHODS)('%s', async (_name, call) => {
    const { error, requests } = await metBy(call, 200, PAGE, HTML);
    expect(error).toBeInstanceOf(ProtocolError);
    expect(messageAndHint(error)).toBe(LOGIN);
    expect(requests).toBe(1);
  });

  test('is recognised without its type, behind a comment or as XHTML', async () => {
    for (const page of [PAGE, `<!-- sso -->\n${PAGE}`, `<?xml version="1.0"?>\n${PAGE}`, '\uFEFF<html>']) {
      nock(SERVER).get(/.*/).reply(200, page, { 'content-type': 'application/json' });
      expect(messageAndHint(await failureOf(setUp().client.searchFlows('n')))).toBe(LOGIN);
    }
  });

  test('is recognised by its type, whatever is in it', async () => {
    const fetch = () => Promise.resolve(new Response(null, { headers: HTML }));
    expect(messageAndHint(await failureOf(setUp({ fetch }).client.searchFlows('n')))).toBe(LOGIN);
    const { error } = await metBy((client) => client.getFlow('n', 'i'), 403, 'Sign in', HTML);
    expect(error.message).toContain('answered with 403 and an HTML page');
  });

  test('the first write is not sent when the credentials are answered by a page', async () => {
    nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(200, PAGE, HTML);
    const { client, calls } = setUp();
    expect(messageAndHint(await failureOf(client.createFlow('x')))).toBe(LOGIN);
    expect(calls.map(({ method }) => method)).toEqual(['GET']);
  });
});

describe('an HTML page with another status', () => {
  test('403: names the page, not a permission', async () => {
    const { error } = await metBy((client) => client.getFlow('n', 'i'), 403, PAGE, HTML);
    expect(error).toBeInstanceOf(PermissionError);
    expect(messageAndHint(error)).toBe(LOGIN.replace('with an HTML', 'with 403 and an HTML'));
  });

  test('403 to the credentials: the write is not sent', async () => {
    nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(403, PAGE, HTML);
    const { client, calls } = setUp();
    expect(await failureOf(client.putFile('n', '/a', Buffer.from('x')))).toBeInstanceOf(PermissionError);
    expect(calls).toHaveLength(1);
  });

  test('502: comes from a proxy before a Kestra that does not run', async () => {
    const { error } = await metBy((client) => client.getFlow('n', 'i'), 502, PAGE, HTML);
    expect(messageAndHint(error)).toBe(
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
