import { afterEach, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { flow, startCaller, type Caller } from './calling.js';

let kestra: Caller;
afterEach(() => kestra.server.close());

const start = async () => {
  kestra = await startCaller();
};

describe('namespace files of 1.3', () => {
  test('an archive is unpacked at the root when the file name says so', async () => {
    await start();
    const archive = zipSync({ 'dir/x.txt': strToU8('x'), '_flows/a.yml': strToU8(flow('a', 'hi', 'elsewhere')) });
    expect((await kestra.upload('n', '/deep/lookup.zip', archive, 'lookup.ZIP')).status).toBe(200);
    expect(kestra.server.files('n')).toEqual(['/dir/x.txt']);
    expect(kestra.server.flow('n', 'a')?.source).toBe(flow('a', 'hi', 'n'));
    expect((await kestra.upload('n', '/deep/lookup.zip', archive)).status).toBe(200);
    expect(Buffer.from(kestra.server.file('n', '/deep/lookup.zip')!)).toEqual(Buffer.from(archive));
    const blank = zipSync({ 'a b.txt': strToU8('') });
    expect((await kestra.upload('n', '/x.zip', blank, 'x.zip')).status).toBe(422);
  });

  test('below _flows there is one level, and it cannot be read', async () => {
    await start();
    expect((await kestra.upload('n', '/_flows/a/b.yml', flow('a'))).status).toBe(422);
    expect((await kestra.upload('n', '/_flows', flow('a'))).status).toBe(422);
    expect((await kestra.upload('n', '/_flowsFile', 'x')).status).toBe(200);
    const directory = await kestra.call('GET', '/api/v1/main/namespaces/n/files/directory?path=/_flows');
    expect(directory.status).toBe(422);
  });

  test('names with # and ? share one object, blanks are +', async () => {
    await start();
    for (const name of ['a#1', 'a#2', 'a?3']) await kestra.upload('n', `/${name}`, name);
    await kestra.upload('n', '/a b', 'blank');
    expect(Buffer.from(kestra.server.file('n', '/a#1')!).toString()).toBe('a?3');
    expect(Buffer.from(kestra.server.file('n', '/a+b')!).toString()).toBe('blank');
  });

  test('old revisions keep their bytes', async () => {
    await start();
    await kestra.upload('n', '/a', 'one');
    await kestra.upload('n', '/a', 'two');
    const read = (revision: number) =>
      kestra.call('GET', `/api/v1/main/namespaces/n/files?path=/a&revision=${revision}`);
    expect((await read(1)).text).toBe('one');
    expect((await read(2)).text).toBe('two');
    expect((await read(3)).status).toBe(404);
  });

  test('deleting the last file of a folder deletes the folder', async () => {
    await start();
    await kestra.upload('n', '/a/b/c', 'x');
    await kestra.upload('n', '/a/d', 'x');
    await kestra.call('DELETE', '/api/v1/main/namespaces/n/files?path=/a/b/c');
    const stats = (path: string) => kestra.call('GET', `/api/v1/main/namespaces/n/files/stats?path=${path}`);
    expect((await stats('/a/b')).status).toBe(404);
    expect((await stats('/a')).json).toMatchObject({ type: 'Directory' });
    expect((await stats('/')).json).toMatchObject({ type: 'Directory', fileName: '_files' });
  });

  test('a move does not overwrite', async () => {
    await start();
    await kestra.upload('n', '/a', 'x');
    await kestra.upload('n', '/b', 'y');
    const move = (to: string) => kestra.call('PUT', `/api/v1/main/namespaces/n/files?from=/a&to=${to}`);
    expect((await move('/b')).status).toBe(500);
    expect((await move('/c/d')).status).toBe(200);
    expect(kestra.server.files('n')).toEqual(['/b', '/c/d']);
  });
});
