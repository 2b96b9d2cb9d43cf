import { describe, expect, test } from '@jest/globals';
import { fc } from '../generated-inputs.js';
import nock from 'nock';
import { ConnectionError, RateLimitError, TimeoutError } from '../../src/kestra/errors.js';
import { delayMs, pause, retryAfterMs } from '../../src/kestra/retry.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { BASIC } from '../test-client.js';
import { whereTimeRunsOut } from './running-out.js';
import { API, FLOW, PROBLEM_JSON, problem, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

const flows = () => nock(SERVER).get(`${API}/flows/n/i?source=true`);
const failing = (code: string) => Object.assign(new Error(code), { code });

describe('repeats', () => {
  test.each([408, 425, 429, 502, 503, 504])('after %i', async (status) => {
    flows().reply(status);
    flows().reply(200, FLOW);
    const { client, calls, sleeps } = setUp();
    expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
    expect(calls).toHaveLength(2);
    expect(sleeps).toEqual([250]);
  });

  test.each([400, 401, 403, 405, 409, 410, 413, 415, 422, 423, 500, 501, 505])('not after %i', async (status) => {
    flows().reply(status, { message: 'no' });
    const { client, calls, sleeps } = setUp();
    expect((await failureOf(client.getFlow('n', 'i'))).status).toBe(status);
    expect(calls).toHaveLength(1);
    expect(sleeps).toEqual([]);
  });

  test('2.0: not while it waits for a migration, but while it starts', async () => {
    flows().reply(503, problem('migration-required', 503, 'A migration is pending.'), PROBLEM_JSON);
    const migrating = setUp();
    expect(messageAndHint(await failureOf(migrating.client.getFlow('n', 'i')))).toBe(
      'Kestra cannot read the flow n/i (503): its database waits for a migration: A migration is pending. Whoever runs the server must finish the migration. Then run the step again.',
    );
    expect(migrating.calls).toHaveLength(1);

    flows().reply(503, problem('service-unavailable', 503, 'The indexer is starting.'), PROBLEM_JSON);
    flows().reply(200, FLOW);
    const starting = setUp();
    await starting.client.getFlow('n', 'i');
    expect(starting.calls).toHaveLength(2);
  });

  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EAI_AGAIN',
    'UND_ERR_SOCKET',
    'UND_ERR_CONNECT_TIMEOUT',
  ])('after %s', async (code) => {
    flows().replyWithError(failing(code));
    flows().reply(200, FLOW);
    const { client, calls } = setUp();
    await client.getFlow('n', 'i');
    expect(calls).toHaveLength(2);
  });

  test.each([
    'ENOTFOUND',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'EPROTO',
    'HPE_INVALID_CONSTANT',
  ])('not after %s, which stays so', async (code) => {
    flows().replyWithError(failing(code));
    const { client, calls } = setUp();
    const error = await failureOf<ConnectionError>(client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.code).toBe(code);
    expect(calls).toHaveLength(1);
  });

  test('after a timeout', () =>
    whereTimeRunsOut(async ({ options, silence }) => {
      let attempts = 0;
      const fetch: typeof globalThis.fetch = (_input, init) =>
        ++attempts === 2 ? Promise.resolve(Response.json(FLOW)) : silence(init!.signal!);
      const { client } = setUp({ ...options, fetch });
      expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
      expect(attempts).toBe(2);
    }));

  test('as often as allowed, then the last failure with the number of attempts', async () => {
    flows().times(4).reply(429);
    const { client, calls, sleeps, retries } = setUp();
    const error = await failureOf(client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.facts.attempts).toBe(4);
    expect(calls).toHaveLength(4);
    expect(sleeps).toEqual([250, 500, 1000]);
    expect(retries).toHaveLength(3);
  });

  test('never with retries: 0', async () => {
    flows().reply(503);
    const { client, calls } = setUp({ retries: 0 });
    await failureOf(client.getFlow('n', 'i'));
    expect(calls).toHaveLength(1);
  });

  test('not after the run was told to stop, before or during the pause', async () => {
    const stopped = AbortSignal.abort();
    flows().reply(503);
    const before = setUp({ stop: stopped });
    await failureOf(before.client.getFlow('n', 'i'));
    expect(before.sleeps).toEqual([]);

    const controller = new AbortController();
    flows().reply(503);
    const during = setUp({
      stop: controller.signal,
      sleep: () => {
        controller.abort();
        return Promise.resolve();
      },
    });
    expect((await failureOf(during.client.getFlow('n', 'i'))).status).toBe(503);
    expect(during.calls).toHaveLength(1);
  });
});

