import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { sendable, splitDocuments } from '../../../src/flows/documents.js';

const split = (text: string) => splitDocuments({ path: 'a.yml', text }).map(({ source }) => source);

describe('the documents of a file', () => {
  test.each<[string, readonly string[]]>([
    ['a: 1\n', ['a: 1\n']],
    ['---\na: 1\n', ['---\na: 1\n']],
    ['\uFEFF---\r\na: 1\r\n---\r\n', ['\uFEFF---\r\na: 1\r\n---\r\n']],
    ['a: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
    ['\uFEFFa: 1\r\n---\r\nb: 2', ['a: 1\r\n', 'b: 2']],
    ['---\na: 1\n--- # second\nb: 2\n...\n', ['a: 1\n', '--- # second\nb: 2\n']],
    ['a: 1\n--- {b: 2}\n', ['a: 1\n', ' {b: 2}\n']],
    ['a: |\n  ---\n  x\n', ['a: |\n  ---\n  x\n']],
    ['a: 1\n---\n# only a comment\n---\nb: 2\n', ['a: 1\n', '# only a comment\n---\nb: 2\n']],
    ['# comment\n', []],
    ['', []],
    ['\uFEFF', []],
    ['---\n...\n', []],
    ['a: 1\n----\n', ['a: 1\n----\n']],
    ['\uFEFF--- # c\na: 1\n---\nb: 2\n', ['--- # c\na: 1\n', 'b: 2\n']],
    ['a: 1\n... # end\nb: 2\n', ['a: 1\n', 'b: 2\n']],
    ['a: 1 #\n---\nb: 2\n', ['a: 1 #\n', 'b: 2\n']],
  ])('%j has %j', (text, documents) => {
    expect(split(text)).toEqual(documents);
  });

  test.each<[string, readonly string[]]>([
    ['# c\n---\na: 1\n', ['# c\n---\na: 1\n']],
    ['\uFEFF# c\n---\na: 1\n', ['\uFEFF# c\n---\na: 1\n']],
    ['# c\n---\na: 1\n---\nb: 2\n', ['# c\n---\na: 1\n', 'b: 2\n']],
    [
      '%YAML 1.1\n---\na: 1\n--- # b\n---\n# c\n---\nb: 2\n---\n# end\n',
      ['%YAML 1.1\n---\na: 1\n', '# c\n---\nb: 2\n'],
    ],
    ['# a\na: 1\n# still a\n---\n# b\nb: 2\n', ['# a\na: 1\n# still a\n', '# b\nb: 2\n']],
    ['\n\n---\n\n---\na: 1\n---\nb: 2\n', ['a: 1\n', 'b: 2\n']],
  ])('%j has %j, with the comments above each', (text, documents) => {
    expect(split(text)).toEqual(documents);
  });

  test('every document is a slice of its file at its offset', () => {
    const line = fc.constantFrom('a: 1', '---', '...', '# c', '', '--- # x', '  ---', '\tb', '\uFEFF', 'c: "é"');
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), (lines, end) => {
        const text = lines.join(end);
        let last = 0;
        for (const document of splitDocuments({ path: 'a.yml', text })) {
          expect(text.slice(document.start, document.start + document.source.length)).toBe(document.source);
          expect(document.start).toBeGreaterThanOrEqual(last);
          last = document.start + document.source.length;
        }
      }),
    );
  });
});

describe('how much is checked together', () => {
  const documents = (text: string) => splitDocuments({ path: 'a.yml', text });
  /** A document of about as many tokens. */
  const list = (tokens: number) => `a: [${'x,'.repeat(tokens / 2)}]\n`;

  test('two thousand documents', () => {
    expect(documents('---\na: 1\n'.repeat(2000))).toHaveLength(2000);
  });

  test('documents of 360,000 tokens together', () => {
    expect(documents(`${list(100_000)}---\n${list(100_000)}`)).toHaveLength(2);
    expect(documents(`${list(190_000)}---\n${list(190_000)}`)).toMatchObject([{ count: 1, tooLarge: true }]);
  });

  test('a single document is measured while it is parsed', () => {
    expect(documents(list(400_000))[0]).not.toHaveProperty('tooLarge');
  });
});

describe('a document on its way to the server', () => {
  /** As Kestra splits a body. */
  const serverSplit = (body: string) => body.trim().split(/\n+---/);

  test.each<[string, string]>([
    ['\uFEFFid: a\r\n\r\n', 'id: a'],
    ['---\n\nid: a\n---\n', 'id: a'],
    ['--- # first\nid: a\n...\n\n', 'id: a'],
    ['# c\nid: a # d\n', '# c\nid: a # d'],
    ['id: a\rnamespace: n\r\n', 'id: a\rnamespace: n'],
    ['id: a\n---\n# end\n', 'id: a'],
    ['id: a\n---\n... \t\n', 'id: a'],
    ['id: a\n---\r\n---\r\n', 'id: a'],
  ])('%j is sent as %j', (source, text) => {
    const [document] = splitDocuments({ path: 'a.yml', text: source });
    const sent = sendable(document!);
    expect(sent).toMatchObject({ text, alone: false });
    expect(document!.source.slice(sent.start, sent.start + text.length)).toBe(text);
  });

  test('one that the server would split at its start is sent alone', () => {
    const [document] = splitDocuments({ path: 'a.yml', text: '---x: 1\nid: a\n' });
    expect(sendable(document!)).toEqual({ text: '---x: 1\nid: a', start: 0, alone: true });
  });

  test('texts that may share a request are split where they were joined', () => {
    const line = fc.constantFrom('a: 1', '  ---', '# ---', '', 'b: "---"', '\t', '--', 'c: é\r', '---x');
    const source = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => `id: x\n${lines.join('\n')}`);
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 5 }), (sources) => {
        const sent = sources
          .flatMap((text) => splitDocuments({ path: 'a.yml', text }))
          .map(sendable)
          .filter(({ alone }) => !alone);
        fc.pre(sent.length > 0);
        const parts = serverSplit(sent.map(({ text }) => text).join('\n---\n'));
        expect(parts.map((part) => part.trim())).toEqual(sent.map(({ text }) => text.trim()));
      }),
    );
  });
});
