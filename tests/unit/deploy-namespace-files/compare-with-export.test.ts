import { describe, expect, test } from '@jest/globals';
import { compareWithExport } from '../../../src/deploy-namespace-files/compare-with-export.js';
import type { Target } from '../../../src/namespace-files/plan-targets.js';
import { contentOf } from '../../../src/kestra/content.js';
import { bytesOf, type Contents } from './fakes.js';

/** What is settled of the files of a disk by an export of these, and what was unpacked at a time. */
async function compare(
  disk: Contents,
  exported: Contents | Error | undefined,
  more: { readonly signal?: AbortSignal; readonly unpacked?: Contents } = {},
) {
  const targets = Object.entries(disk).map(([name, content]): Target => ({
    file: { path: name, inRoot: name, size: bytesOf(content).length },
    path: `/${name}`,
  }));
  const settled: Record<string, string> = {};
  const reads: (readonly string[])[] = [];
  const held = exported instanceof Error ? {} : (exported ?? {});
  const contents = new Map(Object.entries(more.unpacked ?? held).map(([path, content]) => [path, bytesOf(content)]));
  const answer = {
    sizes: new Map(Object.entries(held).map(([path, content]) => [path, bytesOf(content).length])),
    read: (paths: readonly string[]) => {
      reads.push(paths);
      return contents;
    },
  };
  await compareWithExport(
    targets,
    {
      server: {
        searchFiles: () => Promise.resolve([]),
        listFolder: () => Promise.resolve(undefined),
        holdsFile: () => Promise.resolve(undefined),
        exportFiles: () =>
          exported instanceof Error
            ? Promise.reject(exported)
            : Promise.resolve(exported === undefined ? undefined : answer),
      },
      contentOf: ({ file }) => contentOf(bytesOf(disk[file.path]!)),
      namespace: 'n',
      rules: '1.2',
      concurrency: 2,
      signal: more.signal,
    },
    (target, state) => (settled[target.path] = state),
  );
  return { settled, reads };
}

describe('one export of the namespace', () => {
  test('tells the same from what differs, in size or content; what it does not hold is left open', async () => {
    const { settled, reads } = await compare(
      { 'a b': 'same', size: 'longer', bytes: 'abc', none: 'x' },
      { '/a+b': 'same', '/size': 'long', '/bytes': 'abd', '/other': 'x' },
    );
    expect(settled).toEqual({ '/a b': 'same', '/size': 'different', '/bytes': 'different' });
    expect(reads).toEqual([['/a+b', '/bytes']]);
  });

  test('that fails, or is too large, settles nothing', async () => {
    expect((await compare({ a: 'x' }, new Error('500'))).settled).toEqual({});
    expect((await compare({ a: 'x' }, undefined)).settled).toEqual({});
  });

  test('without a content leaves the file open; one that begins alike differs', async () => {
    expect((await compare({ a: 'x', b: 'x' }, { '/a': 'x', '/b': 'x' }, { unpacked: { '/a': 'x' } })).settled).toEqual({
      '/a': 'same',
    });
    const longer = { unpacked: { '/a': 'xy' } };
    expect((await compare({ a: 'x' }, { '/a': 'x' }, longer)).settled).toEqual({ '/a': 'different' });
  });

  test('is unpacked 8 MB at a time', async () => {
    const MEBIBYTE = 1024 * 1024;
    const sizes = { a: 5, b: 3, c: 1, d: 9, e: 1 };
    const disk = Object.fromEntries(Object.entries(sizes).map(([name, size]) => [name, Buffer.alloc(size * MEBIBYTE)]));
    const stored = Object.fromEntries(Object.entries(disk).map(([name, bytes]) => [`/${name}`, bytes]));
    expect((await compare(disk, stored)).reads).toEqual([['/a', '/b'], ['/c'], ['/d'], ['/e']]);
  });

  test('is not unpacked after a stop', async () => {
    const stopped = await compare({ a: 'x', b: 'xy' }, { '/a': 'x', '/b': 'x' }, { signal: AbortSignal.abort() });
    expect(stopped).toEqual({ settled: { '/b': 'different' }, reads: [] });
  });
});
