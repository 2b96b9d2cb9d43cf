import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { deployNamespaceFiles } from '../../../src/deploy-namespace-files/deploy.js';
import { bytesOf, FakeFiles, jobOf } from './fakes.js';

const actions = ({ files }: Awaited<ReturnType<typeof deployNamespaceFiles>>) =>
  Object.fromEntries(files.map(({ target, action }) => [target, action]));

describe('a deployment of namespace files', () => {
  test('creates, overwrites in place, and leaves what is the same', async () => {
    const kestra = new FakeFiles('1.x', {
      '/c/same.txt': 'same',
      '/c/size.txt': 'old',
      '/c/text.txt': 'abc',
      '/else': 'x',
    });
    const disk = { 'new/x.txt': 'new', 'same.txt': 'same', 'size.txt': 'older', 'text.txt': 'abd', 'empty.txt': '' };
    const result = await deployNamespaceFiles(...jobOf(disk, kestra, { namespacePath: 'c', override: true }));
    expect(result.failure).toBeUndefined();
    expect(actions(result)).toEqual({
      '/c/new/x.txt': 'created',
      '/c/same.txt': 'unchanged',
      '/c/size.txt': 'updated',
      '/c/text.txt': 'updated',
      '/c/empty.txt': 'created',
    });
    expect(result.bytes).toBe('new'.length + 'older'.length + 'abd'.length);
    expect(result.counts).toEqual({ created: 2, updated: 2, unchanged: 1, deleted: 0, failed: 0 });
    expect(kestra.contents()).toEqual({
      '/else': 'x',
      ...Object.fromEntries(Object.entries(disk).map(([name, text]) => [`/c/${name}`, text])),
    });
  });

  test('lists all conflicts together and uploads nothing', async () => {
    const kestra = new FakeFiles('1.x', { '/a': 'theirs', '/b': 'b', '/c': 'x' });
    const result = await deployNamespaceFiles(...jobOf({ a: 'mine', b: 'b', c: 'y', d: 'd' }, kestra));
    expect(result.failure).toEqual({
      reason: 'conflict',
      short: '2 exist there and differ',
      message: '2 files exist on the server and differ (/a, /c). Nothing was uploaded.',
      hint: 'Set `override: true` to overwrite them.',
    });
    expect(actions(result)).toEqual({ '/a': 'conflict', '/b': 'unchanged', '/c': 'conflict', '/d': 'skipped' });
    expect(result.counts.failed).toBe(2);
    expect(kestra.writes()).toEqual([]);
  });

  test('refuses dangerous names together, before any request', async () => {
    const kestra = new FakeFiles();
    const result = await deployNamespaceFiles(...jobOf({ 'a#1.txt': '', 'b[1]': '', ok: '' }, kestra));
    expect(result.failure?.message).toBe(
      [
        'src/a#1.txt: Kestra before 1.3.31 drops everything from "#" on when it stores: a#1 and a#2 would end up in one place. Rename the file.',
        'src/b[1]: Kestra before 1.3.31 refuses [ ] in a name. Rename the file.',
        'Nothing was uploaded.',
      ].join('\n'),
    );
    expect(actions(result)).toEqual({ '/a#1.txt': 'failed', '/b[1]': 'failed', '/ok': 'skipped' });
    expect(kestra.requests).toEqual([]);
  });

  test('takes the same names to a 2.0 server', async () => {
    const kestra = new FakeFiles('2.x');
    const disk = { 'a#1.txt': '1', 'a#2.txt': '2', 'b[1]': '', 'a b': 'blank', 'a+b': 'plus' };
    const result = await deployNamespaceFiles(...jobOf(disk, kestra, { serverVersion: '2.0.0' }));
    expect(result.counts.created).toBe(5);
    expect(kestra.contents()).toEqual(
      Object.fromEntries(Object.entries(disk).map(([name, text]) => [`/${name}`, text])),
    );
  });

  test('refuses a namespacePath that leads out', async () => {
    const kestra = new FakeFiles();
    const result = await deployNamespaceFiles(...jobOf({ a: '' }, kestra, { namespacePath: '../x' }));
    expect(result).toMatchObject({ files: [], warnings: [], findings: [], changed: false });
    expect(result.failure).toMatchObject({ reason: 'names' });
    expect(result.failure?.message).toMatch(/^The target "\.\.\/x" cannot be: .*Nothing was uploaded\.$/);
    expect(kestra.requests).toEqual([]);
  });

  test.each(['1.x', '2.x'] as const)('refuses files for folders and folders for files (%s)', async (version) => {
    const kestra = new FakeFiles(version, { '/dir/x': '', '/file': '' });
    const disk = { dir: 'now a file', 'file/y': 'now below a file', fine: '' };
    const result = await deployNamespaceFiles(
      ...jobOf(disk, kestra, { override: true, serverVersion: version.replace('x', '0') }),
    );
    expect(actions(result)).toEqual({ '/dir': 'failed', '/file/y': 'failed', '/fine': 'skipped' });
    expect(result.files[0]!.error).toContain('the server has a folder at /dir');
    expect(result.files[1]!.error).toContain('would lie below /file, which is a file on the server');
    expect(kestra.writes()).toEqual([]);
  });

  test('knows a blank again that 1.x stored as "+"', async () => {
    const disk = { 'my dir/a b.txt': 'text', 'my dir/c d/e f': 'more' };
    const kestra = new FakeFiles('1.x');
    await deployNamespaceFiles(...jobOf(disk, kestra));
    expect(Object.keys(kestra.contents())).toEqual(['/my+dir/a+b.txt', '/my+dir/c+d/e+f']);
    const again = await deployNamespaceFiles(...jobOf(disk, kestra));
    expect(again.counts.unchanged).toBe(2);
  });

  test('puts a single file at its target', async () => {
    const kestra = new FakeFiles();
    await deployNamespaceFiles(...jobOf({ 'a.txt': 'x' }, kestra, { kind: 'file', namespacePath: 'conf/b.txt' }));
    await deployNamespaceFiles(...jobOf({ 'a.txt': 'x' }, kestra, { kind: 'file', namespacePath: 'conf/' }));
    expect(kestra.contents()).toEqual({ '/conf/b.txt': 'x', '/conf/a.txt': 'x' });
  });

  test('is not carried out when the server cannot be read', async () => {
    const kestra = new FakeFiles('1.x', { '/a': 'x' });
    kestra.before = (request) => {
      if (request.startsWith('GET')) throw new Error('no answer');
    };
    await expect(deployNamespaceFiles(...jobOf({ a: 'y', b: '' }, kestra))).rejects.toThrow('no answer');
    expect(kestra.writes()).toEqual([]);
  });
});

