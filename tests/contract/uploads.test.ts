import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { NotFoundError } from '../../src/kestra/errors.js';
import { failureOf } from '../kestra-failure.js';
import { acceptCredentials, JSON_TYPE, jsonError, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

const reset = () => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('a namespace file', () => {
  const content = Buffer.from('x');
  const stats = () => nock(SERVER).get(/files\/stats/);
  const lose: readonly (readonly [string, () => void])[] = [
    ['a reset', () => nock(SERVER).post(/files/).replyWithError(reset())],
    ...[408, 500, 502, 503, 504].map(
      (status) => [`a ${status}`, () => nock(SERVER).post(/files/).reply(status)] as const,
    ),
  ];
  const paths = ({ calls }: ReturnType<typeof setUp>) =>
    calls.slice(1).map(({ method, url }) => `${method} ${/files\/?\w*/.exec(url)![0]}`);

  describe.each(lose)('whose upload ends in %s', (_name, fail) => {
    test('is there as it should be: is not sent again', async () => {
      acceptCredentials();
      fail();
      stats().reply(200, { fileName: 'a', type: 'File', size: 1 });
      nock(SERVER)
        .get(/files\?/)
        .reply(200, 'x');
      const setup = setUp();
      await setup.client.putFile('n', '/a', content);
      expect(paths(setup)).toEqual(['POST files', 'GET files/stats', 'GET files']);
      expect(setup.sleeps).toHaveLength(1);
    });

    test.each([
      ['not there', () => void stats().reply(404, jsonError('Not Found'), JSON_TYPE)],
      ['there in another size', () => void stats().reply(200, { fileName: 'a', type: 'File', size: 2 })],
      ['a folder', () => void stats().reply(200, { fileName: 'a', type: 'Directory', size: 1 })],
      [
        'there with other bytes',
        () => {
          stats().reply(200, { fileName: 'a', type: 'File', size: 1 });
          nock(SERVER)
            .get(/files\?/)
            .reply(200, 'y');
        },
      ],
      ['not to be read', () => void stats().reply(500)],
    ])('is %s: is sent again', async (state, answer) => {
      acceptCredentials();
      fail();
      answer();
      nock(SERVER).post(/files/).reply(200);
      const setup = setUp();
      await setup.client.putFile('n', '/a', content);
      // The size tells most without the bytes.
      expect(paths(setup).includes('GET files')).toBe(state === 'there with other bytes');
      const posts = setup.calls.filter(({ method }) => method === 'POST');
      expect(posts.map(({ body }) => String(body))).toEqual([String(posts[0]!.body), String(posts[0]!.body)]);
    });
  });

  test('is looked at after the last attempt, too', async () => {
    acceptCredentials();
    nock(SERVER).post(/files/).replyWithError(reset());
    stats().reply(200, { fileName: 'a', type: 'File', size: 1 });
    nock(SERVER)
      .get(/files\?/)
      .reply(200, 'x');
    await expect(setUp({ retries: 0 }).client.putFile('n', '/a', content)).resolves.toBeUndefined();
  });

  test('that keeps failing fails with the last failure', async () => {
    acceptCredentials();
    nock(SERVER).post(/files/).times(3).reply(500, jsonError('Internal server error'), JSON_TYPE);
    stats().times(3).reply(404, jsonError('Not Found'), JSON_TYPE);
    const setup = setUp({ retries: 2 });
    expect((await failureOf(setup.client.putFile('n', '/a', content))).message).toBe(
      'Kestra answered 500 when asked to upload /a to n (3 attempts): Internal server error.',
    );
    expect(setup.sleeps).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 413, 422])('is not looked at after %i: that is an answer', async (status) => {
    acceptCredentials();
    nock(SERVER).post(/files/).reply(status);
    const setup = setUp();
    await failureOf(setup.client.putFile('n', '/a', content));
    expect(paths(setup)).toEqual(['POST files']);
  });

  test.each([
    ['ECONNREFUSED', ['POST files', 'POST files']],
    ['SELF_SIGNED_CERT_IN_CHAIN', ['POST files']],
  ])('is not looked at after %s, with which nothing was sent', async (code, expected) => {
    acceptCredentials();
    nock(SERVER)
      .post(/files/)
      .times(expected.length)
      .replyWithError(Object.assign(new Error(code), { code }));
    const setup = setUp({ retries: 1 });
    await failureOf(setup.client.putFile('n', '/a', content));
    expect(paths(setup)).toEqual(expected);
  });

  test('is looked at after a failure that has no code, on a connection of its own', async () => {
    acceptCredentials();
    nock(SERVER).post(/files/).replyWithError(new Error('odd'));
    stats().reply(200, { fileName: 'a', type: 'File', size: 1 });
    nock(SERVER)
      .get(/files\?/)
      .reply(200, 'x');
    const fresh: string[] = [];
    const setup = setUp({
      fetchFresh: (input, init) => {
        fresh.push(/files\/?\w*/.exec(String(input))![0]);
        return globalThis.fetch(input, init);
      },
    });
    await setup.client.putFile('n', '/a', content);
    expect(fresh).toEqual(['files/stats']);
    stats().reply(200, { fileName: 'a', type: 'File', size: 1 });
    await setup.client.fileStats('n', '/a');
    expect(fresh).toHaveLength(1);
  });

  test('below a file: says so', async () => {
    acceptCredentials();
    nock(SERVER).post(/files/).reply(404, jsonError('Not Found: /app/a (Not a directory)'), JSON_TYPE);
    const error = await failureOf(setUp().client.putFile('n', '/a/b', Buffer.from('x')));
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.hint).toMatch(/Or a file stands in Kestra where the path needs a folder\.$/);
  });
});
