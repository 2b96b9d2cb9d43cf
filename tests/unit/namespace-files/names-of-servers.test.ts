import { describe, expect, test } from '@jest/globals';
import { findCollisions } from '../../../src/namespace-files/collisions.js';
import { findLookalikes } from '../../../src/namespace-files/lookalikes.js';
import { filledFolder, planTargets, type Target } from '../../../src/namespace-files/plan-targets.js';
import { decodeEscapes, type NameRules, nameRulesOf, storageKey } from '../../../src/namespace-files/server-names.js';
import { folderOf, foldersOf, parseNamespacePath } from '../../../src/namespace-files/target-path.js';

const target = (path: string, from = `src${path}`): Target => ({
  file: { path: from, inRoot: from, size: 1 },
  path,
});

test.each<[string | undefined, NameRules]>([
  ['0.24.3', '1.0'],
  ['1.1.9', '1.0'],
  ['1.2.0', '1.2'],
  ['1.2.40', '1.2'],
  ['1.3.30', '1.2'],
  ['1.3', '1.2'],
  ['1.3.31', '1.3.31'],
  ['v1.3.31-rc1', '1.3.31'],
  ['1.4.0', '1.3.31'],
  ['1.10.0', '1.3.31'],
  ['2.0.0', '2.0'],
  ['10.0.0', '2.0'],
  ['develop', 'unknown'],
  ['build-2.0', 'unknown'],
  ['', 'unknown'],
  [undefined, 'unknown'],
])('the names of %p follow the rules of %s', (version, rules) => {
  expect(nameRulesOf(version)).toBe(rules);
});

describe('where a path is stored', () => {
  test.each<[string, NameRules, string]>([
    ['/a b', '2.0', '/a b'],
    ['/a b', '1.3.31', '/a+b'],
    ['/a\\b', '2.0', '/a/b'],
    ['/aX:b', '2.0', '/axb'],
    ['/:b:', '2.0', '/b'],
    ['/||a/|b', '2.0', '/a/|b'],
    ['/a/|b', '2.0', '/a/|b'],
    ['/a#b\nc', '1.2', '/a'],
    ['/a?b#c', '1.2', '/a'],
    ['/a#b', '1.3.31', '/a#b'],
    ['/%41%C3%BC', '1.0', '/Aü'],
    ['/%41%C3%BC', '2.0', '/%41%C3%BC'],
  ])('%j by the rules of %s: %j', (path, rules, key) => {
    expect(storageKey(path, rules)).toBe(key);
  });

  test('escapes that belong together are decoded together', () => {
    expect(decodeEscapes('x%C3%BCy%c3%bc%E2%82%AC')).toBe('xüyü€');
  });
});

describe('files that the server would not keep apart', () => {
  const would = (with_: string) => `, and would store it in one place with src/${with_}. Rename one of them.`;

  test.each<[string, string, NameRules, string]>([
    ['%61b', 'ab', '1.2', 'resolves escapes when it stores'],
    ['a\\b', 'a/b', '2.0', 'takes "\\" for "/"'],
    ['a:b', 'ab', '2.0', 'drops ":" when it stores'],
    ['a#1', 'a#2', '1.2', 'drops everything from "#" or "?" on when it stores'],
    ['a?1', 'a?2', '1.0', 'drops everything from "#" or "?" on when it stores'],
    ['|a', 'a', '2.0', 'drops a "|" at the start of a path'],
    ['a b', 'a+b', '1.3.31', 'before 2.0 stores a blank as "+"'],
  ])('%j and %j by the rules of %s', (one, other, rules, why) => {
    const targets = [target(`/${one}`), target(`/${other}`)];
    const reasons = findCollisions(targets, rules);
    expect(reasons.get(targets[0]!)).toEqual([`Kestra ${why}${would(other)}`]);
    expect(reasons.get(targets[1]!)).toEqual([`Kestra ${why}${would(one)}`]);
  });

  test('two files for one target name each other', () => {
    const targets = [target('/a', 'x/a'), target('/a', 'y/a'), target('/b')];
    expect([...findCollisions(targets, '2.0').values()]).toEqual([
      ['y/a goes to the same place, /a.'],
      ['x/a goes to the same place, /a.'],
    ]);
  });

  test('of three, the one with another name is named', () => {
    const targets = [target('/ab', 'x/ab'), target('/ab', 'y/ab'), target('/a:b')];
    expect(findCollisions(targets, '2.0').get(targets[0]!)).toEqual([
      'Kestra drops ":" when it stores, and would store it in one place with src/a:b. Rename one of them.',
    ]);
  });

  test('a file where the first of others needs a folder', () => {
    const targets = [target('/d'), target('/d/x'), target('/d/y')];
    expect([...findCollisions(targets, '2.0')]).toEqual([[targets[0], ['src/d/x needs a folder in its place (/d).']]]);
  });
});

test('a new file that differs from one there by case or Unicode form only', () => {
  const stored = ['/Readme.md', '/caf\u00e9', '/same', '/a+b'];
  const created = ['/README.md', '/cafe\u0301', '/CAFE\u0301', '/same', '/A b', '/new'].map((path) => target(path));
  expect(
    findLookalikes(created, stored, '1.2').map(({ target: { path }, stored: other, by }) => [path, other, by]),
  ).toEqual([
    ['/README.md', '/Readme.md', 'case'],
    ['/cafe\u0301', '/caf\u00e9', 'Unicode form'],
    ['/CAFE\u0301', '/caf\u00e9', 'case'],
    ['/A b', '/a+b', 'case'],
  ]);
});

describe('paths', () => {
  test('the folders that a path lies in', () => {
    expect(foldersOf('/a/b/c')).toEqual(['/', '/a', '/a/b']);
    expect(foldersOf('/a')).toEqual(['/']);
    expect([folderOf('/a/b'), folderOf('/a'), folderOf('a')]).toEqual(['/a', '/', '/']);
  });

  test.each([
    ['', { path: '', folder: true }],
    ['a', { path: '/a', folder: false }],
    ['a/', { path: '/a', folder: true }],
    ['a/.', { path: '/a', folder: true }],
    ['a/./b', { path: '/a/b', folder: false }],
    ['a.', { path: '/a.', folder: false }],
  ])('%j', (text, path) => {
    expect(parseNamespacePath(text)).toEqual(path);
  });

  test('only a folder fills one', () => {
    const source = { localPath: 'x', files: [], namespacePath: '/to/' };
    expect(filledFolder({ ...source, kind: 'folder' })).toBe('/to');
    expect(filledFolder({ ...source, kind: 'file' })).toBeUndefined();
  });

  test('all that is wrong with a target is said', () => {
    const source = { localPath: 'x', files: [], namespacePath: '../a\\b', kind: 'folder' } as const;
    const { problem } = planTargets([source], '2.0');
    expect(problem).toBe(
      'The target "../a\\b" cannot be: ".." as a part of the path would leave the target folder; Kestra refuses it. Kestra takes "\\" for "/" and would put the file into another folder. Rename it.',
    );
  });
});
