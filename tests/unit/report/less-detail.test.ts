import { describe, expect, test } from '@jest/globals';
import { changeSections } from '../../../src/report/change-sections.js';
import { findingSections } from '../../../src/report/finding-sections.js';
import type { FlowChangeReport, RenderContext } from '../../../src/report/model.js';
import { renderSummary } from '../../../src/report/summary.js';
import { fileTable } from '../../../src/report/validation-sections.js';
import { worstFindings } from '../../../src/report/worst-findings.js';
import { fileDeployment, finding, flowDeployment, validation } from './reports.js';

const bare: RenderContext = { sources: new Map([['flows/a.yml', 'id: a\nx: 1\ny: 1']]) };
const ALL = { blocks: Infinity, rows: Infinity };
const shown = (sections: readonly string[]) => sections.filter((section) => section !== '');

const updated = (id: string, diff: string): FlowChangeReport => ({ action: 'updated', namespace: 'n', id, diff });
const lines = ['@@ -1,3 +1,3 @@', '-a', '-bb', '+ccc', '+dddd'];

describe('a difference is cut', () => {
  const cut = (diff: string, blocks: number) => {
    const report = flowDeployment({ flows: [updated('a', diff)], calls: [] });
    const [, block] = shown(changeSections(report, bare, { ...ALL, blocks }));
    return block?.split('\n').slice(3, -3);
  };

  test.each([
    [Infinity, lines],
    [33, lines],
    [32, [...lines.slice(0, 4), '… 1 more line']],
    [28, [...lines.slice(0, 4), '… 1 more line']],
    [27, [...lines.slice(0, 3), '… 2 more lines']],
    [10, ['@@ -1,3 +…', '… 4 more lines']],
    [0, undefined],
  ])('to %d characters, whole lines but for the first', (blocks, expected) => {
    expect(cut(lines.join('\n'), blocks)).toEqual(expected);
  });

  test('to 20,000 characters in any case', () => {
    const long = Array.from({ length: 10_001 }, () => '+');
    expect(cut(long.slice(0, 10_000).join('\n'), Infinity)).toHaveLength(10_000);
    expect(cut(long.join('\n'), Infinity)).toEqual([...long.slice(0, 10_000), '… 1 more line']);
  });
});

describe('of what changed', () => {
  test('as many differences are shown as rows', () => {
    const flows = [updated('a', '@@ -1,1 +1,1 @@\n-1\n+2'), updated('b', '@@ -1,1 +1,1 @@\n-1\n+2')];
    const sections = (rows: number) =>
      shown(changeSections(flowDeployment({ flows, calls: [] }), bare, { ...ALL, rows }));
    expect(sections(2)).toHaveLength(3);
    expect(sections(1)).toEqual([
      '|  | flow |\n| --- | --- |\n| 🟡 updated | n / a |\n\n… and 1 more flow.',
      '<details><summary>n / a – 2 changed lines</summary>\n\n```diff\n@@ -1,1 +1,1 @@\n-1\n+2\n```\n\n</details>',
    ]);
  });

  test('of files as well', () => {
    const files = ['/a', '/b'].map((target) => ({
      action: 'updated' as const,
      target,
      bytes: 1,
      diff: '@@ -1 +1 @@\n+2',
    }));
    expect(shown(changeSections(fileDeployment({ files }), bare, { ...ALL, rows: 1 }))).toEqual([
      '|  | target |\n| --- | --- |\n| 🟡 updated | <code>/a</code> |\n\n… and 1 more file.',
      '<details><summary><code>/a</code> – 1 changed line</summary>\n\n```diff\n@@ -1 +1 @@\n+2\n```\n\n</details>',
    ]);
  });

  test('the graph is shown where there is room for all of it', () => {
    const flows = [{ action: 'created', namespace: 'n', id: 'a' } as const];
    const report = flowDeployment({ flows, calls: [{ from: 'n/a', to: 'n/b' }] });
    const graph =
      'flowchart LR\n  f0["n/a"]\n  f1["n/b"]\n  f0 --> f1\n  classDef created fill:#dafbe1,stroke:#1a7f37\n  class f0 created';
    const sections = (blocks: number) => shown(changeSections(report, bare, { ...ALL, blocks }));
    expect(sections(graph.length)[1]).toBe(
      `<details><summary>How the deployed flows call each other</summary>\n\n\`\`\`mermaid\n${graph}\n\`\`\`\n\n</details>`,
    );
    expect(sections(graph.length - 1)).toHaveLength(1);
    expect(sections(0)).toHaveLength(1);
  });

  test('calls that are too many to draw are listed as far as there is room, and up to 500', () => {
    const flows = [{ action: 'created', namespace: 'n', id: 'a' } as const];
    const calls = Array.from({ length: 502 }, (_, index) => ({ from: 'n/a', to: `n/b${index}` }));
    const section = (count: number, rows: number) =>
      changeSections(flowDeployment({ flows, calls: calls.slice(0, count) }), bare, { ...ALL, rows }).join('\n\n');
    expect(section(62, 1)).toContain(
      '<details><summary>The deployed flows that start each other, too many to draw</summary>\n\n' +
        '| flow | starts |\n| --- | --- |\n| n/a | n/b0 |\n\n… and 61 more calls.\n\n</details>',
    );
    expect(section(500, Infinity)).not.toContain('more calls.');
    expect(section(502, Infinity)).toContain('… and 2 more calls.');
    const tooMany = flowDeployment({ flows, calls: calls.slice(0, 62) });
    expect(changeSections(tooMany, bare, { blocks: 0, rows: 1 }).join('')).not.toContain('too many');
  });
});

