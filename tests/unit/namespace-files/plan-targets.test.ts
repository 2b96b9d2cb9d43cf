import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planTargets } from '../../../src/namespace-files/plan-targets.js';
import { type NameRules, nameRulesOf, storageKey } from '../../../src/namespace-files/server-names.js';

const file = (name: string) => ({ path: `src/${name}`, inRoot: name, size: 1 });
const plan = (
  names: readonly string[],
  namespacePath: string,
  more: { kind?: 'file' | 'folder'; rules?: NameRules } = {},
) => planTargets({ files: names.map(file), kind: 'folder', namespacePath, rules: '1.x', ...more });
const pathsOf = ({ targets }: ReturnType<typeof plan>) => targets.map(({ path }) => path);

describe('where files go', () => {
  test.each([
    ['/', '/a/b.txt'],
    ['', '/a/b.txt'],
    ['.', '/a/b.txt'],
    ['config', '/config/a/b.txt'],
    ['/config/', '/config/a/b.txt'],
    ['./config', '/config/a/b.txt'],
    ['//config//deep/./x/', '/config/deep/x/a/b.txt'],
    ['.hidden', '/.hidden/a/b.txt'],
  ])('the contents of a folder to %j', (namespacePath, path) => {
    expect(pathsOf(plan(['a/b.txt'], namespacePath))).toEqual([path]);
  });

  test.each([
    ['/', '/b.txt'],
    ['config/', '/config/b.txt'],
    ['config/.', '/config/b.txt'],
    ['config', '/config'],
    ['/config/other.txt', '/config/other.txt'],
  ])('a single file to %j', (namespacePath, path) => {
    expect(pathsOf(plan(['b.txt'], namespacePath, { kind: 'file' }))).toEqual([path]);
  });

  test.each(['..', '/a/../b', 'a\\b', 'a#b', '_flows', '/_flows/x', 'x\u0000'])(
    'namespacePath %j is refused as a whole',
    (namespacePath) => {
      const { problem, targets, refusals } = plan(['a.txt', 'b.txt'], namespacePath);
      expect(problem).toContain(`\`namespacePath\` is "${namespacePath}"`);
      expect([...targets, ...refusals]).toEqual([]);
    },
  );

  test('different files never share a place on the server', () => {
    const name = fc.string({ unit: fc.constantFrom('a', ' ', '+', '%20', '%2B', '%61', '.', 'ü', '%'), maxLength: 4 });
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { maxLength: 12 }),
        fc.constantFrom<NameRules>('1.x', '2.x'),
        fc.constantFrom('/', 'base', 'b/c'),
        (paths, rules, namespacePath) => {
          const { targets, refusals } = plan(paths, namespacePath, { rules });
          expect(targets.length + refusals.length).toBe(paths.length);
          const keys = targets.map((target) => storageKey(target.path, rules));
          expect(new Set(keys).size).toBe(targets.length);
          for (const key of keys) expect(keys.some((other) => other.startsWith(`${key}/`))).toBe(false);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('names', () => {
  const refused = (name: string, rules: NameRules) => plan([name], '/', { rules }).refusals.map(({ reason }) => reason);

  test.each([
    ['a#1.txt', 'drops everything from "#" on when it stores: a#1 and a#2 would end up in one place'],
    ['a?b.txt', 'drops everything from "?" on'],
    ['100%.txt', 'refuses a "%" that is not followed'],
    ['a%2Fb', 'leads to another folder'],
    ['%2e%2E/x', 'leads to another folder'],
    ['a[1]{2}.txt', 'refuses [ ] { } in a name'],
    ['a|b', 'refuses | in a name'],
    ['say "hi"', 'refuses " in a name'],
    ['<a>^`', 'refuses < > ^ ` in a name'],
    ['a\nb', 'control character U+000A'],
    ['a\u0085b', 'control character U+0085'],
    ['a\u00A0b', 'blank character U+00A0'],
    ['a\u3000b', 'blank character U+3000'],
  ])('%j is refused for 1.x, with the reason', (name, reason) => {
    expect(refused(name, '1.x').join()).toContain(reason);
  });

  test.each(['a#1.txt', 'a?b', '100%', 'a%2Fb', 'a[1]{2}', "it's", '"<>^`|', 'a\nb', 'a\u00A0b', 'a b', 'a+b'])(
    '%j is kept by 2.x',
    (name) => {
      expect(refused(name, '2.x')).toEqual([]);
    },
  );

  test.each([
    'a%20b.txt',
    'a b',
    'ü/日本.txt',
    "~$@&:,;=!()'*",
    '...',
    'a.b.',
    'e\u0301',
    '😀',
    '_flowsFile',
    'x/_flows/a.yml',
    'n'.repeat(255),
  ])('%j is kept by both', (name) => {
    expect(refused(name, '1.x')).toEqual([]);
    expect(refused(name, '2.x')).toEqual([]);
  });

  test.each([
    'a\\b',
    'a\u0001b',
    'a/../b',
    './b',
    'a//b',
    'n'.repeat(256),
    'lone\uD800',
    'bad\uFFFD',
    '_flows/a.yml',
    '_flows',
    '_FLOWS/a.yml',
  ])('%j is refused for both', (name) => {
    expect(refused(name, '1.x')).not.toEqual([]);
    expect(refused(name, '2.x')).not.toEqual([]);
  });

  test('of which every wrong one is told, together', () => {
    const { refusals, targets } = plan(['a#1', 'ok', 'b[', 'c\\d#'], '/');
    expect(refusals.map(({ file: { path } }) => path)).toEqual(['src/a#1', 'src/b[', 'src/c\\d#']);
    expect(refusals[2]!.reason).toMatch(/takes "\\".*drops everything from "#"/);
    expect(targets.map(({ path }) => path)).toEqual(['/ok']);
  });

  test('that differ only by blank and "+" are told with each other on 1.x', () => {
    const { refusals } = plan(['a b.txt', 'a+b.txt'], '/');
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'Kestra 1.x stores a blank as "+" and would store it in one place with src/a+b.txt. Rename one of them.',
      'Kestra 1.x stores a blank as "+" and would store it in one place with src/a b.txt. Rename one of them.',
    ]);
    expect(plan(['a b.txt', 'a+b.txt'], '/', { rules: '2.x' }).refusals).toEqual([]);
  });

  test('that an escape makes one are refused on 1.x', () => {
    expect(plan(['a%2Bb', 'a b', '%61', 'a'], '/').refusals).toHaveLength(4);
    expect(plan(['a%2Bb', 'a b', '%61', 'a'], '/', { rules: '2.x' }).refusals).toEqual([]);
  });

  test('of a file where another file needs a folder', () => {
    expect(plan(['a b', 'a+b/c'], '/').refusals).toMatchObject([
      { path: '/a b', reason: 'src/a+b/c needs a folder in its place (/a b).' },
    ]);
  });

  test('of two files for one target', () => {
    const files = [file('x'), { path: 'elsewhere/x', inRoot: 'x', size: 1 }];
    const { refusals } = planTargets({ files, kind: 'folder', namespacePath: '/', rules: '2.x' });
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'elsewhere/x goes to the same place, /x.',
      'src/x goes to the same place, /x.',
    ]);
  });
});

test.each<[string | undefined, NameRules]>([
  ['1.3.25', '1.x'],
  ['0.24.1', '1.x'],
  ['2.0.0-SNAPSHOT', '2.x'],
  ['v10.1.0', '2.x'],
  ['develop', '1.x'],
  [undefined, '1.x'],
])('version %j has the rules of %s', (version, rules) => {
  expect(nameRulesOf(version)).toBe(rules);
});
