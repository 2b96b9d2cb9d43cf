import { afterEach, describe, expect, test } from '@jest/globals';
import { flow, startCaller, yaml, type Caller } from './calling.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const start = async (version: string) => {
  kestra = await startCaller({ version, errorFormat: 'json-error' });
  await kestra.call('POST', '/api/v1/main/flows', { body: flow('a'), headers: yaml });
  await kestra.upload('n', '/a.txt', 'x');
};
const get = async (path: string, accept: string) => {
  const answer = await kestra.call('GET', `/api/v1/main${path}`, { headers: { accept } });
  return [answer.status, answer.headers.get('content-type')];
};
const JSON_TYPE = 'application/json';
const BYTES = 'application/octet-stream';
const FILE = '/namespaces/n/files?path=/a.txt';
const EXPORT = '/flows/export/by-query?filters[namespace][EQUALS]=company.team';

test.each([
  ['/flows/search', JSON_TYPE, 200, JSON_TYPE],
  ['/flows/search', BYTES, 406, JSON_TYPE],
  ['/flows/search', 'application/*', 406, JSON_TYPE],
  ['/flows/search', 'no type at all', 200, JSON_TYPE],
  ['/flows/search', 'application/json; charset=utf-8', 200, 'application/json; charset=utf-8'],
  [FILE, '*/*', 200, BYTES],
  [FILE, JSON_TYPE, 406, JSON_TYPE],
  [EXPORT, '*/*', 200, BYTES],
  // The JSON of a flow "by-query" in a namespace "export".
  [EXPORT, JSON_TYPE, 404, JSON_TYPE],
  [EXPORT, 'application/json, */*;q=0.5', 404, JSON_TYPE],
  [EXPORT, 'application/json;q=0.1, application/octet-stream', 200, BYTES],
  ['/nothing', BYTES, 404, JSON_TYPE],
])('%s with Accept: %s is %i %s', async (path, accept, status, type) => {
  await start('1.3.31');
  expect(await get(path, accept)).toEqual([status, type]);
});

test.each([
  ['1.0.3', 406],
  ['1.1.0', 415],
  ['1.3.31', 415],
  ['2.0.0', 406],
])('a PUT that accepts bytes only is %s: %i', async (version, status) => {
  await start(version);
  const answer = await kestra.call('PUT', '/api/v1/main/flows/company.team/a', {
    body: flow('a', 'two'),
    headers: { ...yaml, accept: BYTES },
  });
  expect(answer.status).toBe(status);
  expect(kestra.server.flow('company.team', 'a')?.revision).toBe(1);
});

describe('the type of a body', () => {
  test.each([
    ['DELETE', FILE],
    ['DELETE', '/flows/company.team/a'],
    ['POST', FILE],
    ['POST', '/namespaces/n/files/directory?path=/d'],
  ])('%s %s does not read YAML', async (method, path) => {
    await start('1.3.31');
    const answer = await kestra.call(method, `/api/v1/main${path}`, { headers: yaml });
    expect(answer.status).toBe(415);
    expect(kestra.server.files('n')).toEqual(['/a.txt']);
  });

  test('of a GET does not matter', async () => {
    await start('1.3.31');
    expect((await kestra.call('GET', `/api/v1/main${FILE}`, { headers: yaml })).status).toBe(200);
  });
});

test('another tenant is looked at after Accept, credentials before', async () => {
  await start('1.3.31');
  const call = async (tenant: string, headers: Readonly<Record<string, string>>) =>
    (await kestra.call('GET', `/api/v1/${tenant}/flows/search`, { headers })).status;
  expect(await call('acme', {})).toBe(400);
  expect(await call('acme', { accept: BYTES })).toBe(406);
  expect(await call('main', { accept: BYTES, authorization: 'Basic eDp5' })).toBe(401);
});
