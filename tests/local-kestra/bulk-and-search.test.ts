import { afterEach, describe, expect, test } from '@jest/globals';
import { flow, startCaller, yaml, type Caller } from './calling.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const start = async () => {
  kestra = await startCaller();
};
const create = (source: string) => kestra.call('POST', '/api/v1/main/flows', { body: source, headers: yaml });

describe('bulk', () => {
  test('POST of a namespace deletes the others unless told not to', async () => {
    await start();
    await create(flow('a'));
    await create(flow('b'));
    const path = '/api/v1/main/flows/company.team';
    await kestra.call('POST', `${path}?delete=false`, { body: flow('c'), headers: yaml });
    expect(kestra.server.flows().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    const { json } = await kestra.call('POST', path, { body: flow('c', 'new'), headers: yaml });
    expect(json).toEqual([
      expect.objectContaining({ id: 'a', deleted: true }),
      expect.objectContaining({ id: 'b', deleted: true }),
      expect.objectContaining({ id: 'c', deleted: false, revision: 2 }),
    ]);
    expect(kestra.server.flows().map(({ id }) => id)).toEqual(['c']);
  });

  test('delete by query takes what the filters let through', async () => {
    await start();
    for (const namespace of ['a', 'a.b', 'ab']) await create(flow('x', 'hi', namespace));
    const path = '/api/v1/main/flows/delete/by-query?filters[namespace][PREFIX]=a';
    expect((await kestra.call('DELETE', path)).json).toEqual({ count: 2 });
    expect(kestra.server.flows().map(({ namespace }) => namespace)).toEqual(['ab']);
  });
});

describe('search', () => {
  test.each([
    ['filters[namespace][STARTS_WITH]=company', ['a', 'b']],
    ['filters[namespace][NOT_EQUALS]=company.team', ['b', 'c']],
    ['filters[namespace][REGEX]=.*team', ['a']],
    ['filters[flowId][IN]=a,c', ['a', 'c']],
    ['filters[q][EQUALS]=oth', ['c']],
    ['namespace=company', ['a', 'b']],
    ['sort=id:desc', ['c', 'b', 'a']],
    ['page=2&size=2&sort=id:asc', ['c']],
  ])('%s', async (query, ids) => {
    await start();
    for (const [id, namespace] of [
      ['a', 'company.team'],
      ['b', 'company.sales'],
      ['c', 'other'],
    ] as const)
      await create(flow(id, 'hi', namespace));
    const { json } = await kestra.call('GET', `/api/v1/main/flows/search?${query}`);
    expect((json as { results: { id: string }[] }).results.map(({ id }) => id)).toEqual(ids);
  });

  test('a sort that nobody knows', async () => {
    await start();
    expect((await kestra.call('GET', '/api/v1/main/flows/search?sort=colour:asc')).status).toBe(422);
  });
});
