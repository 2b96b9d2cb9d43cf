import { expect, test } from '@jest/globals';
import { ConnectionError, type KestraError, ServerError, AuthenticationError } from '../../../src/kestra/errors.js';
import { waitForServer } from '../../../src/kestra/wait-for-server.js';

const facts = { method: 'GET', path: '/api/v1/configs', attempts: 1, elapsedMs: 1 };
const details = { excerpt: '', paths: [], problem: undefined, html: false, retryAfter: null };
const refused = new ConnectionError('refused', facts, 'ECONNREFUSED');
const unknownName = new ConnectionError('unknown', facts, 'ENOTFOUND');
const starting = new ServerError('starting', facts, 503, details);
const migrating = new ServerError('migrating', facts, 503, { ...details, problem: 'migration-required' });
const untrusted = new ConnectionError('untrusted', facts, 'SELF_SIGNED_CERT_IN_CHAIN');
const wrongPassword = new AuthenticationError('401', facts, 401, details);

/** A server that fails in these ways, one after the other, and a clock that its pauses move. */
async function wait(failures: readonly Error[], waitMs: number) {
  const open = [...failures];
  const waited: KestraError[] = [];
  // A clock does not begin with the wait.
  const started = 7000;
  let now = started;
  const ask = () => {
    const failure = open.shift();
    return failure === undefined ? Promise.resolve('1.3.25') : Promise.reject(failure);
  };
  const sleep = (ms: number) => Promise.resolve(void (now += ms));
  const answer = await waitForServer(ask, {
    waitMs,
    sleep,
    now: () => now,
    onWait: (error) => waited.push(error),
  }).catch((error: unknown) => error);
  return { answer, waited, now: now - started, left: open.length };
}

test('a server that is starting is waited for, and that is said once', async () => {
  const failures = [unknownName, refused, starting, migrating];
  expect(await wait(failures, 60_000)).toEqual({ answer: '1.3.25', waited: [unknownName], now: 8000, left: 0 });
});

test('no longer than asked for: the last failure is the answer', async () => {
  expect(await wait([refused, refused, starting, refused], 5000)).toMatchObject({
    answer: starting,
    now: 4000,
    left: 1,
  });
  expect(await wait([refused, refused, starting], 4000)).toMatchObject({ answer: starting, now: 4000 });
  expect(await wait([refused], 0)).toMatchObject({ answer: refused, waited: [], now: 0 });
});

test.each([untrusted, wrongPassword, new Error('bug')])(
  'what no time mends is no reason to wait: %s',
  async (error) => {
    expect(await wait([error], 60_000)).toMatchObject({ answer: error, now: 0 });
  },
);

test('a run that was told to stop does not wait, and nobody need be told', async () => {
  const sleep = () => Promise.reject(new Error('waited'));
  const ask = () => Promise.reject(refused);
  await expect(waitForServer(ask, { waitMs: 60_000, stop: AbortSignal.abort(), sleep })).rejects.toBe(refused);
  await expect(waitForServer(ask, { waitMs: 60_000, sleep })).rejects.toThrow('waited');
  await expect(waitForServer(ask, { waitMs: 0, sleep })).rejects.toBe(refused);
});
