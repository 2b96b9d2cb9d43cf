import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { batchParser, blobName } from '../../../src/git/blobs.js';
import { unreadable } from '../../../src/git/history.js';
import { type FileChange, rawLogParser } from '../../../src/git/raw-log.js';

const [one, two, three] = ['1'.repeat(40), '2'.repeat(40), '3'.repeat(40)];
const none = '0'.repeat(40);

describe('an entry of `git log`', () => {
  /** What a commit did to "a", by one entry of its log. */
  function changesOf(entry: string, end = '\0'): readonly Partial<FileChange>[] {
    const changes: FileChange[] = [];
    rawLogParser((change) => changes.push(change))(Buffer.from(`commit ${three}\n\0${entry}\0a${end}`));
    return changes.map(({ commit, path, ...contents }) => {
      expect({ commit, path }).toEqual({ commit: three, path: 'a' });
      return contents;
    });
  }

  test.each<[string, string, readonly Partial<FileChange>[]]>([
    ['a new file', `:000000 100644 ${none} ${one} A`, [{ before: [], after: one }]],
    ['a program', `:100644 100755 ${one} ${one} M`, [{ before: [one], after: one }]],
    ['a removed file', `:100644 000000 ${one} ${none} D`, [{ before: [one] }]],
    ['a file that becomes a link', `:100644 120000 ${one} ${two} T`, [{ before: [one] }]],
    ['a link that becomes a file', `:120000 100644 ${one} ${two} T`, [{ before: [], after: two }]],
    ['a link that leads elsewhere', `:120000 120000 ${one} ${two} M`, []],
    ['a submodule', `:160000 160000 ${one} ${two} M`, []],
    [
      'a merge of two contents',
      `::100644 100644 100644 ${one} ${two} ${three} MM`,
      [{ before: [one, two], after: three }],
    ],
    ['a merge of one content', `::100644 100644 000000 ${one} ${one} ${none} DD`, [{ before: [one] }]],
    [
      'a merge of three',
      `:::100644 000000 100644 100644 ${one} ${none} ${two} ${three} MAM`,
      [{ before: [one, two], after: three }],
    ],
    [
      'the longer names of SHA-256',
      `:000000 100644 ${'0'.repeat(64)} ${'a'.repeat(64)} A`,
      [{ before: [], after: 'a'.repeat(64) }],
    ],
    ['something that is none', `100644 100644 ${one} ${two} M`, []],
  ])('%s', (_what, entry, expected) => {
    expect(changesOf(entry)).toEqual(expected);
  });

  test('whose path has not ended yet is none', () => {
    expect(changesOf(`:000000 100644 ${none} ${one} A`, '')).toEqual([]);
  });

  test('may be cut where the next piece uses the same memory', () => {
    const paths: string[] = [];
    const parse = rawLogParser(({ path }) => paths.push(path));
    const memory = Buffer.from(`:000000 100644 ${none} ${one} A\0a.y`);
    parse(memory);
    memory.fill('x');
    parse(Buffer.from('ml\0'));
    expect(paths).toEqual(['a.yml']);
  });

  test('belongs to the commit before it', () => {
    const changes: string[] = [];
    const parse = rawLogParser(({ commit, path }) => changes.push(`${commit} ${path}`));
    const added = `:000000 100644 ${none} ${one} A`;
    parse(Buffer.from(`commit ${one}\n\0${added}\0a\0${added}\0b\0commit ${two}\n\0\n${added}\0c\0`));
    expect(changes).toEqual([`${one} a`, `${one} b`, `${two} c`]);
  });
});

