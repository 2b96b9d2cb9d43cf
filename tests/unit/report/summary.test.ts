import { describe, expect, test } from '@jest/globals';
import { renderSummary } from '../../../src/report/summary.js';
import { readMarkdown } from './read-markdown.js';
import { context, fileDeployment, finding, flowDeployment, validation } from './reports.js';

const blob = `https://github.com/acme/flows/blob/${context.sha}`;

describe('the summary of a validation', () => {
  const source = 'id: a\nnamespace: n\n    mesage: Hello\n';
  const report = validation(
    [finding({ flow: { namespace: 'company.team', id: 'a' } }), finding({ severity: 'warning', file: 'b c.yml' })],
    { counts: { files: 42, flows: 43, invalidFlows: 1, errors: 1, warnings: 1, notices: 0, silenced: 0 } },
  );
  const summary = renderSummary(report, { ...context, sources: new Map([['flows/a.yml', source]]) });

  test('gives verdict and counts', () => {
    expect(summary).toContain('### ❌ Flows: 1 of 43 is invalid &#40;rules of Kestra 1.3&#41;\n');
    expect(summary).toContain('42 files · 43 flows · 1 error · 1 warning · 40 files without findings');
  });

  test('has a row for each file, linked at this commit', () => {
    expect(summary).toContain(
      `| 🔴 error | <a href="${blob}/flows/a.yml"><code>flows/a.yml</code></a> | company.team / a | 1 |  |`,
    );
    expect(summary).toContain(`| 🟡 warning | <a href="${blob}/b%20c.yml"><code>b c.yml</code></a> |`);
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

describe('failures first, the rest folded', () => {
  const many = (count: number, more = {}) =>
    Array.from({ length: count }, (_, index) => finding({ file: `f${index}.yml`, message: 'Old.', ...more }));

  test('warnings are folded below errors, open without', () => {
    const warning = finding({ severity: 'warning', message: 'Old.', file: 'b.yml' });
    const failing = renderSummary(validation([warning, finding()]), context);
    expect(failing.indexOf('Unknown property')).toBeLessThan(failing.indexOf('<summary>1 warning in 1 file</summary>'));
    expect(failing.indexOf('<summary>1 warning in 1 file</summary>')).toBeLessThan(failing.indexOf('Old.'));
    expect(renderSummary(validation([warning]), context)).not.toContain('<details>');
  });

  test('the same words in many flows stand once', () => {
    const summary = renderSummary(validation(many(100, { severity: 'warning' })), context);
    expect(summary.split('Old.')).toHaveLength(2);
    expect(summary).toContain('🟡 warning Old.\n\n<details><summary>in 100 flows</summary>');
    expect(summary).toContain('<code>f99.yml</code></a> <a');
  });

  test('icons have a word beside them', () => {
    const mixed = validation([
      finding(),
      finding({ severity: 'warning', file: 'b.yml' }),
      finding({ severity: 'notice', file: 'c.yml' }),
    ]);
    for (const report of [mixed, flowDeployment(), fileDeployment()]) {
      const summary = renderSummary(report, context);
      expect(summary).toMatch(/[🔴🟢❌]/u);
      expect(summary).not.toMatch(/(?:🔴|🟡|🔵|🟢|⚪|❌|⛔|⏸️|↩️|✅|⚠️|📋) *(?:\||<|$)/mu);
    }
  });

  test('tables are folded after 50 rows', () => {
    const flows = Array.from({ length: 70 }, (_, index) => ({
      action: 'created' as const,
      namespace: 'n',
      id: `f${index}`,
    }));
    const summary = renderSummary(flowDeployment({ flows, calls: [] }), context);
    const fold = summary.indexOf('<summary>20 more flows</summary>');
    expect(summary.indexOf('n / f49<')).toBeLessThan(fold);
    expect(summary.indexOf('n / f50<')).toBeGreaterThan(fold);
  });

  test('what was not reached is counted, and not even that where nothing was tried', () => {
    const flows = (['failed', 'skipped', 'skipped'] as const).map((action, index) => ({
      action,
      namespace: 'n',
      id: `f${index}`,
    }));
    expect(renderSummary(flowDeployment({ flows, calls: [] }), context)).toContain('⏸️ not reached: 2 flows');
    expect(renderSummary(flowDeployment({ flows, calls: [], changed: false }), context)).not.toContain('not reached');
  });
});

describe('differences and the graph of calls', () => {
  test('a conflict shows its difference', () => {
    const flow = {
      action: 'conflict',
      namespace: 'n',
      id: 'a',
      diff: '@@ -1 +1 @@\n-x: 1\n+x: 2',
      error: 'Exists on the server and differs.',
    } as const;
    const summary = renderSummary(flowDeployment({ changed: false, flows: [flow], calls: [] }), context);
    expect(summary).toContain('| ⛔ exists and differs | ');
    expect(summary).not.toContain('Exists on the server');
    expect(summary).toContain('-x: 1\n+x: 2');
  });

  test('only what is connected with a change is drawn', () => {
    const calls = [
      { from: 'n/a', to: 'n/b' },
      { from: 'n/b', to: 'n/c' },
      { from: 'n/x', to: 'n/y' },
    ];
    const flows = (['a', 'b', 'c', 'x', 'y'] as const).map((id) => ({
      action: id === 'c' ? ('updated' as const) : ('unchanged' as const),
      namespace: 'n',
      id,
    }));
    const summary = renderSummary(flowDeployment({ flows, calls }), context);
    expect(summary).toContain('n/a');
    expect(summary).not.toContain('n/x');
    const still = flows.map((flow) => ({ ...flow, action: 'unchanged' as const }));
    expect(renderSummary(flowDeployment({ flows: still, calls }), context)).not.toContain('mermaid');
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

  test('a graph that would be too large is a table', () => {
    const calls = Array.from({ length: 70 }, (_, index) => ({ from: `n/a${index}`, to: 'company.etl/load' }));
    const crowded = renderSummary(flowDeployment({ calls }), context);
    expect(crowded).not.toContain('mermaid');
    expect(crowded).toContain('too many to draw</summary>');
    expect(crowded).toContain('| n/a69 | company.etl/load |');
  });

  test('of a large graph what changed is drawn, with its neighbours', () => {
    const chain = Array.from({ length: 70 }, (_, index) => ({ from: `n/a${index}`, to: `n/a${index + 1}` }));
    const calls = [...chain, { from: 'n/a7', to: 'company.etl/load' }];
    const part = renderSummary(flowDeployment({ calls }), context);
    expect(part).toContain('What changed, and the flows next to it</summary>');
    expect(part).toContain('  f0["company.etl/load"]\n  f1["n/a7"]\n  f1 --> f0\n  classDef created');
  });

  test('there is no graph where nothing that it would show has changed', () => {
    const calls = [{ from: 'company.etl/clean', to: 'n/other' }];
    expect(renderSummary(flowDeployment({ calls }), context)).not.toContain('mermaid');
  });

  test('a plan says how to deploy exactly it, and a deletion names its commit', () => {
    const plan = flowDeployment({
      dryRun: true,
      planDigest: '9f31c2'.padEnd(40, '0'),
      flows: [{ action: 'deleted', namespace: 'company.etl', id: 'old', reason: 'removed in 3f2a9c1' }],
    });
    const summary = renderSummary(plan, context);
    expect(readMarkdown(summary).text.replace(/[\s\u200B]+/g, ' ')).toContain(
      '– give it as planDigest to deploy exactly this.',
    );
    // Both are copied.
    expect(summary).toContain(`<code>${plan.planDigest}</code>`);
    expect(summary).toContain(
      'removed in <a href="https://github.com/acme/flows/commit/3f2a9c1"><code>3f2a9c1</code></a>',
    );
    expect(renderSummary({ ...plan, dryRun: false }, context)).not.toContain('give it as');
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
