import { afterEach, describe, expect, test } from '@jest/globals';
import { startCaller, type Caller } from './calling.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const files = (path: string) => kestra.call('GET', `/api/v1/main/namespaces/n/files${path}`);
const search = () => files('/search?q=/');
const read = async (path: string) => (await files(`?path=${encodeURIComponent(path)}`)).text;

/** What a name is listed as, or the status of its upload; "poisoned": listings fail ever after. */
const asListed = [
  // name, 1.0, 1.2, 1.3.31, 2.0
  ['/a b', '/a+b', '/a+b', '/a+b', '/a b'],
  ['/a#b', '/a', '/a#b', '/a#b', '/a#b'],
  ['/a?b', '/a', '/a?b', '/a?b', '/a?b'],
  ['/a%41b', '/aAb', '/a%41b', '/a%41b', '/a%41b'],
  ['/%C3%BC', '/ü', '/%C3%BC', '/%C3%BC', '/%C3%BC'],
  ['/a%20b', 'poisoned', '/a%20b', '/a%20b', '/a%20b'],
  ['/a%25b', 'poisoned', '/a%25b', '/a%25b', '/a%25b'],
  ['/d%20e/f', 'poisoned', 422, '/d%20e/f', '/d%20e/f'],
  ['/d%41/f', '/dA/f', '/d%41/f', '/d%41/f', '/d%41/f'],
  ['/a%zz', 422, 422, '/a%zz', '/a%zz'],
  ['/a[1]', 422, 422, '/a[1]', '/a[1]'],
  ['/a\u0001b', 422, 422, '/a\u0001b', '/a\u0001b'],
  ['/A:b', '/ab', '/A:b', '/A:b', '/A:b'],
  ['/dir:1/f', '/dir1/f', '/dir:1/f', '/dir:1/f', '/dir:1/f'],
  ['/a\\b', '/a/b', '/a\\b', '/a/b', '/a/b'],
  [`/${'n'.repeat(256)}`, 404, 500, 422, 422],
] as const;

describe.each([
  ['1.0.3', 1],
  ['1.1.0', 1],
  ['1.2.0', 2],
  ['1.3.31', 3],
  ['2.0.0', 4],
] as const)('names of files on %s', (version, column) => {
  test.each(asListed.map((row) => [row[0], row[column]] as const))('%j becomes %j', async (name, listed) => {
    kestra = await startCaller({ version });
    const { status } = await kestra.upload('n', name, 'content');
    if (typeof listed === 'number') {
      expect([status, (await search()).json]).toEqual([listed, []]);
      return;
    }
    expect([status, await read(name)]).toEqual([200, 'content']);
    const found = await search();
    if (listed !== 'poisoned') return expect(found.json).toEqual([listed]);
    expect([found.status, (await files('/export')).status]).toEqual([422, 422]);
    const root = await kestra.call('DELETE', '/api/v1/main/namespaces/n/files?path=/');
    expect(root.status).toBe(422);
  });
});

describe.each([
  // Names whose bytes are kept in one place.
  ['1.0.3', ['/a:b', '/ab', '/A:b'], ['/a#b', '/a', '/a?c'], ['/a%41b', '/aAb']],
  ['1.2.0', ['/a:b', '/ab', '/A:b'], ['/a#b', '/a', '/a?c'], ['/a%41b', '/aAb']],
  ['1.3.25', ['/a:b', '/ab', '/A:b'], ['/a#b', '/a', '/a?c'], ['/a%41b', '/aAb']],
  ['1.3.31', ['/a:b', '/ab', '/A:b']],
  ['2.0.0', ['/a:b', '/ab', '/A:b'], ['/d:x/f', '/dx/f']],
])('names that share an object on %s', (version, ...groups) => {
  test.each(groups)('%j', async (...group) => {
    const names = group as readonly string[];
    kestra = await startCaller({ version });
    for (const name of names) await kestra.upload('n', name, name);
    for (const name of names) expect(await read(name)).toBe(names.at(-1));
  });
});

test('names that only look alike are kept apart', async () => {
  kestra = await startCaller({ version: '1.3.31' });
  for (const name of ['/a#b', '/a?b', '/a%41b', '/aAb', '/AB:c', '/ABc', '/a', '/a.v2']) {
    await kestra.upload('n', name, name);
  }
  for (const name of ['/a#b', '/a?b', '/a%41b', '/aAb', '/AB:c', '/ABc', '/a', '/a.v2']) {
    expect(await read(name)).toBe(name);
  }
});

test('on 1.0 a name with the escape of # hides its folder, and a file is no folder', async () => {
  kestra = await startCaller({ version: '1.0.3' });
  await kestra.upload('n', '/d/a%23b', 'x');
  await kestra.upload('n', '/e/c', 'x');
  expect((await files('/directory?path=/d')).status).toBe(404);
  expect((await search()).json).toEqual(['/d/a', '/e/c']);
  expect((await files('/directory?path=/e/c')).status).toBe(500);
  expect((await kestra.upload('n', '/e', 'x')).status).toBe(404);
  expect((await files('/revisions?path=/e/c')).status).toBe(404);
  expect((await files('/directory?path=/')).json).toContainEqual(expect.not.objectContaining({ metadata: {} }));
});