describe('the output of `git cat-file`', () => {
  /** What is read of it, and what is wrong with it. */
  function read(...pieces: readonly string[]) {
    const contents: string[] = [];
    const parser = batchParser((name, content) => contents.push(`${name.slice(0, 1)} ${content.toString('utf8')}`));
    for (const piece of pieces) parser.take(Buffer.from(piece));
    return { contents, problem: parser.problem() };
  }

  test.each([
    ['nothing', [], { contents: [], problem: undefined }],
    ['contents', [`${one} blob 1\nx\n`, `${two} blob 0\n\n`], { contents: ['1 x', '2 '], problem: undefined }],
    ['a head that is cut', [`${one} blo`], { contents: [], problem: 'it ends too early' }],
    ['a content of which nothing came', [`${one} blob 3\n`], { contents: [], problem: 'it ends too early' }],
    ['a content that is cut', [`${one} blob 3\nab`], { contents: [], problem: 'it ends too early' }],
    ['a content without its line end', [`${one} blob 2\nab`], { contents: [], problem: 'it ends too early' }],
    [
      'objects that are missing: the first is named, the others are read',
      [`${one} missing\n${two} missing\n${three} blob 1\nx\n`],
      { contents: ['3 x'], problem: `the object ${one} is missing` },
    ],
  ])('%s', (_what, pieces, expected) => {
    expect(read(...pieces)).toEqual(expected);
  });

  test('may use the same memory for its next piece', () => {
    const contents: string[] = [];
    const parser = batchParser((_name, content) => contents.push(content.toString('utf8')));
    const memory = Buffer.from(`${one} blob 1`);
    parser.take(memory);
    memory.fill('x');
    parser.take(Buffer.from('\ny\n'));
    expect(contents).toEqual(['y']);
  });
});

describe('output in pieces', () => {
  const cut = (bytes: Buffer, sizes: readonly number[]) => {
    const pieces: Buffer[] = [];
    let start = 0;
    for (const size of [...sizes, bytes.length]) {
      pieces.push(bytes.subarray(start, start + size));
      start = Math.min(start + size, bytes.length);
    }
    return pieces;
  };
  const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });

  test('of `git log` is read as if it came at once', () => {
    const log = Buffer.from(
      [
        `commit ${one}\n\0`,
        `\n:100644 100755 ${one} ${two} M\0commit ${one}\0:000000 100644 ${none} ${two} A\0ü\n.yml\0`,
        `commit ${two}\n\0`,
        `::100644 000000 100644 ${one} ${none} ${two} MA\0merged\0:160000 160000 ${one} ${two} M\0module\0`,
      ].join(''),
    );
    const expected: FileChange[] = [
      { commit: one, path: `commit ${one}`, before: [one], after: two },
      { commit: one, path: 'ü\n.yml', before: [], after: two },
      { commit: two, path: 'merged', before: [one], after: two },
    ];
    fc.assert(
      fc.property(sizes, (list) => {
        const changes: FileChange[] = [];
        const parse = rawLogParser((change) => changes.push(change));
        for (const piece of cut(log, list)) parse(piece);
        expect(changes).toEqual(expected);
      }),
    );
  });

  test('of `git cat-file` is read as if it came at once', () => {
    const contents = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(contents, sizes, (list, lengths) => {
        const bytes = list.map((content) => Buffer.from(content));
        const output = Buffer.concat(
          bytes.flatMap((content) => [
            Buffer.from(`${blobName(content, 'sha1')} blob ${content.length}\n`),
            content,
            Buffer.from('\n'),
          ]),
        );
        const read: Buffer[] = [];
        const parser = batchParser((_name, content) => read.push(Buffer.from(content)));
        for (const piece of cut(output, lengths)) parser.take(piece);
        expect(parser.problem()).toBeUndefined();
        expect(read).toEqual(bytes);
      }),
    );
  });
});

test.each([
  ['sha1', 'ce013625030ba8dba906f756967f9e9ca394464a'],
  ['sha256', '2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4'],
] as const)('the object name of "hello\\n" by %s is the one of git', (algorithm, name) => {
  expect(blobName(Buffer.from('hello\n'), algorithm)).toBe(name);
});

test.each([
  ['fatal: bad object HEAD\nfatal: more', 'The history of the repository cannot be read: fatal: bad object HEAD.'],
  ['', 'The history of the repository cannot be read.'],
])('a history that cannot be read: %j', (words, message) => {
  expect(unreadable(words)).toMatchObject({
    message: `${message} Nothing was changed.`,
    hint: '`prune: removed` needs all commits and their files: Add `fetch-depth: 0` to actions/checkout. A `filter` there leaves contents out.',
    reason: 'history',
  });
});
