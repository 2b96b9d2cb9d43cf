import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openGitHistory, type HistoryOptions } from '../../../src/deploy-namespace-files/history.js';
import { blobName } from '../../../src/git/blobs.js';
import { TestRepository } from '../../local-runner/repository.js';

/** The folder "lib", which was a file once, and lost many files at once; and what else there was. */
let repository: TestRepository;
let removedIn: string;
beforeAll(async () => {
  repository = await TestRepository.make();
  await repository.commit({ lib: 'a file' });
  await repository.commit({
    lib: null,
    'lib/stays.yml': 'stays',
    'lib/index.yml': 'i',
    'other/foreign.yml': 'foreign',
  });
  const gone = ['a.yml', 'a.txt', 'deep/er/b.yml', 'drafts/x.yml', '.env.yml', 'deep/.git.d/x.yml', 'dot./y.yml'];
  const of = <T>(names: readonly string[], content: (name: string) => T) =>
    Object.fromEntries(names.map((name) => [`lib/${name}`, content(name)]));
  await repository.commit({ ...of([...gone, 'made.yml'], (name) => name), 'lib/up.yml': 'u', 'lib/side.yml': 's' });
  await repository.move('lib/up.yml', 'up.yml');
  await repository.move('lib/side.yml', 'other/deep/side.yml');
  removedIn = await repository.commit({ ...of([...gone, 'made.yml'], () => null), 'other/foreign.yml': null });
  await repository.write({ 'lib/made.yml': 'by a step' });
  await repository.git('rm', '--quiet', 'lib/index.yml');
});
afterAll(() => repository.remove());

const open = (folder: string, more: Partial<HistoryOptions> = {}) =>
  openGitHistory({ workspace: repository.path, folders: [folder], include: ['**'], includeHidden: false, ...more });
const removed = async (folder: string, more: Partial<HistoryOptions> = {}) =>
  (await (await open(folder, more)).removedFiles(folder)).map(({ inRoot }) => inRoot).toSorted();

const SEEN = ['a.txt', 'a.yml', 'deep/er/b.yml', 'dot./y.yml', 'drafts/x.yml'];

describe('the files that Git removed from a folder', () => {
  test.each<[string, Partial<HistoryOptions>, readonly string[]]>([
    ['none that is hidden, or lies in a hidden folder', {}, SEEN],
    [
      'those as well, when they are wanted',
      { includeHidden: true },
      ['.env.yml', 'a.txt', 'a.yml', 'deep/.git.d/x.yml', 'deep/er/b.yml', 'dot./y.yml', 'drafts/x.yml'],
    ],
    ['those that are included', { include: ['*.txt', 'deep/**'] }, ['a.txt', 'deep/er/b.yml']],
    [
      'none that is excluded',
      { exclude: ['drafts', '*.txt', '!a.txt'] },
      SEEN.filter((name) => name !== 'drafts/x.yml'),
    ],
  ])('are %s', async (_what, options, expected) => {
    expect(await removed('lib', options)).toEqual(expected);
  });

  test('are not what was moved elsewhere, what is there again, or goes with the next commit', async () => {
    expect(SEEN).not.toContain('side.yml');
    expect(await removed('other')).toEqual(['foreign.yml']);
    const fromRoot = [...SEEN, 'side.yml', 'up.yml'].map((name) => `lib/${name}`);
    expect(await removed('.')).toEqual(['lib', ...fromRoot, 'other/foreign.yml']);
  });

  test('come with the commit, and the names of what they held', async () => {
    const files = await (await open('lib')).removedFiles('lib');
    expect(files.find(({ inRoot }) => inRoot === 'a.yml')).toEqual({
      inRoot: 'a.yml',
      endedIn: removedIn,
      blobs: new Set([blobName(Buffer.from('a.yml'), 'sha1')]),
    });
  });
});

test.each(['sha1', 'sha256'] as const)('a content is known by its name in a repository of %s', async (algorithm) => {
  const { isOneOf } = await open('lib');
  const content = Buffer.from('x');
  expect(isOneOf(new Set([blobName(content, algorithm)]), content)).toBe(true);
  expect(isOneOf(new Set([blobName(content, algorithm)]), Buffer.from('y'))).toBe(false);
});
