import { afterEach, expect, test } from '@jest/globals';
import { flow, startCaller, yaml, type Caller } from '../local-kestra/calling.js';
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from './proxy.js';

let kestra: Caller;
let proxy: FaultProxy;
afterEach(async () => {
  await proxy.close();
  await kestra.server.close();
});

const start = async (options: FaultProxyOptions = {}, contextPath = '') => {
  kestra = await startCaller({ contextPath });
  proxy = await startFaultProxy(kestra.server.url, options);
};
const basic = `Basic ${Buffer.from('ci@acme.com:Passw0rd!').toString('base64')}`;
const call = (method: string, path: string, body?: string, headers: Readonly<Record<string, string>> = yaml) =>
  fetch(proxy.url + path, { method, headers: { authorization: basic, ...headers }, ...(body ? { body } : {}) });
const create = (id: string) => call('POST', '/api/v1/main/flows', flow(id));

test('what is asked and answered passes as it is, and is seen', async () => {
  await start({}, '/tools/kestra');
  expect((await create('a')).status).toBe(200);
  const found = await call('GET', '/api/v1/main/flows/export/by-query', undefined, { accept: 'application/json' });
  expect([found.status, found.headers.get('content-type')]).toEqual([404, 'application/json']);
  expect((await call('DELETE', '/api/v1/main/flows/company.team/a', undefined, {})).status).toBe(204);
  expect(proxy.requests.map(({ method, path }) => [method, path])).toEqual([
    ['POST', '/api/v1/main/flows'],
    ['GET', '/api/v1/main/flows/export/by-query'],
    ['DELETE', '/api/v1/main/flows/company.team/a'],
  ]);
  expect(kestra.server.requests[1]!.headers).toMatchObject({ accept: 'application/json', authorization: basic });
});

test('a reset before the server has it, and one after', async () => {
  await start({
    faults: [
      { method: 'POST', path: '/flows', nth: 1, effect: 'reset' },
      { method: 'POST', path: '/flows', nth: 2, effect: 'lose-answer' },
    ],
  });
  await expect(create('before')).rejects.toThrow();
  await expect(create('after')).rejects.toThrow();
  expect(kestra.server.flows().map(({ id }) => id)).toEqual(['after']);
});

test('a status in place of the answer, with what goes with it', async () => {
  await start({ faults: [{ path: '/flows', nth: 1, effect: 'status', status: 429, retryAfter: '1' }] });
  const refused = await create('a');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  expect(kestra.server.requests).toEqual([]);
  expect((await create('a')).status).toBe(200);
});

test('a listener holds the request until it is done', async () => {
  await start();
  proxy.onRequest(async ({ method }) => {
    if (method === 'PUT') await kestra.call('POST', '/api/v1/main/flows', { body: flow('a'), headers: yaml });
  });
  expect((await call('PUT', '/api/v1/main/flows/company.team/a', flow('a', 'two'))).status).toBe(200);
});

test('a server that does not answer leaves the client without an answer, until it goes', async () => {
  await start();
  const aborter = new AbortController();
  const asked = new Promise<void>((resolve) => kestra.server.onRequest(() => resolve()));
  const pending = fetch(`${proxy.url}/api/v1/main/flows/company.team/none`, {
    method: 'PUT',
    body: flow('none'),
    headers: { ...yaml, authorization: basic },
    signal: aborter.signal,
  });
  await asked;
  aborter.abort();
  await expect(pending).rejects.toThrow();
});
