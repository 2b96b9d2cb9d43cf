import { describe, expect, test } from '@jest/globals';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import type { FileDeployment } from '../../../src/deploy-namespace-files/deployment.js';
import type { FileHistory, RemovedFile } from '../../../src/deploy-namespace-files/ports.js';
import { type Contents, FakeFiles, jobOf } from './fakes.js';

const actions = ({ files }: FileDeployment) => Object.fromEntries(files.map(({ target, action }) => [target, action]));
const run = async (disk: Contents, kestra: FakeFiles, more: Parameters<typeof jobOf>[2] = {}) => {
  kestra.requests.length = 0;
  return deployNamespaceFiles(...jobOf(disk, kestra, more));
};

describe('prune: all', () => {
  const before = { '/t/a': '1', '/t/old': '2', '/t/gone/x': '3', '/t/gone/y': '4', '/tt/x': '5', '/other': '6' };

  test('deletes what is below the target and not in the folder, and what gets empty', async () => {
    const kestra = new FakeFiles('1.x', before);
    const result = await run({ a: '1', 'b b': 'x' }, kestra, { namespacePath: 't', prune: 'all' });
    expect(Object.keys(kestra.contents()).toSorted()).toEqual(['/other', '/t/a', '/t/b+b', '/tt/x']);
    expect(actions(result)).toEqual({
      '/t/a': 'unchanged',
      '/t/b b': 'created',
      '/t/old': 'deleted',
      '/t/gone/x': 'deleted',
      '/t/gone/y': 'deleted',
    });
    expect(result.files.at(-1)).toMatchObject({ reason: 'not in src', bytes: 0 });
    expect(result.files.at(-1)).not.toHaveProperty('file');
    expect(result).toMatchObject({ changed: true, counts: { deleted: 3 } });
  });

  test('at the root never what lies below _flows', async () => {
    const kestra = new FakeFiles('1.x', { '/_flows/x.yml': 'id: x', '/y': 'y' });
    await run({ a: '1' }, kestra, { prune: 'all' });
    expect(Object.keys(kestra.contents())).toEqual(['/_flows/x.yml', '/a']);
  });

  test('a name with a blank is there under its plus', async () => {
    const kestra = new FakeFiles('1.x', { '/d+d/a+b': '1' });
    expect((await run({ 'd d/a b': '1' }, kestra, { prune: 'all' })).counts).toMatchObject({
      unchanged: 1,
      deleted: 0,
    });
  });

  test('more than maxDelete: nothing is written', async () => {
    const kestra = new FakeFiles('1.x', before);
    const result = await run({ b: 'x' }, kestra, { namespacePath: 't', prune: 'all', maxDelete: 3 });
    expect(result.failure).toMatchObject({
      reason: 'deletions',
      message:
        'The plan deletes 4 files (/t/a, /t/old, /t/gone/x, /t/gone/y), more than `maxDelete` (3). Nothing was changed.',
    });
    expect(kestra.contents()).toEqual(before);
    expect(result.changed).toBe(false);
  });

  test('a single file prunes nothing', async () => {
    const kestra = new FakeFiles('1.x', before);
    const result = await run({ a: '1' }, kestra, { kind: 'file', namespacePath: 't/a', prune: 'all' });
    expect(result.counts).toMatchObject({ unchanged: 1, deleted: 0 });
    expect(result.warnings).toEqual([]);
  });

  test('after a failed write nothing is deleted', async () => {
    const kestra = new FakeFiles('1.x', before);
    kestra.before = (request) => (request === 'POST /t/b' ? Promise.reject(new Error('500')) : undefined);
    const result = await run({ a: '1', b: 'x' }, kestra, { namespacePath: 't', prune: 'all' });
    expect(actions(result)).toMatchObject({ '/t/b': 'failed', '/t/old': 'skipped' });
    expect(kestra.contents()).toEqual(before);
  });
});

