import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type HistoryOptions, openGitHistory } from '../../../src/deploy-flows/history.js';
import { blobName } from '../../../src/git/blobs.js';
import { TestRepository } from '../../local-runner/repository.js';

const blob = (text: string | Uint8Array) => blobName(Buffer.from(text), 'sha1');
const MIB = 1_048_576;
/** As large as a file of flows may be, and larger. */
const FULL = `#${'x'.repeat(6 * MIB - 1)}`;
const NO_TEXT = Buffer.from('# \xff\n', 'latin1');

// One repository for all: each call of git takes its time, and reading changes nothing.
let repository: TestRepository;
let other: TestRepository;
let large: TestRepository;
let last: string;

beforeAll(async () => {
  repository = await TestRepository.make();
  await repository.commit({
    '.gitignore': 'ignored/\n',
    'flows/a.yml': 'a1',
    'flows/deep/b.yaml': 'b1',
    'flows/.drafts/c.yml': 'c1',
    'flows/d.flow': 'd1',
    'flows/e.txt': 'e1',
    'flows/bytes.yml': NO_TEXT,
    'flows/mark.yml': '\uFEFFm1',
    'flows2/f.yml': 'f1',
    'other/gone.yml': 'gone',
    'other/empty.yaml': '',
  });
  last = await repository.commit({ 'flows/a.yml': 'a2', 'flows/deep/b.yaml': null, 'flows2/f.yml': null });
  await repository.write({
    'other/gone.yml': null,
    'made.YML': 'made',
    'ignored/i.yml': 'i',
    'x.FLOW': 'x',
    'y.md': '',
  });
  await symlink('flows', join(repository.path, 'folder.yml'));
  other = await TestRepository.make();
  await other.commit({ 'g.yml': 'g1', 'a.yml': 'a1' });
  await other.commit({ 'g.yml': 'g2' });
  large = await TestRepository.make();
  await large.commit({ 'full.yml': FULL, 'over.yml': `${FULL}x`, 'gone.yml': `${FULL}y` });
  await large.write({ 'gone.yml': null });
});

afterAll(async () => {
  await repository.remove();
  await other.remove();
  await large.remove();
});

const open = (options: Partial<HistoryOptions> = {}) =>
  openGitHistory({ workspace: repository.path, directory: ['flows'], include: ['**/*.{yml,yaml}'], ...options });

describe('the files that the deployed directories once held', () => {
  /** Path and content of each, "!" behind those that ended; without the large ones. */
  async function held(options: Partial<HistoryOptions> = {}): Promise<readonly string[]> {
    const texts = new Map(['a1', 'a2', 'b1', 'c1', 'd1', 'e1', 'f1', 'g1', 'g2'].map((text) => [blob(text), text]));
    const files = await (await open(options)).heldFiles();
    return files
      .filter((file) => texts.has(file.blob))
      .map(({ path, blob: name, endedIn }) => `${path} ${texts.get(name)}${endedIn === undefined ? '' : '!'}`);
  }
  const FILES = ['flows/a.yml a2', 'flows/a.yml a1!', 'flows/deep/b.yaml b1!'];

  test.each<[string, Partial<HistoryOptions>, readonly string[]]>([
    ['of a directory', {}, FILES],
    ['that `include` names, by their paths in it', { include: ['deep/*', '*.flow'] }, [FILES[2]!, 'flows/d.flow d1']],
    [
      'that `include` takes back',
      { include: ['**', '!*.yml', '!e.txt'] },
      ['flows/deep/b.yaml b1!', 'flows/d.flow d1'],
    ],
    ['that `exclude` does not name', { exclude: ['a.yml'] }, [FILES[2]!]],
    ['of folders that `exclude` does not name', { exclude: ['deep'] }, FILES.slice(0, 2)],
    ['of the whole checkout', { directory: ['.'], include: ['flows2/**'] }, ['flows2/f.yml f1!']],
    ['of a directory, written with a dot', { directory: ['./flows/'] }, FILES],
    [
      'of several directories',
      { directory: ['flows/deep', 'flows'], include: ['*.{yml,yaml}'] },
      ['flows/deep/b.yaml b1!', ...FILES.slice(0, 2)],
    ],
    ['of a single file, whatever its name', { directory: ['flows/e.txt'] }, ['flows/e.txt e1']],
    [
      'of a single file in a hidden folder, by the name that it was given',
      { directory: ['./flows/.drafts/c.yml'] },
      ['./flows/.drafts/c.yml c1'],
    ],
  ])('%s', async (_what, options, expected) => {
    expect([...(await held(options))].sort()).toEqual([...expected].sort());
  });

  test('of a directory in another checkout', async () => {
    expect(await held({ workspace: other.path, directory: ['.'] })).toEqual(['g.yml g2', 'g.yml g1!', 'a.yml a1']);
  });

  test('with the commit that ended them, the newest first', async () => {
    const files = await (await open()).heldFiles();
    expect(files.filter(({ path }) => path === 'flows/a.yml')).toEqual([
      { path: 'flows/a.yml', blob: blob('a2'), age: 1 },
      { path: 'flows/a.yml', blob: blob('a1'), age: 1, endedIn: last },
    ]);
  });
});

