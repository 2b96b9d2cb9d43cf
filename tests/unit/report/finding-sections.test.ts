import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { findingSections } from '../../../src/report/finding-sections.js';
import { fileTable, renderCounts } from '../../../src/report/validation-sections.js';
import { finding, validation } from './reports.js';

const bare = { sources: new Map<string, string>() };
const ALL = { blocks: Infinity, rows: Infinity };
const sections = (findings: readonly Finding[]) => findingSections(validation(findings), bare, ALL);
const withoutPlace = (more: Partial<Finding>) => finding({ range: undefined, ...more } as Partial<Finding>);

describe('the findings in the summary', () => {
  test('errors alone, and nothing at all', () => {
    expect(sections([finding()])).toEqual([
      '**<code>flows/a.yml</code>**\n\n🔴 error 3:5 Unknown property &#34;mesage&#34;.',
    ]);
    expect(sections([])).toEqual([]);
  });

  test('name three flows of a file, and count the others', () => {
    const head = (flows: number) =>
      sections(
        Array.from({ length: flows }, (_, index) =>
          finding({ message: `${index}`, flow: { namespace: 'n', id: `f${index}` } }),
        ),
      )
        .join()
        .split('\n')[0];
    expect(head(3)).toBe('**<code>flows/a.yml</code> · n / f0 · n / f1 · n / f2**');
    expect(head(5)).toBe('**<code>flows/a.yml</code> · n / f0 · n / f1 · n / f2 · and 2 more**');
  });

  test('stand open in ten files; those of further ones, and mere notices, are folded', () => {
    const files = Array.from({ length: 11 }, (_, index) => finding({ file: `${index}.yml`, message: `${index}` }));
    const shown = sections(files);
    expect(shown.slice(9)).toEqual([
      '**<code>9.yml</code>**\n\n🔴 error 3:5 9',
      '<details><summary><code>10.yml</code> – 1 finding</summary>\n\n🔴 error 3:5 10\n\n</details>',
    ]);
    const notice = finding({ severity: 'notice', message: 'a' });
    const body = '🔵 notice 3:5 a\n\n🔵 notice 3:5 a';
    expect(sections([notice, notice])).toEqual([
      `<details><summary><code>flows/a.yml</code> – 2 findings</summary>\n\n${body}\n\n</details>`,
    ]);
    expect(sections([notice, finding({ severity: 'warning', message: 'b' })])).toEqual([
      '**<code>flows/a.yml</code>**\n\n🔵 notice 3:5 a\n\n🟡 warning 3:5 b',
    ]);
  });

  test('the same words stand once, with three places of a file', () => {
    const at = (file: string, line: number) =>
      finding({ file, range: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 }, hint: 'Use `b`.' });
    const places = [1, 2, 3, 4].map((line) => at('a.yml', line)).concat([1, 2, 3].map((line) => at('b.yml', line)));
    const nowhere = withoutPlace({ file: 'c.yml', hint: 'Use `b`.' });
    expect(sections([...places, nowhere, nowhere])).toEqual([
      '🔴 error Unknown property &#34;mesage&#34;. Use <code>b</code>.\n\n<details><summary>in 9 places of 3 files</summary>\n\n' +
        '- <code>a.yml</code> 1:1, 2:1, 3:1, 1 more\n- <code>b.yml</code> 1:1, 2:1, 3:1\n- <code>c.yml</code>\n\n</details>',
    ]);
  });
});

describe('the numbers of a validation', () => {
  const counts = (files: number) => ({
    files,
    flows: 4,
    invalidFlows: 1,
    errors: 1,
    warnings: 0,
    notices: 0,
    silenced: 0,
  });

  test.each([
    [[finding()], 3, '3 files · 4 flows · 1 error · 0 warnings · 2 files without findings'],
    [[finding()], 1, '1 file · 4 flows · 1 error · 0 warnings'],
    [[], 3, '3 files · 4 flows · 1 error · 0 warnings'],
  ])('%#', (findings, files, expected) => {
    expect(renderCounts(validation(findings, { counts: counts(files) }))).toBe(expected);
  });
});

describe('the files with findings', () => {
  const flows = (count: number) => Array.from({ length: count }, (_, index) => ({ namespace: 'n', id: `f${index}` }));
  const table = (findings: readonly Finding[]) =>
    fileTable(
      validation(findings, {
        files: [
          { path: 'a.yml', flows: flows(3) },
          { path: 'b.yml', flows: flows(5) },
        ],
      }),
      bare,
      ALL,
    );

  test('are a table from two on', () => {
    const error = finding({ file: 'b.yml' });
    expect(table([error, error])).toBe('');
    const found = [
      finding({ file: 'a.yml', severity: 'notice' }),
      error,
      finding({ file: 'b.yml', severity: 'warning' }),
    ];
    expect(table(found).split('\n')).toEqual([
      '<details><summary>2 files with findings</summary>',
      '',
      '|  | file | flows | errors | warnings | notices |',
      '| --- | --- | --- | --- | --- | --- |',
      '| 🔵 notice | <code>a.yml</code> | n / f0<br>n / f1<br>n / f2 |  |  | 1 |',
      '| 🔴 error | <code>b.yml</code> | n / f0<br>n / f1<br>n / f2<br>and 2 more | 1 | 1 |  |',
      '',
      '</details>',
    ]);
  });
});