describe('prune: removed', () => {
  const removed = (inRoot: string, ...blobs: readonly string[]): RemovedFile => ({
    inRoot,
    endedIn: '3f2a9c1d00000000000000000000000000000000',
    blobs: new Set(blobs),
  });
  const history = (...files: readonly RemovedFile[]): FileHistory => ({
    removedFiles: () => Promise.resolve(files),
    isOneOf: (blobs, content) => blobs.has(Buffer.from(content).toString()),
  });

  test('deletes what Git held as the server has it; keeps what was edited, and what Git never held', async () => {
    const kestra = new FakeFiles('1.x', { '/old': 'v1', '/edited': 'theirs', '/foreign': 'x', '/back': 'b' });
    const result = await run({ a: '1', back: 'b' }, kestra, {
      prune: 'removed',
      history: history(
        removed('old', 'v0', 'v1'),
        removed('edited', 'v1'),
        removed('back', 'b'),
        removed('never', 'v'),
      ),
    });
    expect(actions(result)).toEqual({ '/a': 'created', '/back': 'unchanged', '/old': 'deleted' });
    expect(result.files.at(-1)!.reason).toBe('removed in 3f2a9c1');
    expect(Object.keys(kestra.contents()).toSorted()).toEqual(['/a', '/back', '/edited', '/foreign']);
    expect(result.warnings).toEqual([
      '/edited was removed in 3f2a9c1 (edited), but is kept: on the server it differs from every version that this repository held (edited there, changed by a step before it was deployed, or line ends differ). Delete it in Kestra if it is not needed any more.',
    ]);
  });

  test.each([
    ['a single file, which is there', { prune: 'removed', kind: 'file', namespacePath: 'a' }],
    ['a run that prunes nothing', { prune: 'false' }],
  ] as const)('%s, asks no history', async (_what, options) => {
    const kestra = new FakeFiles('1.x', { '/old': 'v1' });
    const unasked = { ...history(), removedFiles: () => Promise.reject(new Error('asked')) };
    const result = await run({ a: '1' }, kestra, { ...options, history: unasked });
    expect(result.counts).toMatchObject({ created: 1, deleted: 0 });
    expect(kestra.contents()).toEqual({ '/old': 'v1', '/a': '1' });
  });

  test('without a history nothing is deleted', async () => {
    const kestra = new FakeFiles('1.x', { '/old': 'v1' });
    expect((await run({ a: '1' }, kestra, { prune: 'removed' })).counts).toMatchObject({ created: 1, deleted: 0 });
  });

  test('a history that cannot be read: the server is not asked', async () => {
    const kestra = new FakeFiles('1.x', { '/old': 'v1' });
    const broken = { ...history(), removedFiles: () => Promise.reject(new Error('shallow')) };
    await expect(run({ a: '1' }, kestra, { prune: 'removed', history: broken })).rejects.toThrow('shallow');
    expect(kestra.requests).toEqual([]);
  });
});

describe('a dry run', () => {
  const before = { '/a': 'same', '/b': 'old text\n', '/c': Buffer.from([0, 1]), '/gone': 'x' };
  const disk = { a: 'same', b: 'new text\n', c: Buffer.from([0, 2, 3]), d: 'fresh' };
  const options = { override: true, prune: 'all', dryRun: true } as const;

  test('writes nothing and says what it would do, sizes and texts', async () => {
    const kestra = new FakeFiles('1.x', Object.fromEntries(Object.entries(before)));
    const result = await run(disk, kestra, options);
    expect(kestra.writes()).toEqual([]);
    expect(result).toMatchObject({ changed: true, counts: { created: 1, updated: 2, unchanged: 1, deleted: 1 } });
    expect(result.failure).toBeUndefined();
    expect(result.files).toEqual([
      { file: 'src/a', target: '/a', bytes: 4, action: 'unchanged' },
      {
        file: 'src/b',
        target: '/b',
        bytes: 9,
        action: 'updated',
        bytesBefore: 9,
        texts: { before: 'old text\n', after: 'new text\n' },
      },
      { file: 'src/c', target: '/c', bytes: 3, action: 'updated', bytesBefore: 2 },
      { file: 'src/d', target: '/d', bytes: 5, action: 'created' },
      { target: '/gone', bytes: 0, action: 'deleted', bytesBefore: 1, reason: 'not in src' },
    ]);
  });

  test('its digest lets exactly this plan pass', async () => {
    const kestra = () => new FakeFiles('1.x', Object.fromEntries(Object.entries(before)));
    const { planDigest } = await run(disk, kestra(), options);
    expect(planDigest).toMatch(/^[\da-f]{40}$/);
    const real = { ...options, dryRun: false, planDigest };
    expect((await run(disk, kestra(), real)).failure).toBeUndefined();

    const changes: readonly (readonly [Contents, (server: FakeFiles) => void])[] = [
      [{ ...disk, d: 'other' }, () => undefined],
      [{ ...disk, e: 'more' }, () => undefined],
      [disk, (server) => void server.stored.set('/b', Buffer.from('another\n'))],
      [disk, (server) => void server.stored.set('/gone', Buffer.from('y'))],
      [disk, (server) => void server.stored.set('/d', Buffer.from('fresh'))],
      [disk, (server) => void server.stored.delete('/gone')],
    ];
    for (const [changed, meanwhile] of changes) {
      const server = kestra();
      meanwhile(server);
      const result = await run(changed, server, real);
      expect(result.failure?.reason).toBe('plan');
      expect(server.writes()).toEqual([]);
      expect(result.changed).toBe(false);
    }
  });
});

