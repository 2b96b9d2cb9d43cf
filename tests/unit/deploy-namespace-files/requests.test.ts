import { describe, expect, test } from '@jest/globals';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import { FakeFiles, jobOf } from './fakes.js';

describe('requests', () => {
  const disk = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`d${n % 10}/f${n}.bin`, Buffer.alloc(100, n)]),
  );
  const again = async (before: Readonly<Record<string, string>>, changed: typeof disk) => {
    const kestra = new FakeFiles('1.x', before);
    await deployNamespaceFiles(...jobOf(disk, kestra));
    kestra.requests.length = 0;
    const result = await deployNamespaceFiles(...jobOf({ ...disk, ...changed }, kestra, { override: true }));
    return { kestra, result };
  };

  test('of a first deployment: a search, the root, and an upload a file', async () => {
    const kestra = new FakeFiles('1.x', { '/unrelated/deep/x': '' });
    await deployNamespaceFiles(...jobOf(disk, kestra, { namespacePath: 'data' }));
    expect(kestra.requests).toHaveLength(2 + 300);
    expect(kestra.requests.slice(0, 2)).toEqual(['SEARCH', 'LIST /']);
    expect(kestra.mostUnderWay).toBe(4);
  });

  test('of a second one: a search, sizes by folders, and one export', async () => {
    const { kestra, result } = await again({ '/unrelated/deep/x': '' }, {});
    expect(result.counts.unchanged).toBe(300);
    const folders = Array.from({ length: 10 }, (_, n) => `LIST /d${n}`);
    expect(kestra.requests.toSorted()).toEqual(['EXPORT', ...folders, 'SEARCH'].toSorted());
  });

  test('where most of the namespace is not ours, each file is read by itself', async () => {
    const others = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`/other/${n}`, 'x']));
    const { kestra, result } = await again(others, {});
    expect(result.counts.unchanged).toBe(300);
    expect(kestra.requests).toHaveLength(1 + 10 + 300);
    expect(kestra.requests).not.toContain('EXPORT');
    expect(kestra.writes()).toEqual([]);
  });

  test('of files in many folders: no sizes, one export', async () => {
    const deep = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`d${n % 100}/f${n}`, `${n}`]));
    const kestra = new FakeFiles('1.x');
    await deployNamespaceFiles(...jobOf(deep, kestra));
    kestra.requests.length = 0;
    const result = await deployNamespaceFiles(...jobOf(deep, kestra));
    expect(result.counts.unchanged).toBe(300);
    expect(kestra.requests).toEqual(['SEARCH', 'EXPORT']);
  });

  test('an export that fails, or is too large, leaves reading file by file', async () => {
    const kestra = new FakeFiles('1.x');
    await deployNamespaceFiles(...jobOf(disk, kestra));
    for (const exportFiles of [
      () => Promise.reject(new Error('500')),
      () => Promise.resolve(undefined),
      () => Promise.resolve({ sizes: new Map<string, number>(), read: () => new Map<string, Uint8Array>() }),
    ]) {
      kestra.requests.length = 0;
      Object.assign(kestra, { exportFiles });
      const result = await deployNamespaceFiles(...jobOf({ ...disk, 'd1/f1.bin': 'other' }, kestra));
      expect(result.counts).toMatchObject({ unchanged: 299, failed: 1 });
      // One more for the text that stands in the way.
      expect(kestra.requests).toHaveLength(1 + 10 + 299 + 1);
    }
  });

  test('what differs in size is not read', async () => {
    const { kestra, result } = await again({}, { 'd0/f0.bin': Buffer.alloc(99), 'd1/f1.bin': Buffer.alloc(100, 7) });
    expect(result.counts).toMatchObject({ unchanged: 298, updated: 2 });
    expect(kestra.writes().toSorted()).toEqual(['POST /d0/f0.bin', 'POST /d1/f1.bin']);
  });
});
