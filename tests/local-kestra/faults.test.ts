import { afterEach, describe, expect, test } from '@jest/globals';
import { flow, startCaller, yaml, type Caller } from './calling.js';
import type { Fault, LocalKestraOptions } from './options.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const start = async (faults: readonly Fault[], more: LocalKestraOptions = {}) => {
  kestra = await startCaller({ faults, ...more });
};
const create = (id: string) => kestra.call('POST', '/api/v1/main/flows', { body: flow(id), headers: yaml });
const validate = (...ids: readonly string[]) =>
  kestra.call('POST', '/api/v1/main/flows/validate', {
    body: ids.map((id) => flow(id)).join('\n---\n'),
    headers: yaml,
  });

describe('faults', () => {
  test('a status, only for the nth request that fits', async () => {
    await start([{ method: 'POST', path: '/flows', nth: 2, effect: 'status', status: 429, retryAfter: '7' }]);
    expect((await create('a')).status).toBe(200);
    expect((await validate('x')).status).toBe(200);
    const second = await create('b');
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '7']);
    expect((await create('c')).status).toBe(200);
    expect(kestra.server.flows().map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('a lost answer: done, but not told', async () => {
    await start([{ method: 'POST', path: '/flows', nth: 1, effect: 'lose-answer' }]);
    await expect(create('a')).rejects.toThrow();
    expect(kestra.server.flow('company.team', 'a')).toBeDefined();
    expect((await create('a')).status).toBe(422);
  });

  test('a reset: not done either', async () => {
    await start([{ method: 'POST', path: '/flows', nth: 1, effect: 'reset' }]);
    await expect(create('a')).rejects.toThrow();
    expect(kestra.server.flows()).toEqual([]);
    expect((await create('a')).status).toBe(200);
  });

  test('a body that is cut', async () => {
    await start([{ path: '/flows/search', effect: 'cut-body' }]);
    await expect(kestra.call('GET', '/api/v1/main/flows/search')).rejects.toThrow();
  });

  test('a slow body is whole', async () => {
    await start([{ path: '/flows/search', effect: 'slow-body', delayMs: 20 }]);
    expect((await kestra.call('GET', '/api/v1/main/flows/search')).json).toEqual({ results: [], total: 0 });
  });

  test('a login page in place of everything', async () => {
    await start([{ path: '/', effect: 'html' }]);
    const answer = await create('a');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toMatch(/^<!doctype html>/);
    expect(kestra.server.flows()).toEqual([]);
  });

  test('a verdict that comes twice', async () => {
    await start([{ path: '/flows/validate', nth: 1, effect: 'duplicate-entries' }]);
    const entries = (await validate('a', 'b')).json as readonly { readonly flow: string; readonly index: number }[];
    expect(entries.map(({ flow: id, index }) => [index, id])).toEqual([
      [0, 'a'],
      [1, 'a'],
      [2, 'b'],
    ]);
    expect((await validate('a', 'b')).json).toHaveLength(2);
  });

  test('an error that repeats the request', async () => {
    await start([{ method: 'POST', path: '/flows', effect: 'echo-request' }]);
    const answer = await create('a');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('authorization: Basic ');
    expect(answer.text).toContain('id: a');
  });
});

test('latency holds the answer back, not the arrival', async () => {
  await start([], { latencyMs: 3_600_000 });
  const arrived = new Promise<string>((resolve) => kestra.server.onRequest(({ method }) => resolve(method)));
  const aborter = new AbortController();
  const pending = fetch(`${kestra.server.url}/ping`, { signal: aborter.signal });
  expect(await arrived).toBe('GET');
  aborter.abort();
  await expect(pending).rejects.toThrow();
});

describe('the PUT of a flow that does not exist', () => {
  test('is never answered', async () => {
    await start([]);
    const put = new Promise<void>((resolve) => {
      kestra.server.onRequest(({ method }) => {
        if (method === 'PUT') setImmediate(resolve);
      });
    });
    const aborter = new AbortController();
    const pending = fetch(`${kestra.server.url}/api/v1/main/flows/company.team/a`, {
      method: 'PUT',
      body: flow('a'),
      headers: {
        ...yaml,
        authorization: `Basic ${Buffer.from('ci@acme.com:Passw0rd!').toString('base64')}`,
      },
      signal: aborter.signal,
    });
    await put;
    const first = await Promise.race([pending, kestra.call('GET', '/ping').then(() => 'still waiting')]);
    expect(first).toBe('still waiting');
    expect(kestra.server.deadlyPuts).toBe(1);
    aborter.abort();
    await expect(pending).rejects.toThrow();
  });

  test('counts also for a deleted flow, and is a 404 when the switch is off', async () => {
    await start([], { deadlyPut: false });
    await create('a');
    kestra.server.deleteFlow('company.team', 'a');
    const answer = await kestra.call('PUT', '/api/v1/main/flows/company.team/a', { body: flow('a'), headers: yaml });
    expect([answer.status, kestra.server.deadlyPuts]).toEqual([404, 1]);
  });

  test('does not count with wrong credentials', async () => {
    await start([]);
    const answer = await kestra.call('PUT', '/api/v1/main/flows/company.team/a', {
      body: flow('a'),
      headers: { ...yaml, authorization: 'Basic eDp5' },
    });
    expect([answer.status, kestra.server.deadlyPuts]).toEqual([401, 0]);
  });
});
