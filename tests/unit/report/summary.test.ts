import { describe, expect, test } from '@jest/globals';
import { renderSummary } from '../../../src/report/summary.js';
import { renderYamlDiff } from '../../../src/report/yaml-diff.js';
import { context, fileDeployment, finding, flowDeployment, validation } from './reports.js';

const blob = `https://github.com/acme/flows/blob/${context.sha}`;

describe('the summary of a validation', () => {
  const source = 'id: a\nnamespace: n\n    mesage: Hello\n';
  const report = validation(
    [finding({ flow: { namespace: 'company.team', id: 'a' } }), finding({ severity: 'warning', file: 'b c.yml' })],
    { counts: { files: 42, flows: 43, invalidFlows: 1, errors: 1, warnings: 1, notices: 0 } },
  );
  const summary = renderSummary(report, { ...context, sources: new Map([['flows/a.yml', source]]) });

  test('gives verdict and counts', () => {
    expect(summary).toContain('### ❌ Flows: 1 of 43 is invalid &#40;rules of Kestra 1.3&#41;\n');
    expect(summary).toContain('42 files · 43 flows · 1 error · 1 warning · 40 files without findings');
  });

  test('has a row for each file, linked at this commit', () => {
    expect(summary).toContain(
      `| 🔴 | <a href="${blob}/flows/a.yml"><code>flows/a.yml</code></a> | company.team / a | 1 |  |  |`,
    );
    expect(summary).toContain(`| 🟡 | <a href="${blob}/b%20c.yml"><code>b c.yml</code></a> |`);
  });

  test('shows the code with a caret, and links the line', () => {
    expect(summary).toContain('```text\n3 │     mesage: Hello\n  │     ^^^^^^\n```');
    expect(summary).toContain(`<a href="${blob}/flows/a.yml?plain=1#L3">3:5</a> Unknown property`);
  });

  test('all is well', () => {
    expect(renderSummary(validation([]), context)).toMatch(
      /^### ✅ Flows: 1 valid offline &#40;rules of Kestra 1\.3&#41;\n/,
    );
  });
});

describe('the summary of a deployment', () => {
  const summary = renderSummary(flowDeployment(), context);

  test('lists what changed, with links to file and flow', () => {
    expect(summary).toContain(
      '### ✅ Flows deployed to <a href="https://kestra.acme.com">kestra.acme.com</a>: 1 created, 1 updated, 1 unchanged\n',
    );
    expect(summary).toContain(
      `| 🟡 updated | <a href="https://kestra.acme.com/ui/main/flows/edit/company.billing/invoice">company.billing / invoice</a> | <a href="${blob}/flows/invoice.yml?plain=1#L7"><code>flows/invoice.yml</code></a> | 7 → 8 |`,
    );
    expect(summary).not.toContain('clean');
  });

  test('shows differences and who calls whom', () => {
    expect(summary).toContain('<summary>company.billing / invoice – 2 changed lines</summary>');
    expect(summary).toContain('-timeout: PT1M\n+timeout: PT5M\n```');
    expect(summary).toContain('```mermaid\nflowchart LR\n  f0["company.billing/invoice"]');
    expect(summary).toContain('  class f1 created');
    expect(summary).toContain('Kestra 1.3.25 (Open Source), tenant <code>main</code>');
    expect(summary).toContain('46 requests · 1.2 s');
  });

  test('a plan says what would be done', () => {
    const plan = renderSummary(flowDeployment({ dryRun: true, changed: false }), context);
    expect(plan).toContain(
      '### 📋 Plan for <a href="https://kestra.acme.com">kestra.acme.com</a>: 1 to create, 1 to update, 1 unchanged\n',
    );
    expect(plan).toContain('| 🟡 update |');
  });

  test('a graph that would be too large is not drawn, and that is said', () => {
    const calls = Array.from({ length: 70 }, (_, index) => ({ from: `n/a${index}`, to: 'n/z' }));
    const crowded = renderSummary(flowDeployment({ calls }), context);
    expect(crowded).not.toContain('mermaid');
    expect(crowded).toContain('too many to draw');
  });

  test('what failed stands first, all lines of the failure are there', () => {
    const failure = {
      reason: 'inputs',
      short: 'no',
      message: 'First line.\nconfig/a#1.txt: Rename it.\nNothing was uploaded.',
      hint: 'Do this.',
    } as const;
    const failed = renderSummary(fileDeployment({ outcome: 'failure', failure }), context);
    expect(failed).toMatch(
      /### ❌ Files in .*\n\nFirst line\.\n\n- config\/a.*1\.txt: Rename it\.\n- Nothing was uploaded\.\n\nDo this\./,
    );
    expect(failed.indexOf('❌ failed')).toBeLessThan(failed.indexOf('🟢 created'));
  });
});

describe('differences of flows', () => {
  test.each([
    ['a line', 'id: a\nx: 1\n', 'id: a\nx: 2\n', '@@ -1,2 +1,2 @@\n id: a\n-x: 1\n+x: 2'],
    ['line ends only', 'id: a\r\n', 'id: a\n', 'Only line ends or a byte order mark differ.'],
    ['enormous flows', 'a'.repeat(600_000), 'b'.repeat(600_000), 'The flow is too long to show the difference.'],
  ])('%s', (_name, before, after, expected) => {
    expect(renderYamlDiff(before, after)).toBe(expected);
  });
});
