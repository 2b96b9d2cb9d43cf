import { describe, expect, test } from '@jest/globals';
import { findClashes, foldersToLookInto, StoredIndex } from '../../../src/namespace-files/compare.js';
import type { Target } from '../../../src/namespace-files/plan-targets.js';

const target = (path: string, size = 1): Target => ({
  file: { path: `src${path}`, inRoot: path.slice(1), size },
  path,
});
const file = (name: string, size: number) => ({ name, type: 'File', size }) as const;
const folder = (name: string) => ({ name, type: 'Directory', size: 0 }) as const;

describe('what a listing tells', () => {
  const stored = new StoredIndex(['/a.txt', '/d/b.txt', '/d/empty', '/d/e/unlisted', '/with+blank'], '1.2');
  stored.addListing('/', [file('a.txt', 3), file('with blank', 2)]);
  stored.addListing('/d', [file('b.txt', 3), file('empty', 0), folder('hollow')]);

  test.each([
    ['/none.txt', 3, 'missing'],
    ['/a.txt', 3, 'doubtful'],
    ['/a.txt', 4, 'different'],
    ['/d/b.txt', 2, 'different'],
    ['/d/empty', 0, 'same'],
    ['/d/empty', 1, 'different'],
    ['/d/e/unlisted', 1, 'doubtful'],
    ['/with blank', 2, 'doubtful'],
    ['/with blank', 1, 'different'],
  ])('%s of %i bytes is %s', (path, size, state) => {
    expect(stored.stateOf(target(path, size))).toBe(state);
  });

  test('sizes of what was listed, and folders, empty ones too', () => {
    expect(['/a.txt', '/d/b.txt', '/with blank', '/d/e/unlisted'].map((path) => stored.sizeOf(path))).toEqual([
      3,
      3,
      2,
      undefined,
    ]);
    expect(['/', '/d', '/d/e', '/d/hollow', '/a.txt', '/none'].map((path) => stored.isFolder(path))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test.each([[[folder('x'), file('x', 5)]], [[file('x', 5), folder('x')]]])(
    'what is listed as a file and as a folder is a folder: %j',
    (entries) => {
      const index = new StoredIndex([], '2.0');
      index.addListing('/', entries);
      expect([index.isFolder('/x'), index.isFolder('/')]).toEqual([true, true]);
      expect(index.sizeOf('/x')).toBe(0);
    },
  );
});

test('targets where the server has a folder, or below a file, clash', () => {
  const stored = new StoredIndex(['/d/x', '/file'], '2.0');
  const clashing = findClashes([target('/d'), target('/file/y'), target('/d/x'), target('/new')], stored);
  expect(clashing.map(({ path, reason }) => [path, reason])).toEqual([
    [
      '/d',
      'the server has a folder at /d. Kestra cannot put a file there; delete the folder in Kestra, or choose another target.',
    ],
    [
      '/file/y',
      '/file/y would lie below /file, which is a file on the server. Delete that file in Kestra, or choose another target.',
    ],
  ]);
});

describe('the folders to look into', () => {
  test('from the last one that exists down, by depth, each once', () => {
    const stored = new StoredIndex(['/d/e/x'], '2.0');
    const targets = [target('/d/e/f/new'), target('/d/e/f/newer'), target('/top'), target('/n/new')];
    expect(foldersToLookInto(targets, stored)).toEqual([['/'], ['/n'], ['/d/e'], ['/d/e/f']]);
  });

  test('a depth in which nothing is to be seen is empty', () => {
    const stored = new StoredIndex(['/d/e/x'], '2.0');
    expect(foldersToLookInto([target('/d/e/new')], stored)).toEqual([[], [], ['/d/e']]);
  });
});
