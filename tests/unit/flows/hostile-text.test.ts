import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { splitDocuments } from '../../../src/flows/documents.js';
import { hostileInput } from '../../shared/fuzz/hostile-yaml.js';
import { runOne } from '../../shared/fuzz/run-one.js';
import { makeWorkspace } from '../../local-runner/workspace.js';
import { parseText } from '../../flow-source.js';

describe('hostile files', () => {
  const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1_000_000_000);
  let workspace: Awaited<ReturnType<typeof makeWorkspace>>;
  beforeAll(async () => {
    workspace = await makeWorkspace({});
  });
  afterAll(() => workspace.remove());

  test(`400 small ones: findings inside the file, documents that are slices, edits that hold (FUZZ_SEED=${seed})`, async () => {
    const broken: unknown[] = [];
    for (let index = 0, ran = 0; ran < 400; index++) {
      const { kind, bytes } = hostileInput(seed, index);
      if (bytes.length > 5000) continue;
      ran++;
      const outcome = await runOne(workspace.path, bytes);
      if (outcome.broken.length > 0) broken.push({ index, kind, broken: outcome.broken });
    }
    expect(broken).toEqual([]);
  });
});

describe('limits', () => {
  const deep = (depth: number) => `a: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;

  test.each<[string, string, RegExp]>([
    ['nesting', deep(1001), /nested deeper than Kestra reads \(1000 levels\)/],
    ['nesting that is never closed', `a: ${'[{a: '.repeat(50_000)}`, /nested deeper/],
    ['nesting in block style', `a:\n${'- '.repeat(20_000)}`, /nested deeper/],
    ['entries', 'a: 1\n'.repeat(60_000), /more than 120,000 YAML tokens/],
    ['characters', `a: "${'x'.repeat(3_145_728)}"`, /larger than Kestra reads: 3,145,728 characters/],
  ])('too much %s is refused in words', (_what, text, message) => {
    const parsed = parseText(text);
    expect(parsed.ok ? 'parsed' : parsed.problem).toMatchObject({
      kind: 'limit',
      message: expect.stringMatching(message),
    });
  });

  test.each<[string, string]>([
    ['999 levels', deep(999)],
    ['5,000 entries', 'a: 1\n'.repeat(5000)],
    ['quoted text of 3 million characters', `a: "${'x'.repeat(3_000_000)}"`],
    ['a script of 3 million characters', `a: |\n${'  echo hello\n'.repeat(240_000)}`],
  ])('%s are read', (_what, text) => {
    expect(parseText(text).ok).toBe(true);
  });

  test('a hundred thousand errors cost no more than the first', () => {
    const parsed = parseText(`a: [${','.repeat(100_000)}]`);
    expect(parsed.ok ? 'parsed' : parsed.problem.constraints).toMatch(/but found ','/);
  });

  test('aliases are the strings that Kestra reads, and are never expanded', () => {
    const lines = ['a0: &a0 [lol]'];
    for (let level = 1; level < 40; level++) lines.push(`a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`);
    const parsed = parseText(lines.join('\n'));
    expect(parsed.ok && parsed.root.kind === 'mapping' && parsed.root.entries.at(-1)?.value).toMatchObject({
      kind: 'sequence',
      items: [
        { style: 'alias', value: 'a38' },
        { style: 'alias', value: 'a38' },
      ],
    });
  });

  test.each<[string, string]>([
    ['thousands of documents', '---\na: 1\n'.repeat(2001)],
    ['documents with too much in them together', `${'a: 1\n'.repeat(50_000)}---\n${'a: 1\n'.repeat(50_000)}`],
  ])('%s are one that is too large', (_what, text) => {
    const documents = splitDocuments({ path: 'a.yml', text });
    expect(documents).toMatchObject([{ tooLarge: true, count: 1 }]);
    const parsed = parseText(text);
    expect(parsed.ok ? 'parsed' : parsed.problem.kind === 'limit' && parsed.problem.message).toMatch(
      /spread them over several files/,
    );
  });

  test('a thousand flows in one file are a thousand documents', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `id: f${index}\nnamespace: n\ntasks: []\n`).join('---\n');
    expect(splitDocuments({ path: 'a.yml', text }).length).toBe(1000);
  });
});
