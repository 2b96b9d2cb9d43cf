import { describe, expect, test } from '@jest/globals';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import { removeEmptyFolders } from '../../../src/deploy-namespace-files/remove-empty-folders.js';
import { type Contents, FakeFiles, jobOf } from './fakes.js';

describe('folders that deletions left empty', () => {
  /** Folders with what they hold; `undefined`: the folder is gone. */
  async function remove(deleted: readonly string[], holds: Readonly<Record<string, readonly string[] | undefined>>) {
    const requests: string[] = [];
    await removeEmptyFolders(deleted, 'n', {
      listFolder: (_namespace, path) => {
        requests.push(`LIST ${path}`);
        return Promise.resolve(holds[path]?.map((name) => ({ name, type: 'File', size: 1 })));
      },
      deleteFile: (_namespace, path) => Promise.resolve(void requests.push(`DELETE ${path}`)),
    });
    return requests;
  }

  test('go, the innermost first, each looked at once, and never the root', async () => {
    expect(await remove(['/a/x', '/a/b/c/y', '/a/b/c/z', '/top'], { '/a/b/c': [], '/a/b': [], '/a': [] })).toEqual([
      'LIST /a/b/c',
      'DELETE /a/b/c',
      'LIST /a/b',
      'DELETE /a/b',
      'LIST /a',
      'DELETE /a',
    ]);
  });

  test('stay where somebody put something, and need not go twice', async () => {
    expect(await remove(['/a/b/x'], { '/a/b': ['new'] })).toEqual(['LIST /a/b', 'LIST /a']);
  });
});

describe('the folders that are looked at', () => {
  const after = async (before: Contents, disk: Contents, failing: string, more: Parameters<typeof jobOf>[2]) => {
    const kestra = new FakeFiles('1.x', before);
    kestra.before = (request) => (request === failing ? Promise.reject(new Error('boom')) : undefined);
    await deployNamespaceFiles(...jobOf(disk, kestra, { concurrency: 1, override: true, ...more }));
    return kestra.requests.slice(kestra.requests.findLastIndex((request) => /^(?:DELETE|POST)/.test(request)) + 1);
  };
  const before = { '/gone/x': '1', '/kept/y': '1' };

  test('are those of what was deleted', async () => {
    expect(await after(before, { a: '1' }, '', { prune: 'all' })).toEqual(['LIST /gone', 'LIST /kept']);
  });

  test('of a deletion that failed only to see whether it was done', async () => {
    const requests = await after(before, { a: '1' }, 'DELETE /kept/y', { prune: 'all' });
    expect(requests).toEqual(['LIST /kept', 'LIST /gone']);
  });

  test('not of one that was undone, but of what was created and taken back', async () => {
    const requests = await after(before, { 'new/a': '1', 'kept/y': '2' }, 'DELETE /gone/x', {
      prune: 'all',
      onError: 'rollback',
    });
    expect(requests).toEqual(['LIST /new']);
  });

  test('none after uploads', async () => {
    expect(await after(before, { 'new/a': '1', 'kept/y': '2' }, '', {})).toEqual([]);
  });
});