describe('the contents of these files', () => {
  /** What is read, by the first characters. */
  async function contents(options: Partial<HistoryOptions>, blobs?: readonly string[]) {
    const history = await open(options);
    const files = await history.heldFiles();
    const read: string[] = [];
    await history.readContents(blobs ?? files.map((file) => file.blob), (name, text) => {
      expect(name).toBe(blob(text));
      read.push(text.slice(0, 3));
    });
    return read.sort();
  }

  test('are text', async () => {
    expect(await contents({})).toEqual(['a1', 'a2', 'b1', '\uFEFFm1'].sort());
  });

  test('are read from the checkout that holds them', async () => {
    const directory = [join(repository.path, 'flows/deep'), other.path];
    expect(await contents({ directory })).toEqual(['a1', 'b1', 'g1', 'g2']);
    expect(await contents({ directory }, [blob('g1'), blob('b1')])).toEqual(['b1', 'g1']);
  });

  test('are none of others', async () => {
    expect(await contents({}, [blob('f1')])).toEqual([]);
  });
});

describe('the files of the checkout that may hold flows', () => {
  /** Each with the first characters of its text. */
  async function today(
    options: Partial<HistoryOptions> = {},
    isHeldKnown = true,
  ): Promise<Readonly<Record<string, string>>> {
    const history = await open(options);
    if (isHeldKnown) await history.heldFiles();
    const files: Record<string, string> = {};
    for await (const { path, text } of history.checkout()) files[path] = text.slice(0, 4);
    return files;
  }
  const YAML = {
    'flows/a.yml': 'a2',
    'flows/.drafts/c.yml': 'c1',
    'flows/mark.yml': '\uFEFFm1',
    'other/gone.yml': 'gone',
    'other/empty.yaml': '',
    'made.YML': 'made',
  };
  const FLOW = { 'flows/d.flow': 'd1', 'x.FLOW': 'x' };

  test('are those of YAML, also new ones, and what is gone from the disk alone', async () => {
    expect(await today()).toEqual(YAML);
  });

  test('are also those with an extension that flows once had', async () => {
    expect(await today({ include: ['d.flow'] })).toEqual({ ...YAML, ...FLOW });
    expect(await today({ include: ['d.flow'] }, false)).toEqual(YAML);
  });

  test('are also those that `include` names', async () => {
    expect(await today({ include: ['**', '!**/*.{md,txt}', '!.gitignore'] }, false)).toEqual({ ...YAML, ...FLOW });
  });

  test('are those of every checkout, once', async () => {
    const directory = ['flows', 'flows/deep', other.path];
    const files: string[] = [];
    for await (const { path } of (await open({ directory })).checkout()) files.push(path);
    expect(files.sort()).toEqual([...Object.keys(YAML), 'a.yml', 'g.yml'].sort());
  });

  test('cannot be told while one of them cannot be read', async () => {
    await symlink('loop.yml', join(repository.path, 'loop.yml'));
    try {
      await expect(today()).rejects.toMatchObject({
        message:
          '"loop.yml" cannot be read (ELOOP), and it may define a flow that `prune: removed` would delete. Nothing was changed.',
        hint: 'Let the user that runs this step read it, or remove it from the checkout.',
        reason: 'history',
      });
    } finally {
      await rm(join(repository.path, 'loop.yml'));
    }
  });
});

test('what is larger than a flow that Kestra reads is left out', async () => {
  const history = await open({ workspace: large.path, directory: ['.'] });
  const names = (await history.heldFiles()).map((file) => file.blob);
  const read: string[] = [];
  await history.readContents(names, (name) => read.push(name));
  expect([names.length, read]).toEqual([3, [blob(FULL)]]);
  const paths: string[] = [];
  for await (const { path } of history.checkout()) paths.push(path);
  expect(paths).toEqual(['full.yml']);
});

test.each(['missing', 'flows/missing.yml'])('a directory that is not there, %s, has no history', async (directory) => {
  await expect(open({ directory: [directory] })).rejects.toThrow(
    `\`prune: removed\` reads the history of "${directory}", but that is in no Git checkout. Nothing was changed.`,
  );
});
