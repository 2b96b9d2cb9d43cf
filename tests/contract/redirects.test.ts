import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { HttpError, ProtocolError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { API, FLOW, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

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

  test('with credentials of their own are followed without', async () => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'https://u:secret@other.example/x' });
    nock('https://other.example', { badheaders: ['authorization'] })
      .get('/x')
      .reply(200, FLOW);
    const { client, calls } = setUp();
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(calls[1]!.url).toBe('https://other.example/x');
  });

  test('to a host that cannot be reached: the message names that host', async () => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'https://login.corp.internal/x' });
    nock('https://login.corp.internal')
      .get('/x')
      .replyWithError(Object.assign(new Error('getaddrinfo ENOTFOUND login.corp.internal'), { code: 'ENOTFOUND' }));
    expect(messageAndHint(await failureOf(setUp().client.getFlow('n', 'i')))).toBe(
      `${SERVER} redirects to https://login.corp.internal. The host login.corp.internal was not found. Check \`server\`. A private name needs a self-hosted runner.`,
    );
  });

  test.each([401, 403])('to another address that answers %i: says where it leads', async (status) => {
    const server = 'http://kestra.example';
    nock(server)
      .get(/flows/)
      .reply(301, '', { location: `https://kestra.example${API}/x` });
    nock('https://kestra.example').get(`${API}/x`).reply(status);
    expect(messageAndHint(await failureOf(setUp({ server }).client.getFlow('n', 'i')))).toBe(
      `http://kestra.example redirects to https://kestra.example, which answers ${status}: credentials are not sent to another address. If Kestra is there, write https://kestra.example in \`server\`.`,
    );
  });

  test('from http to http are followed, to another address and back with credentials', async () => {
    const server = 'http://kestra.example';
    nock(server).get(/flows/).reply(302, '', { location: 'http://other.example/x' });
    nock('http://other.example').get('/x').reply(302, '', { location: 'http://kestra.example/y' });
    nock(server, { reqheaders: { authorization: /^Basic / } })
      .get('/y')
      .reply(401);
    // It is the server's own answer again.
    expect((await failureOf(setUp({ server }).client.getFlow('n', 'i'))).message).toBe(
      'Kestra refused the credentials of user ci@acme.com (401).',
    );
  });

  test.each([400, 404, 500])('to another address that answers %i are an answer like any other', async (status) => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'https://other.example/x' });
    nock('https://other.example').get('/x').reply(status);
    const { client } = setUp({ retries: 0 });
    expect((await failureOf(client.getFlow('n', 'i'))).message).toMatch(`Kestra answered ${status} when asked to`);
  });

  test('of 300 are followed as well, without a body, too', async () => {
    const answers = [new Response(null, { status: 300, headers: { location: '/x' } }), Response.json(FLOW)];
    const fetch = () => Promise.resolve(answers.shift()!);
    expect(await setUp({ fetch }).client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
  });

  test('a 400 with a location is none', async () => {
    nock(SERVER).get(/flows/).reply(400, '', { location: '/x' });
    expect((await failureOf(setUp().client.getFlow('n', 'i'))).status).toBe(400);
  });

  test.each([200, 404])('a %i with a location is none', async (status) => {
    nock(SERVER).get(/flows/).reply(status, FLOW, { location: '/x', 'content-type': 'application/json' });
    const flow = await setUp().client.getFlow('n', 'i');
    expect(flow?.id).toBe(status === 200 ? 'load' : undefined);
  });

  test('from https to http are refused', async () => {
    nock(SERVER).get(/flows/).reply(302, '', { location: 'http://kestra.example/x?token=1' });
    const error = await failureOf(setUp().client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(messageAndHint(error)).toBe(
      `${SERVER}${API}/flows/n/i redirects from https to http (http://kestra.example/x), which is refused. Put the final https address of Kestra into \`server\`, or correct the redirect of the server or proxy.`,
    );
  });

  test('in a circle end', async () => {
    nock(SERVER).get(/.*/).times(6).reply(302, '', { location: '/x' });
    const { client, calls } = setUp();
    expect(messageAndHint(await failureOf(client.getFlow('n', 'i')))).toBe(
      `${SERVER}/x redirects more than 5 times. Check \`server\`.`,
    );
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

  test.each(['ftp://kestra.example/x', 'http://[', 'javascript:alert(1)', 'web+https://kestra.example/'])(
    'to %s lead nowhere',
    async (location) => {
      nock(SERVER).get(/flows/).reply(302, '', { location });
      const error = await failureOf(setUp().client.getFlow('n', 'i'));
      expect(messageAndHint(error)).toBe(`${SERVER}${API}/flows/n/i redirects to no web address. Check \`server\`.`);
    },
  );

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
    expect(messageAndHint(error)).toBe('The answer is larger than 64 MB. Check `server`.');
    expect(sent).toBeLessThan(70 * 1_048_576);
    expect(requests).toBe(1);
  });
});