describe('when a write fails', () => {
  const before = { '/a': 'former', '/z/old': 'gone' };
  const disk = { a: 'later', 'n/b': 'new', 'n/c': 'new', 'n/d': 'new' };
  const failing = (path: string) => {
    const kestra = new FakeFiles('1.x', before);
    kestra.before = (request) => (request === `POST ${path}` ? Promise.reject(new Error('boom')) : undefined);
    return kestra;
  };
  const options = { override: true, prune: 'all', concurrency: 1 } as const;

  test('stop: nothing new begins', async () => {
    const kestra = failing('/n/b');
    const result = await run(disk, kestra, { ...options, onError: 'stop' });
    expect(actions(result)).toEqual({
      '/a': 'updated',
      '/n/b': 'failed',
      '/n/c': 'skipped',
      '/n/d': 'skipped',
      '/z/old': 'skipped',
    });
    expect(result.failure?.message).toBe(
      '1 of 5 files could not be uploaded (/n/b): boom. 3 files were not reached after that.',
    );
  });

  test('rollback: the server is as it was', async () => {
    const kestra = failing('/n/d');
    const result = await run(disk, kestra, { ...options, onError: 'rollback' });
    expect(kestra.contents()).toEqual(before);
    expect(result).toMatchObject({ rolledBack: true, changed: false, failure: { reason: 'rolled-back' } });
    expect(actions(result)).toEqual({
      '/a': 'undone',
      '/n/b': 'undone',
      '/n/c': 'undone',
      '/n/d': 'failed',
      '/z/old': 'skipped',
    });
  });

  test('rollback: what is overwritten is read once to compare and once to keep it, and shown from there', async () => {
    const kestra = new FakeFiles('1.x', before);
    const result = await run({ a: 'later!' }, kestra, { override: true, onError: 'rollback' });
    expect(kestra.requests.filter((request) => request === 'GET /a')).toHaveLength(2);
    expect(result.files[0]).toMatchObject({ bytesBefore: 6, texts: { before: 'former', after: 'later!' } });
  });

  test('rollback: deletions come back, too', async () => {
    const kestra = new FakeFiles('1.x', { ...before, '/z/older': 'gone' });
    kestra.before = (request) => (request === 'DELETE /z/older' ? Promise.reject(new Error('boom')) : undefined);
    const result = await run(disk, kestra, { ...options, onError: 'rollback' });
    expect(kestra.contents()).toEqual({ ...before, '/z/older': 'gone' });
    expect(result.failure?.reason).toBe('rolled-back');
  });

  test('rollback: what somebody else wrote meanwhile stays, and is named', async () => {
    const kestra = failing('/n/d');
    const boom = kestra.before;
    kestra.before = (request) => {
      if (request === 'POST /n/d') kestra.stored.set('/a', Buffer.from('theirs'));
      return boom(request);
    };
    const result = await run(disk, kestra, { ...options, onError: 'rollback' });
    expect(kestra.contents()).toEqual({ ...before, '/a': 'theirs' });
    expect(result.failure).toMatchObject({ reason: 'rollback-incomplete' });
    expect(result.files[0]).toMatchObject({
      rollback: 'not-undone',
      error: 'This was not undone. Somebody else changed it meanwhile: it is left as it is now.',
    });
  });
});
