import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { renderComment } from '../../../src/report/comment.js';
import { renderFindings, renderLastLine } from '../../../src/report/log.js';
import type { RenderContext } from '../../../src/report/model.js';
import { renderSummary } from '../../../src/report/summary.js';
import { finding, validation } from './reports.js';

const at = (startLine: number, startColumn: number, endColumn: number) => ({
  range: { startLine, startColumn, endLine: startLine, endColumn },
});
const flow = (id: string) => ({ flow: { namespace: 'n', id } });

/** Findings of each kind: alone and many times, with and without a place, a flow, a hint. */
const findings = [
  finding({ ...flow('a'), ...at(2, 5, 11), hint: 'Did you mean `message`?' }),
  finding({ ...flow('b'), ...at(4, 1, 2), message: 'No `id`.', rule: 'missing-property', document: 1, afterLine: 2 }),
  ...[1, 2, 3, 4].map((line) =>
    finding({
      severity: 'warning',
      file: 'flows/c.yml',
      message: 'Old.',
      rule: 'deprecated-property',
      ...at(line, 1, 4),
    }),
  ),
  finding({
    severity: 'warning',
    file: 'sub/flows/d.yml',
    message: 'Old.',
    rule: 'deprecated-property',
    ...at(9, 1, 4),
  }),
  finding({
    severity: 'warning',
    file: 'flows/e.yml',
    message: 'Odd.',
    rule: 'other',
    range: undefined,
  } as Partial<Finding>),
  finding({ severity: 'notice', file: 'flows/f.yml', message: 'By the way.', rule: 'other', ...at(1, 1, 1) }),
];
const report = validation(findings, {
  counts: { files: 9, flows: 10, invalidFlows: 2, errors: 2, warnings: 6, notices: 1, silenced: 1200 },
  rules: undefined,
  kestra: { tenant: 'team', edition: 'EE' },
  files: [
    { path: 'flows/a.yml', flows: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ namespace: 'n', id })) },
    { path: 'flows/f.yml', flows: [{ namespace: 'n', id: 'f' }] },
  ],
} as object);
const shown: RenderContext = {
  githubUrl: 'https://git.hub',
  kestraUrl: 'https://kestra.acme',
  runUrl: 'https://git.hub/run',
  rulesUrl: 'https://example.com/rules.md',
  repositories: [
    { folder: 'sub', url: 'https://git.hub/a/sub', sha: 'abc' },
    { folder: '', url: 'https://git.hub/a/b', sha: 'def' },
  ],
  sources: new Map([['flows/a.yml', 'id: a\n\tx: mesage\nnamespace: n\n']]),
};

