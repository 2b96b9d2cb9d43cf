import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { flow, startCaller, yaml, type Caller } from './calling.js';
import type { LocalKestraOptions } from './options.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const token = { authorization: 'Bearer tok-1' };
const start = async (more: LocalKestraOptions = {}) => {
  kestra = await startCaller({ edition: 'EE', tokens: ['tok-1'], tenants: ['acme', 'other'], ...more });
};

describe('Enterprise Edition', () => {
  beforeEach(() => start());

  test('tells its edition without credentials', async () => {
    const { json } = await kestra.call('GET', '/api/v1/configs', { headers: { authorization: '' } });
    expect(json).toMatchObject({ edition: 'EE', version: '1.3.25' });
  });

  test.each([
    ['a token', token, 200],
    ['user and password', {}, 200],
    ['another token', { authorization: 'Bearer tok-2' }, 401],
    ['a wrong password', { authorization: `Basic ${Buffer.from('ci@acme.com:no').toString('base64')}` }, 401],
    ['nothing', { authorization: '' }, 401],
  ])('with %s', async (_name, headers, status) => {
    const answer = await kestra.call('GET', '/api/v1/acme/flows/search', { headers });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.json).toMatchObject({ message: 'Unauthorized' });
  });

  test('keeps the flows of tenants apart, and knows no others', async () => {
    const created = await kestra.call('POST', '/api/v1/other/flows', {
      body: flow('a'),
      headers: { ...yaml, ...token },
    });
    expect(created.status).toBe(200);
    expect((await kestra.call('GET', '/api/v1/acme/flows/company.team/a')).status).toBe(404);
    expect((await kestra.call('GET', '/api/v1/other/flows/company.team/a')).status).toBe(200);
    expect((await kestra.call('GET', '/api/v1/nobody/flows/search')).status).toBe(404);
    expect(kestra.server.flows()).toEqual([]);
    expect(kestra.server.flow('company.team', 'a', 'other')).toMatchObject({ revision: 1, source: flow('a') });
  });

  test('has no other spelling of a path without tenant', async () => {
    expect((await kestra.call('GET', '/api/v1/flows/search')).status).toBe(404);
  });
});

describe('missing permissions', () => {
  test.each([
    ['READ', 'GET', '/flows/search'],
    ['READ', 'GET', '/flows/export/by-query'],
    ['READ', 'GET', '/namespaces/n/files?path=/a'],
    ['CREATE', 'POST', '/flows'],
    ['CREATE', 'POST', '/namespaces/n/files?path=/a'],
    ['UPDATE', 'PUT', '/flows/company.team/a'],
    ['DELETE', 'DELETE', '/flows/company.team/a'],
  ] as const)('without %s: %s %s is 403', async (permission, method, path) => {
    await start({ denied: [permission] });
    const answer = await kestra.call(method, `/api/v1/acme${path}`, {
      ...(method === 'GET' ? {} : { body: flow('a'), headers: yaml }),
    });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ message: 'Forbidden' });
    expect(kestra.server.deadlyPuts).toBe(0);
  });

  test('2.0 has a permission for validating, and does not tell an unknown path from a forbidden one', async () => {
    await start({ version: '2.0.0', denied: ['VALIDATE'] });
    const validated = await kestra.call('POST', '/api/v1/acme/flows/validate', { body: flow('a'), headers: yaml });
    expect(validated.status).toBe(403);
    expect(validated.json).toMatchObject({ type: expect.stringMatching(/\/forbidden$/), status: 403 });
    expect((await kestra.call('GET', '/api/v1/acme/nothing')).status).toBe(403);
    expect((await kestra.call('GET', '/api/v1/acme/flows/search')).status).toBe(200);
  });
});
