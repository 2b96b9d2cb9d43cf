import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { planTargets } from '../../../src/namespace-files/plan-targets.js';
import { type NameRules, nameRulesOf, storageKey } from '../../../src/namespace-files/server-names.js';

const file = (name: string) => ({ path: `src/${name}`, inRoot: name, size: 1 });
const plan = (
  names: readonly string[],
  namespacePath: string,
  more: { kind?: 'file' | 'folder'; rules?: NameRules } = {},
) => {
  const { rules = '1.2', kind = 'folder' } = more;
  return planTargets([{ localPath: 'src', files: names.map(file), kind, namespacePath }], rules);
};
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
      expect(problem).toContain(`The target "${namespacePath}" cannot be: `);
      expect([...targets, ...refusals]).toEqual([]);
    },
  );

  test('different files never share a place on the server', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'A', ' ', '+', '%20', '%2B', '%61', '.', 'ü', '%', ':', '|', '#', '\\'),
      maxLength: 4,
    });
    const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
    fc.assert(
      fc.property(
        fc.uniqueArray(path, { maxLength: 12 }),
        fc.constantFrom<NameRules>('1.0', '1.2', '1.3.31', '2.0', 'unknown'),
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

  const LINES = ['1.0', '1.2', '1.3.31', '2.0', 'unknown'] as const;
  const URIS = ['1.0', '1.2', 'unknown'] as const;
  const ESCAPES = ['1.0', 'unknown'] as const;

  /** A name, the lines that refuse it, and why. All others keep it, as they were measured. */
  test.each<[string, readonly NameRules[], string]>([
    ['a#1.txt', URIS, 'drops everything from "#" on when it stores: a#1 and a#2 would end up in one place'],
    ['a?b.txt', URIS, 'drops everything from "?" on'],
    ['100%.txt', URIS, 'refuses a "%" that is not followed'],
    ['a%4.txt', URIS, 'refuses a "%" that is not followed'],
    ['a%20b.txt', ESCAPES, '"%20" would be stored as another character'],
    ['a%41', ESCAPES, '"%41" would be stored as another character'],
    ['a%23/x', ESCAPES, '"%23" would be stored as another character'],
    ['%2eb', ESCAPES, '"%2e" would be stored as another character'],
    ['a%2e', ESCAPES, '"%2e" would be stored as another character'],
    ['a%2Fb', URIS, '"%2F" would be stored or another folder'],
    ['%2e%2E/x', URIS, '"%2e" would be stored or another folder'],
    ['d%20e/f', URIS, '"%20" would be stored or refuses files below a folder whose name holds an escape like "%20"'],
    ['d%7Be/f', URIS, '"%7B" would be stored or whose name holds an escape'],
    ['a[1]{2}.txt', URIS, 'refuses [ ] { } in a name'],
    ['a|b', URIS, 'refuses | in a name'],
    ['say "hi"', URIS, 'refuses " in a name'],
    ['<a>^`', URIS, 'refuses < > ^ ` in a name'],
    ['a\nb', URIS, 'control character U+000A'],
    ['a\u0001b', URIS, 'control character U+0001'],
    ['a\u0085b', URIS, 'control character U+0085'],
    ['a\u00A0b', URIS, 'blank character U+00A0'],
    ['a\u3000b', URIS, 'blank character U+3000'],
    ['..a', URIS, 'refuses a name that begins with ".."'],
    ['...', URIS, 'refuses a name that begins with ".."'],
    ['a:b.txt', LINES, 'drops ":" when it stores, and lower-cases a letter before it: a:b.txt and ab.txt would'],
    ['X:y/f', LINES, 'X:y and xy would end up in one place'],
    ['|x', LINES, 'a "|" at the start of a path when it stores: |x and x would end up in one place'],
    ['|d/x', LINES, 'a "|" at the start of a path'],
    ['d/|x', URIS, 'refuses | in a name'],
    ['a\\b', LINES, 'takes "\\" for "/"'],
    ['n'.repeat(250), ['1.2', '1.3.31', '2.0', 'unknown'], 'has 250 bytes, Kestra can store 249'],
    ['ü'.repeat(128), LINES, 'has 256 bytes, Kestra can store 2'],
    ['n'.repeat(256), LINES, 'has 256 bytes, Kestra can store 2'],
    [`${'d'.repeat(99)}/`.repeat(3) + 'f'.repeat(50), ['1.2', '1.3.31', '2.0', 'unknown'], 'has 351 characters'],
    ['a/../b', LINES, '".." as a part of the path'],
    ['./b', LINES, '"." as a part of the path'],
    ['a//b', LINES, 'a part of the path is empty'],
    ['lone\uD800', LINES, 'not valid UTF-8'],
    ['bad\uFFFD', LINES, 'not valid UTF-8'],
    ['_flows/a.yml', LINES, 'keeps "_flows" at the root for itself'],
    ['_flows', LINES, 'keeps "_flows"'],
    ['_FLOWS/a.yml', LINES, 'keeps "_flows"'],
  ])('%j is refused by %j, with the reason', (name, lines, reasons) => {
    for (const line of LINES) {
      const found = refused(name, line).join();
      if (!lines.includes(line)) expect({ line, found }).toEqual({ line, found: '' });
      else expect(reasons.split(' or ').some((reason) => found.includes(reason))).toBe(true);
    }
  });

  test.each([
    'a b',
    'a+b',
    "it's",
    'ü/日本.txt',
    "~$@&,;=!()'*",
    'a..',
    'a..b',
    'a.b.',
    'e\u0301',
    '😀',
    '\u200B',
    '_flowsFile',
    'x/_flows/a.yml',
    'n'.repeat(249),
    `${'d'.repeat(99)}/`.repeat(3) + 'f'.repeat(49),
  ])('%j is kept by all', (name) => {
    for (const line of LINES) expect(refused(name, line)).toEqual([]);
  });

  test('that are too long say how much can be stored', () => {
    const name = 'n'.repeat(256);
    expect(refused(name, '1.0')).toEqual(['the name has 256 bytes, Kestra can store 255. Shorten it.']);
    expect(refused(name, '2.0')).toEqual([
      'the name has 256 bytes, Kestra can store 249 and the number of a revision. Shorten it.',
    ]);
  });

  test('of which every wrong one is told, together', () => {
    const { refusals, targets } = plan(['a#1', 'ok', 'b[', 'c\\d#'], '/');
    expect(refusals.map(({ file: { path } }) => path)).toEqual(['src/a#1', 'src/b[', 'src/c\\d#']);
    expect(refusals[2]!.reason).toMatch(/takes "\\".*\. Rename it\. Kestra before 1\.3\.31 drops everything from "#"/);
    expect(targets.map(({ path }) => path)).toEqual(['/ok']);
  });

  test('that differ only by blank and "+" are told with each other before 2.0', () => {
    const { refusals } = plan(['a b.txt', 'a+b.txt'], '/');
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'Kestra before 2.0 stores a blank as "+", and would store it in one place with src/a+b.txt. Rename one of them.',
      'Kestra before 2.0 stores a blank as "+", and would store it in one place with src/a b.txt. Rename one of them.',
    ]);
    expect(plan(['a b.txt', 'a+b.txt'], '/', { rules: '2.0' }).refusals).toEqual([]);
  });

  test('that an escape makes one are refused before 1.3.31', () => {
    expect(plan(['a%2Bb', 'a b', '%61', 'a'], '/').refusals).toHaveLength(4);
    expect(plan(['a%2Bb', 'a b', '%61', 'a'], '/', { rules: '2.0' }).refusals).toEqual([]);
  });

  test.each<[NameRules, string, string]>([
    ['2.0', 'a:b', 'ab'],
    ['1.3.31', '|x', 'x'],
    ['2.0', 'a\\b', 'a/b'],
    ['1.2', 'a#x', 'a#y'],
  ])('%s would store %j and %j as one: each names the other', (rules, one, other) => {
    const reasons = plan([one, other], '/', { rules }).refusals.map(({ reason }) => reason);
    expect(reasons).toEqual([
      expect.stringContaining(`in one place with src/${other}`),
      expect.stringContaining(`in one place with src/${one}`),
    ]);
  });

  test('of a file where another file needs a folder', () => {
    expect(plan(['a b', 'a+b/c'], '/').refusals).toMatchObject([
      { path: '/a b', reason: 'src/a+b/c needs a folder in its place (/a b).' },
    ]);
  });

  test('of two files for one target', () => {
    const files = [file('x'), { path: 'elsewhere/x', inRoot: 'x', size: 1 }];
    const { refusals } = planTargets([{ localPath: 'src', files, kind: 'folder', namespacePath: '/' }], '2.0');
    expect(refusals.map(({ reason }) => reason)).toEqual([
      'elsewhere/x goes to the same place, /x.',
      'src/x goes to the same place, /x.',
    ]);
  });
});

test.each<[string | undefined, NameRules]>([
  ['0.24.1', '1.0'],
  ['1.0.3', '1.0'],
  ['1.1.14', '1.0'],
  ['1.2.0', '1.2'],
  ['1.3.0-SNAPSHOT', '1.2'],
  ['1.3.30', '1.2'],
  ['1.3.31', '1.3.31'],
  ['1.4.0', '1.3.31'],
  ['2.0.0-SNAPSHOT', '2.0'],
  ['v10.1.0', '2.0'],
  ['develop', 'unknown'],
  [undefined, 'unknown'],
])('version %j has the rules of %s', (version, rules) => {
  expect(nameRulesOf(version)).toBe(rules);
});