test('the summary', () => {
  expect(renderSummary(report, shown).split('\n')).toEqual([
    '### ❌ Flows: 2 of 10 are invalid &#40;checked by <a href="https://kestra.acme">kestra.acme</a>&#41;',
    '',
    '9 files · 10 flows · 2 errors · 6 warnings · 1 notice · 1,200 silenced · 4 files without findings',
    '',
    '**<a href="https://git.hub/a/b/blob/def/flows/a.yml?plain=1#L2"><code>flows/a.yml</code></a> · n / a · n / b**',
    '',
    '🔴 error <a href="https://git.hub/a/b/blob/def/flows/a.yml?plain=1#L2">2:5</a> Unknown property &#34;mesage&#34;. Did you mean <code>message</code>? <sub><a href="https://example.com/rules.md#unknown-property">unknown-property</a></sub>',
    '',
    '```text',
    '2 │  x: mesage',
    '  │     ^^^^^^',
    '```',
    '',
    '🔴 error <a href="https://git.hub/a/b/blob/def/flows/a.yml?plain=1#L4">4:1</a> No <code>id</code>. &#40;after line 2&#41; <sub><a href="https://example.com/rules.md#missing-property">missing-property</a></sub>',
    '',
    '```text',
    '4 │',
    '  │ ^',
    '```',
    '',
    '&#34;After line …&#34;: Kestra stops at that line, and reports this once the line is right.',
    '',
    '<details><summary>6 warnings and 1 notice in 4 files</summary>',
    '',
    '🟡 warning Old.',
    '',
    '<details><summary>in 5 places of 2 files</summary>',
    '',
    '- <a href="https://git.hub/a/b/blob/def/flows/c.yml"><code>flows/c.yml</code></a> <a href="https://git.hub/a/b/blob/def/flows/c.yml?plain=1#L1">1:1</a>, <a href="https://git.hub/a/b/blob/def/flows/c.yml?plain=1#L2">2:1</a>, <a href="https://git.hub/a/b/blob/def/flows/c.yml?plain=1#L3">3:1</a>, 1 more',
    '- <a href="https://git.hub/a/sub/blob/abc/flows/d.yml"><code>sub/flows/d.yml</code></a> <a href="https://git.hub/a/sub/blob/abc/flows/d.yml?plain=1#L9">9:1</a>',
    '',
    '</details>',
    '',
    '**<a href="https://git.hub/a/b/blob/def/flows/e.yml"><code>flows/e.yml</code></a>**',
    '',
    '🟡 warning Odd.',
    '',
    '<details><summary><a href="https://git.hub/a/b/blob/def/flows/f.yml?plain=1#L1"><code>flows/f.yml</code></a> – 1 finding</summary>',
    '',
    '🔵 notice <a href="https://git.hub/a/b/blob/def/flows/f.yml?plain=1#L1">1:1</a> By the way.',
    '',
    '</details>',
    '',
    '</details>',
    '',
    '<details><summary>5 files with findings</summary>',
    '',
    '|  | file | flows | errors | warnings | notices |',
    '| --- | --- | --- | --- | --- | --- |',
    '| 🔴 error | <a href="https://git.hub/a/b/blob/def/flows/a.yml"><code>flows/a.yml</code></a> | n / a<br>n / b<br>n / c<br>and 2 more | 2 |  |  |',
    '| 🟡 warning | <a href="https://git.hub/a/b/blob/def/flows/c.yml"><code>flows/c.yml</code></a> |  |  | 4 |  |',
    '| 🟡 warning | <a href="https://git.hub/a/sub/blob/abc/flows/d.yml"><code>sub/flows/d.yml</code></a> |  |  | 1 |  |',
    '| 🟡 warning | <a href="https://git.hub/a/b/blob/def/flows/e.yml"><code>flows/e.yml</code></a> |  |  | 1 |  |',
    '| 🔵 notice | <a href="https://git.hub/a/b/blob/def/flows/f.yml"><code>flows/f.yml</code></a> | n / f |  |  | 1 |',
    '',
    '</details>',
    '',
    '<sub>Kestra of unknown version (Enterprise), tenant <code>team</code> · 46 requests · 1.2 s · <a href="https://git.hub/run">this run</a></sub>',
    '',
  ]);
});

test('the comment about one without findings', () => {
  expect(renderComment(validation([]), { sources: new Map() }, 'default').split('\n')).toEqual([
    '<!-- kestra-actions:validate-flows:default -->',
    '### ✅ Flows: 1 valid offline &#40;rules of Kestra 1.3&#41;',
    '',
    'Kestra flows',
    '',
    '1 file · 1 flow · 0 errors · 0 warnings',
    '',
    '<sub>Offline rules of Kestra 1.3 · This comment is updated on every push.</sub>',
    '',
  ]);
});

test('the log', () => {
  const { open, folded } = renderFindings(findings);
  expect([...open, folded?.title, ...(folded?.lines ?? []), renderLastLine(report)]).toEqual([
    '✗ flows/a.yml',
    '    2:5      error    Unknown property "mesage". Did you mean `message`?',
    '    4:1      error    No `id`. (after line 2)',
    '    "After line …": Kestra stops at that line, and reports this once the line is right.',
    '6 warnings and 1 notice in 4 files',
    '! in 5 places of 2 files: warning  Old.',
    '    flows/c.yml 1:1',
    '    flows/c.yml 2:1',
    '    flows/c.yml 3:1',
    '    flows/c.yml 4:1',
    '    sub/flows/d.yml 9:1',
    '! flows/e.yml',
    '             warning  Odd.',
    '! flows/f.yml',
    '    1:1      notice   By the way.',
    'Flows: 2 of 10 are invalid (checked by the server) · 9 files · 10 flows · 2 errors · 6 warnings · 1 notice · 1,200 silenced · 46 requests · 1.2 s',
  ]);
});