test('repeats need nobody who listens', async () => {
  flows().reply(503);
  flows().reply(200, FLOW);
  const { client } = setUp({ onRetry: undefined } as object);
  expect(await client.getFlow('n', 'i')).toMatchObject({ id: 'load' });
});

describe('what is said about a repeat', () => {
  test('why, what, when and how often', async () => {
    flows().reply(503, { message: 'Service Unavailable' }, { 'retry-after': '2' });
    flows().reply(200, FLOW);
    const { client, retries } = setUp();
    await client.getFlow('n', 'i');
    expect(retries).toEqual([
      'Kestra answered 503 when asked to read the flow n/i: Service Unavailable. Asking again to read the flow n/i in 2.0 s (1 of 3).',
    ]);
  });

  test('no secret, though the server echoes it', async () => {
    const basic = Buffer.from(`${BASIC.user}:${BASIC.password}`).toString('base64');
    flows().reply(503, `got Basic ${basic}, ${BASIC.password}, key-1234567`);
    flows().replyWithError(failing('ECONNRESET'));
    flows().reply(200, FLOW);
    const { client, retries } = setUp({ headers: { 'X-Key': 'key-1234567' } });
    await client.getFlow('n', 'i');
    expect(retries).toHaveLength(2);
    expect(retries[0]).toContain('got Basic ***, ***, ***. Asking again');
  });
});

describe('the pause', () => {
  test('grows, is random below its bound, and never longer than a minute', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const ms = delayMs(attempt, null, 0, () => random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(Math.min(500 * 2 ** attempt, 15_000));
      }),
    );
    expect([0, 1, 2, 3, 4, 5, 6].map((attempt) => delayMs(attempt, null, 0, () => 1))).toEqual([
      500, 1000, 2000, 4000, 8000, 15_000, 15_000,
    ]);
  });

  test('is what the server asks for, up to the cap', () => {
    const now = Date.parse('2026-11-24T10:00:00Z');
    const random = () => 0.5;
    expect(delayMs(0, '7', now, random)).toBe(7000);
    expect(delayMs(0, 'Tue, 24 Nov 2026 10:00:09 GMT', now, random)).toBe(9000);
    expect(delayMs(0, '3600', now, random)).toBe(60_000);
    expect(delayMs(0, 'Wed, 25 Nov 2026 10:00:00 GMT', now, random)).toBe(60_000);
    expect(delayMs(0, '99999999999999999999', now, random)).toBe(60_000);
    expect(delayMs(0, 'soon', now, random)).toBe(250);
  });

  test.each([
    ['0', 0],
    [' 12 ', 12_000],
    ['Tue, 24 Nov 2026 09:59:00 GMT', 0],
    ['Tuesday, 24-Nov-26 10:00:05 GMT', 5000],
    ['Tue Nov 24 10:00:05 2026 GMT', 5000],
    ['5 Nov 2026 10:00:05 GMT', undefined],
    ['1.5', undefined],
    ['-5', undefined],
    ['', undefined],
    ['10 s', undefined],
    ['Soon, very', undefined],
  ])('Retry-After: "%s"', (value, expected) => {
    expect(retryAfterMs(value, Date.parse('2026-11-24T10:00:00Z'))).toBe(expected);
  });

  test('of a client is the one that Retry-After asks for', async () => {
    flows().reply(429, '', { 'retry-after': '3' });
    flows().reply(503, '', { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() });
    flows().reply(200, FLOW);
    const { client, sleeps } = setUp();
    await client.getFlow('n', 'i');
    expect(sleeps).toEqual([3000, 60_000]);
  });

  test('ends when the run is told to stop', async () => {
    const controller = new AbortController();
    const paused = pause(3_600_000, controller.signal);
    controller.abort();
    await expect(paused).resolves.toBeUndefined();
    await expect(pause(1)).resolves.toBeUndefined();
  });
});

test('each request has a timeout of its own', () =>
  whereTimeRunsOut(async ({ options, silence }) => {
    const signals: AbortSignal[] = [];
    const fetch: typeof globalThis.fetch = (_input, init) => {
      expect(init!.signal!.aborted).toBe(false);
      signals.push(init!.signal!);
      return silence(init!.signal!);
    };
    const { client } = setUp({ ...options, retries: 1, fetch });
    const error = await failureOf<TimeoutError>(client.getFlow('n', 'i'));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.facts.attempts).toBe(2);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  }));

test('every request is named, repeats and redirects included', async () => {
  flows().reply(503);
  flows().reply(302, '', { location: '/x' });
  nock(SERVER).get('/x').reply(200, FLOW);
  const named: string[] = [];
  await setUp({ onRequest: (method, path) => named.push(`${method} ${path}`) }).client.getFlow('n', 'i');
  const line = `GET ${API}/flows/n/i?source=true`;
  expect(named).toEqual([line, line, line]);
});
