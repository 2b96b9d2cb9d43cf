import { afterEach, describe, expect, test } from '@jest/globals';
import { startCaller, type Caller } from './calling.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const upload = (path: string) => kestra.upload('n', path, path);
const remove = (path: string) => kestra.call('DELETE', `/api/v1/main/namespaces/n/files?path=${path}`);
const folders = async () => (await kestra.call('GET', '/api/v1/main/namespaces/n/files/directory?path=/')).json;
const all = async (work: readonly Promise<{ readonly status: number }>[]) =>
  (await Promise.all(work)).map(({ status }) => status).toSorted();

describe.each(['1.2.0', '1.3.31', '2.0.0'])('at the same moment, on %s', (version) => {
  test('two uploads into a folder that is not there: one is stored, the other is a 500', async () => {
    kestra = await startCaller({ version, fileWriteMs: 250 });
    expect(await all([upload('/new/a'), upload('/new/b')])).toEqual([200, 500]);
    expect(kestra.server.files('n')).toHaveLength(1);
    expect(await all([upload('/new/a'), upload('/new/b'), upload('/new/c')])).toContain(200);
  });

  test('the folders above count as well', async () => {
    kestra = await startCaller({ version, fileWriteMs: 250 });
    expect(await all([upload('/top/a/1'), upload('/top/b/2')])).toEqual([200, 500]);
  });

  test('folders that are there, and the root, take what comes', async () => {
    kestra = await startCaller({ version, fileWriteMs: 250 });
    await upload('/there/first');
    const names = Array.from({ length: 24 }, (_, index) => (index % 2 === 0 ? `/there/${index}` : `/${index}`));
    expect(new Set(await all(names.map(upload)))).toEqual(new Set([200]));
    expect(kestra.server.files('n')).toHaveLength(25);
  });

  test('two deletions in a folder leave it behind empty; one more deletes it', async () => {
    kestra = await startCaller({ version, fileWriteMs: 250 });
    for (const path of ['/d/a', '/d/b', '/e/c']) await upload(path);
    expect(await all([remove('/d/a'), remove('/d/b'), remove('/e/c')])).toEqual([200, 200, 200]);
    expect(await folders()).toEqual([expect.objectContaining({ fileName: 'd', type: 'Directory' })]);
    expect((await remove('/d')).status).toBe(200);
    expect(await folders()).toEqual([]);
  });
});

test.each(['1.0.3', '1.1.0'])('the disk of %s makes folders without a race', async (version) => {
  kestra = await startCaller({ version, fileWriteMs: 250 });
  expect(await all([upload('/new/a'), upload('/new/b')])).toEqual([200, 200]);
  expect(await all([remove('/new/a'), remove('/new/b')])).toEqual([200, 200]);
  expect(await folders()).toEqual([]);
});