describe('while files are uploaded', () => {
  test('one failure does not hold up the others', async () => {
    const kestra = new FakeFiles();
    kestra.before = (request) => {
      if (request === 'POST /b') throw new Error('Kestra refused it.');
    };
    const result = await deployNamespaceFiles(...jobOf({ a: 'aa', b: 'bb', c: 'cc' }, kestra));
    expect(result.files[1]).toMatchObject({ action: 'failed', error: 'Kestra refused it.' });
    expect(result.counts).toMatchObject({ created: 2, failed: 1 });
    expect(result.bytes).toBe(4);
    expect(result.failure?.message).toBe('1 of 3 files could not be uploaded (/b): Kestra refused it.');
  });

  test('a stop lets what is under way end and starts nothing new', async () => {
    const kestra = new FakeFiles();
    const stop = new AbortController();
    kestra.before = (request) => {
      if (request === 'POST /b') stop.abort();
    };
    const disk = { a: '', b: '', c: '', d: '' };
    const result = await deployNamespaceFiles(...jobOf(disk, kestra, { concurrency: 1, signal: stop.signal }));
    expect(actions(result)).toEqual({ '/a': 'created', '/b': 'created', '/c': 'skipped', '/d': 'skipped' });
    expect(result.failure?.message).toBe('The run was cancelled: 2 files were not uploaded.');
  });

  test('a stop before the plan is complete writes nothing and calls nothing a conflict', async () => {
    const kestra = new FakeFiles('1.x', { '/a': 'x', '/b': 'x', '/old': 'x' });
    const plans: unknown[] = [];
    const result = await deployNamespaceFiles(
      ...jobOf({ a: 'x', b: 'y', c: '' }, kestra, {
        prune: 'all',
        signal: AbortSignal.abort(),
        onPlan: (plan) => plans.push(plan),
      }),
    );
    expect(actions(result)).toEqual({ '/a': 'skipped', '/b': 'skipped', '/c': 'skipped', '/old': 'skipped' });
    expect(result.failure).toMatchObject({
      reason: 'cancelled',
      message: 'The run was cancelled: 4 files were not uploaded.',
    });
    expect(plans).toEqual([]);
    expect(kestra.writes()).toEqual([]);
  });

  test('a file that cannot be read any more has failed, the others go', async () => {
    const kestra = new FakeFiles();
    const [input, ports] = jobOf({ a: 'x', b: 'y' }, kestra);
    const result = await deployNamespaceFiles(input, {
      ...ports,
      contentOf: (path, size) => {
        if (path === 'src/a') throw new Error('src/a was changed while it was read.');
        return ports.contentOf(path, size);
      },
    });
    expect(kestra.contents()).toEqual({ '/b': 'y' });
    expect(actions(result)).toEqual({ '/a': 'failed', '/b': 'created' });
    expect(result.files[0]!.error).toBe('src/a was changed while it was read.');
  });

  test('progress tells files and bytes', async () => {
    const told: string[] = [];
    const onProgress = (done: number, total: number, bytes?: number) => void told.push(`${done}/${total} ${bytes}`);
    await deployNamespaceFiles(...jobOf({ a: '1', b: '22' }, new FakeFiles(), { concurrency: 1, onProgress }));
    expect(told).toEqual(['1/2 1', '2/2 3']);
  });
});

