import { describe, expect, test } from '@jest/globals';
import { examinePlan, textsOf } from '../../../src/deploy-namespace-files/examine-plan.js';
import type { FilePlan } from '../../../src/deploy-namespace-files/deployment.js';
import { StoredIndex } from '../../../src/namespace-files/compare.js';
import { digestOf, fingerprint } from '../../../src/plan/digest.js';
import { contentOf } from '../../../src/kestra/content.js';
import { type Contents, FakeFiles, jobOf, bytesOf } from './fakes.js';

type Kind = 'create' | 'update' | 'unchanged' | 'conflict';

/** Examines a plan over what the server and the disk hold; the sizes of `listed` files are known. */
async function examine(
  kinds: Readonly<Record<string, Kind>>,
  disk: Contents,
  server: Contents,
  more: {
    readonly dryRun?: boolean;
    readonly planDigest?: string;
    readonly onError?: 'rollback';
    readonly listed?: readonly string[];
    /** On the server when the plan was made, and not there any more. */
    readonly vanished?: readonly string[];
  } = {},
) {
  const kestra = new FakeFiles('2.x', server);
  for (const path of more.vanished ?? []) kestra.stored.delete(path);
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
  const conflicts = changes.filter(({ kind }) => kind === 'conflict');
  const plan: FilePlan = { changes, conflicts, writes: [], deletions };
  const { dryRun = false, planDigest, onError = 'continue' } = more;
  const examined = await examinePlan(
    plan,
    stored,
    { namespace: 'n', concurrency: 1, onError, dryRun, planDigest },
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
    const shown = isShown ? { texts: { before: text(server), after: text(disk) } } : {};
    expect(before).toEqual({ '/f': { bytesBefore: bytesOf(server).length, ...shown } });

    // What a rollback keeps is shown by the same rules.
    const [, ports] = jobOf({ f: disk }, new FakeFiles());
    const desired = { file: { path: 'src/f', inRoot: 'f', size: bytesOf(disk).length }, path: '/f' };
    expect(await textsOf(contentOf(bytesOf(server)), desired, ports)).toEqual(shown);
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
    const server = { '/f': 'b', '/gone': 'x' };
    const vanished = Object.keys(server);
    const { before } = await examine({ f: 'update' }, { f: 'a' }, server, { dryRun: true, vanished });
    expect(before).toEqual({});
  });

  test('with a rollback nothing that is kept anyway, but what stands in the way', async () => {
    const disk = { text: 'after', clash: 'mine' };
    const server = { '/text': 'before!', '/clash': 'theirs' };
    const { requests } = await examine({ text: 'update' }, disk, server, { onError: 'rollback' });
    expect(requests).toEqual([]);
    const { before } = await examine({ clash: 'conflict' }, disk, server, { onError: 'rollback' });
    expect(before['/clash']?.texts).toEqual({ before: 'theirs', after: 'mine' });
  });

  test('no text that is known to be too long, on either side', async () => {
    const server = { '/here': 'abc', '/there': `${long}x` };
    const disk = { here: `${long}x`, there: 'abc' };
    const listed = ['here', 'there'];
    const { requests } = await examine({ here: 'update', there: 'update' }, disk, server, { listed });
    expect(requests).toEqual([]);
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