describe('of the findings', () => {
  const errors = [2, 3].map((line) =>
    finding({ message: `m${line}`, range: { startLine: line, startColumn: 1, endLine: line, endColumn: 2 } }),
  );
  const warning = finding({ severity: 'warning', message: 'Old.', file: 'b.yml' });

  test('the worst are shown in their order, the rest is counted', () => {
    const all = [warning, ...errors, finding({ severity: 'notice' })];
    expect(findingSections(validation(all), bare, { blocks: 0, rows: 3 })).toEqual([
      '**<code>flows/a.yml</code>**\n\n🔴 error 2:1 m2\n\n🔴 error 3:1 m3',
      '<details><summary>1 warning in 1 file</summary>\n\n**<code>b.yml</code>**\n\n🟡 warning 3:5 Old.\n\n</details>',
      '… and 1 more finding; all of them are in the log and in the JSON report.',
    ]);
    expect(worstFindings(all, 3)).toEqual(all.slice(0, 3));
    expect(worstFindings([...all].reverse(), 2)).toEqual([...errors].reverse());
    expect(worstFindings([...all].reverse(), 3)).toEqual([...all.slice(0, 3)].reverse());
  });

  test('excerpts are left away', () => {
    const excerpt = '🔴 error 2:1 m2\n\n```text\n2 │ x: 1\n  │ ^\n```';
    const sections = (blocks: number) => findingSections(validation(errors.slice(0, 1)), bare, { ...ALL, blocks });
    expect(sections(1)).toEqual([`**<code>flows/a.yml</code>**\n\n${excerpt}`]);
    expect(sections(0)).toEqual(['**<code>flows/a.yml</code>**\n\n🔴 error 2:1 m2']);
  });

  test('the table has the files with the worst of them', () => {
    const report = validation([warning, ...errors], { files: [] });
    expect(fileTable(report, bare, { ...ALL, rows: 1 })).toBe(
      '<details><summary>2 files with findings</summary>\n\n' +
        '|  | file | errors | warnings |\n| --- | --- | --- | --- |\n| 🔴 error | <code>flows/a.yml</code> | 2 |  |\n\n… and 1 more file.\n\n</details>',
    );
  });
});

test('all that fits is shown, to the byte', () => {
  const report = flowDeployment({ flows: [updated('ä', '@@ -1,1 +1,1 @@\n-1\n+2')], calls: [] });
  const whole = renderSummary(report, bare);
  const bytes = Buffer.byteLength(whole);
  expect(renderSummary(report, bare, bytes)).toBe(whole);
  const less = renderSummary(report, bare, bytes - 1);
  expect(less).toBe(whole.replace(/<details>[^]*<\/details>\n\n/, ''));
});

test('of what is too long even then, whole paragraphs are kept', () => {
  const notices: readonly string[] = ['one', 'two', 'three'];
  const report = validation([], { notices });
  const [kept, foot] = ['1 file · 1 flow · 0 errors · 0 warnings\n\n> one\n\n> two', '<sub>'];
  const whole = renderSummary(report, bare);
  const text = whole.replace('> three', '… the rest is in the log.');
  const bytes = Buffer.byteLength(text);
  expect(text).toContain(`${kept}\n\n… the rest is in the log.\n\n${foot}`);
  expect(renderSummary({ ...report, notices: [...notices.slice(0, 2), 'x'.repeat(40)] }, bare, bytes)).toBe(text);
  expect(renderSummary({ ...report, notices: [...notices.slice(0, 2), 'x'.repeat(40)] }, bare, bytes - 1)).toBe(
    text.replace('\n\n> two', ''),
  );
});
