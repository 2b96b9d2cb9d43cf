import { describe, expect, test } from '@jest/globals';
import { examinePlan } from '../../../src/deploy-namespace-files/examine-plan.js';
import type { FilePlan } from '../../../src/deploy-namespace-files/deployment.js';
import { StoredIndex } from '../../../src/namespace-files/compare.js';
import { digestOf, fingerprint } from '../../../src/plan/digest.js';
import { type Contents, FakeFiles, jobOf, bytesOf } from './fakes.js';

type Kind = 'create' | 'update' | 'unchanged' | 'conflict';

/** Examines a plan over what the server and the disk hold; the sizes of `listed` files are known. */
async function examine(
  kinds: Readonly<Record<string, Kind>>,
  disk: Contents,
  server: Contents,
  more: { readonly dryRun?: boolean; readonly planDigest?: string; readonly listed?: readonly string[] } = {},
) {
  const kestra = new FakeFiles('2.x', server);
  const [, ports] = jobOf(disk, kestra);
  const stored = new StoredIndex(Object.keys(server), '2.0');
  const sizes = (more.listed ?? []).map((name) => ({
    name,
    type: 'File' as const,
    size: bytesOf(server[`/${name}`]!).length,
  }));
  stored.addListing('/', sizes);
  const changes = Object.entries(kinds).map(([name, kind]) => ({
    kind,
    desired: { file: { path: `src/${name}`, inRoot: name, size: bytesOf(disk[name]!).length }, path: `/${name}` },
  }));
  const deletions = Object.keys(server)
    .filter((path) => path.startsWith('/gone'))
    .map((path) => ({ stored: path, reason: 'not in src' }));
  const plan: FilePlan = { changes, conflicts: [], writes: [], deletions };
  const examined = await examinePlan(
    plan,
    stored,
    { namespace: 'n', concurrency: 1, onError: 'continue', dryRun: more.dryRun ?? false, planDigest: more.planDigest },
    ports,
  );
  return { ...examined, before: Object.fromEntries(examined.before), requests: kestra.requests };
}

describe('what a run reads before it writes', () => {
  test('texts of what it changes, for a diff, and no more', async () => {
    const { before, requests, digest } = await examine(
      { new: 'create', same: 'unchanged', text: 'update', clash: 'conflict' },
      { new: '1', same: 's', text: 'after', clash: 'mine' },
      { '/same': 's', '/text': 'before!', '/clash': 'theirs', '/gone': 'x' },
    );
    expect(before).toEqual({
      '/text': { bytesBefore: 7, texts: { before: 'before!', after: 'after' } },
      '/clash': { bytesBefore: 6, texts: { before: 'theirs', after: 'mine' } },
    });
    expect(requests).toEqual(['GET /text', 'GET /clash']);
    expect(digest).toBeUndefined();
  });

  const LIMIT = 64 * 1024;
  const long = 'x'.repeat(LIMIT);

  test.each<[string, string | Uint8Array, string | Uint8Array, boolean]>([
    ['as long as can be', long, long, true],
    ['too long on the server', 'a', `${long}x`, false],
    ['too long on the disk', `${long}x`, 'a', false],
    ['no text on the server', 'a', Buffer.from([0xff]), false],
    ['no text on the disk', Buffer.from([0xff]), 'a', false],
    ['a zero byte', 'a', 'b\0', false],
    ['a mark at the start, which is shown', '\uFEFFa', 'a', true],
  ])('%s', async (_what, disk, server, isShown) => {
    const { before } = await examine({ f: 'update' }, { f: disk }, { '/f': server }, { listed: ['f'] });
    const text = (content: string | Uint8Array) =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(content));
    expect(before).toEqual({
      '/f': {
        bytesBefore: bytesOf(server).length,
        ...(isShown ? { texts: { before: text(server), after: text(disk) } } : {}),
      },
    });
  });

  test('a text whose size only its contents tell is not shown when it is too long', async () => {
    const { before } = await examine({ f: 'update' }, { f: 'a' }, { '/f': `${long}x` });
    expect(before).toEqual({ '/f': { bytesBefore: LIMIT + 1 } });
  });

  test('of what is too long, and of deletions, the sizes that are known', async () => {
    const disk = { long: `${long}x`, other: `${long}x` };
    const server = { '/long': 'abc', '/other': 'abc', '/gone1': 'ab', '/gone2': 'a' };
    const kinds = { long: 'update', other: 'update' } as const;
    const { before, requests } = await examine(kinds, disk, server, { listed: ['long', 'gone1'] });
    expect(before).toEqual({ '/long': { bytesBefore: 3 }, '/gone1': { bytesBefore: 2 } });
    expect(requests).toEqual([]);
  });

  test('fifty texts at most', async () => {
    const names = Array.from({ length: 51 }, (_, index) => `f${index}`);
    const all = <T>(value: T) => Object.fromEntries(names.map((name) => [name, value]));
    const server = Object.fromEntries(names.map((name) => [`/${name}`, 'b']));
    const { requests } = await examine(all('update' as const), all('a'), server);
    expect(requests).toHaveLength(50);
  });

  test('what is gone meanwhile has no size', async () => {
    const { before } = await examine({ f: 'update' }, { f: 'a' }, {}, { dryRun: true });
    expect(before).toEqual({});
  });
});

describe('the digest of a plan', () => {
  const kinds = { new: 'create', same: 'unchanged', text: 'update' } as const;
  const disk = { new: '1', same: 's', text: 'after' };
  const server = { '/same': 's', '/text': 'before', '/gone': 'x' };
  const expected = digestOf([
    { kind: 'create', key: '/new', wanted: fingerprint('1') },
    { kind: 'unchanged', key: '/same', found: fingerprint('s'), wanted: fingerprint('s') },
    { kind: 'update', key: '/text', found: fingerprint('before'), wanted: fingerprint('after') },
    { kind: 'delete', key: '/gone', found: fingerprint('x') },
  ]);

  test.each([{ dryRun: true }, { planDigest: expected }])('is of every content on both sides: %j', async (more) => {
    const { digest, before, requests } = await examine(kinds, disk, server, more);
    expect(digest).toBe(expected);
    expect(before['/gone']).toEqual({ bytesBefore: 1 });
    expect(requests).toEqual(['GET /text', 'GET /gone']);
  });
});