test('what the server holds is what the disk holds, and a second deployment changes nothing', async () => {
  const segment = fc.constantFrom('a', 'b', 'ü', 'x y', 'z.zip', 'e\u0301', '😀', '_flowsx', 'a%21b', '~$&');
  const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
  const content = fc.oneof(
    fc.uint8Array({ maxLength: 50 }),
    fc.constantFrom('', '\uFEFF', 'a\r\nb\r', '\0').map(bytesOf),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(path, content, { maxKeys: 12 }).map((files) => {
        // A disk has no file where it has a folder.
        const names = Object.keys(files);
        return Object.fromEntries(
          Object.entries(files).filter(([name]) => !names.some((other) => other.startsWith(`${name}/`))),
        );
      }),
      fc.constantFrom<'1.x' | '2.x'>('1.x', '2.x'),
      fc.constantFrom('/', 'base/of it'),
      async (disk, version, namespacePath) => {
        const kestra = new FakeFiles(version);
        const job = () => jobOf(disk, kestra, { namespacePath, serverVersion: version === '1.x' ? '1.3.25' : '2.0.0' });
        const first = await deployNamespaceFiles(...job());
        expect(first.failure).toBeUndefined();
        const base = namespacePath === '/' ? '' : `/${namespacePath}`;
        for (const [name, bytes] of Object.entries(disk)) {
          const target = `${base}/${name}`;
          const listed = version === '1.x' ? target.replaceAll(' ', '+') : target;
          expect(Buffer.compare(kestra.stored.get(listed)!, bytes)).toBe(0);
        }
        expect(kestra.stored.size).toBe(Object.keys(disk).length);
        const again = await deployNamespaceFiles(...job());
        expect(again.counts.unchanged).toBe(Object.keys(disk).length);
      },
    ),
  );
});
