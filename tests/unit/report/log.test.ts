import { describe, expect, test } from '@jest/globals';
import { renderAnnotations } from '../../../src/report/annotations.js';
import { renderComment } from '../../../src/report/comment.js';
import { renderChanges, renderClean, renderFailure, renderFindings, renderLastLine } from '../../../src/report/log.js';
import type { ReportedFailure } from '../../../src/report/model.js';
import { renderSummary } from '../../../src/report/summary.js';
import { readMarkdown } from './read-markdown.js';
import { context, fileDeployment, finding, flowDeployment, validation } from './reports.js';

describe('the log', () => {
  test('shows findings file by file: place, severity, message, what to do; without the words of Java', () => {
    const lines = renderFindings([
      finding({
        original: 'Unrecognized field "mesage" (class io.kestra.plugin.core.log.Log), not marked as ignorable',
      }),
      finding({
        severity: 'warning',
        message: 'Old.',
        hint: 'Use the new one.',
        range: { startLine: 12, startColumn: 1, endLine: 12, endColumn: 4 },
      }),
      finding({ severity: 'notice', file: 'flows/b.yml', message: 'By the way.' }),
    ]);
    expect(lines).toEqual({
      open: ['✗ flows/a.yml', '    3:5      error    Unknown property "mesage".'],
      folded: {
        title: '1 warning and 1 notice in 2 files',
        lines: [
          '! flows/a.yml',
          '    12:1     warning  Old. Use the new one.',
          '! flows/b.yml',
          '    3:5      notice   By the way.',
        ],
      },
    });
  });

  test('the same words in many flows stand once, with their places', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      finding({ severity: 'warning', file: `f${index}.yml`, message: 'Old.', hint: 'Use `b`.' }),
    );
    const { open, folded } = renderFindings(many);
    expect(folded).toBeUndefined();
    expect(open[0]).toBe('! in 30 flows: warning  Old. Use `b`.');
    expect(open).toHaveLength(22);
    expect(open[1]).toBe('    f0.yml 3:5');
    expect(open.at(-1)).toBe('    … and 10 more places; all of them are in the JSON report');
    expect(renderFindings(many.slice(0, 4)).open).toHaveLength(8);
    const { annotations } = renderAnnotations([...many, finding({ severity: 'warning', message: 'Another.' })]);
    expect(annotations.map(({ message }) => message).slice(0, 2)).toEqual(['Old. Use `b`.', 'Another.']);
  });

  test('nothing of which there is none, and no line a flow where nothing was tried', () => {
    expect(renderClean(validation([finding()]))).toBeUndefined();
    const flows = ['failed', 'skipped', 'skipped', 'created'] as const;
    const items = flows.map((action, index) => ({ action, namespace: 'n', id: `f${index}` }));
    expect(renderChanges(flowDeployment({ changed: false, flows: items.slice(0, 3) }))).toEqual(['✗ failed    n/f0']);
    expect(renderChanges(flowDeployment({ flows: items }))).toEqual([
      '✗ failed    n/f0',
      '+ created   n/f3',
      '· not reached 2',
    ]);
  });

  test('counts the files without findings', () => {
    expect(renderClean(validation([], { files: [{ path: 'a.yml', flows: [] }] }))).toBe('✓ 1 file without findings');
  });

  test('shows one line a flow or file', () => {
    expect(renderChanges(flowDeployment())).toEqual([
      '+ created   company.etl/load · flows/load.yml · revision 1',
      '~ updated   company.billing/invoice · flows/invoice.yml · revision 7 → 8',
      '= unchanged company.etl/clean · flows/clean.yml',
    ]);
    expect(renderChanges(fileDeployment())).toEqual([
      '✗ failed    /config/c#.sql · 1 B – Rename the file.',
      '+ created   /config/a.sql · 2.0 kB',
      '= unchanged /config/b.sql · 10 B',
    ]);
  });

  test('only counts what is unchanged when it is much', () => {
    const unchanged = Array.from({ length: 1200 }, (_, index) => ({
      action: 'unchanged' as const,
      namespace: 'n',
      id: `f${index}`,
      file: `f${index}.yml`,
      line: 1,
    }));
    expect(renderChanges(flowDeployment({ flows: unchanged }))).toEqual(['= unchanged 1,200']);
  });

  test.each([
    [
      validation([finding()]),
      'Flows: 1 of 1 is invalid (rules of Kestra 1.3) · 1 file · 1 flow · 1 error · 0 warnings · 1.2 s',
    ],
    [flowDeployment(), 'Flows deployed to kestra.acme.com: 1 created, 1 updated, 1 unchanged · 46 requests · 1.2 s'],
    [
      fileDeployment(),
      'Files in company.team:/config on kestra.acme.com: 1 created, 1 unchanged, 1 failed · 2.0 kB sent · 46 requests · 1.2 s',
    ],
  ])('ends with headline and counts', (report, line) => {
    expect(renderLastLine(report, context)).toBe(line);
  });
});

describe('the failure of the step', () => {
  const failed = (failure: ReportedFailure) => validation([finding()], { outcome: 'failure', failure });

  test('tells where the findings are in the log only, each medium in its own form', () => {
    const report = failed({ reason: 'findings', short: '', message: '1 of 1 flow is invalid.' });
    expect(renderFailure(report, { summary: true })).toEqual([
      '1 of 1 flow is invalid.',
      'Fix the 1 error marked above; the summary lists them with their lines.',
    ]);
    expect(renderFailure(report, { summary: false }).at(-1)).toBe('Fix the 1 error marked above.');
    for (const text of [renderSummary(report, context), renderComment(report, context, 'x')]) {
      expect(text).not.toMatch(/above|the summary/);
    }
  });

  test('backticks mark code in the log, and are code in Markdown', () => {
    const failure = {
      reason: 'conflict',
      short: '1 exists there and differs',
      message: 'x',
      hint: 'Set `override: true`.',
    } as const;
    const report = flowDeployment({ outcome: 'failure', changed: false, failure });
    expect(renderFailure(report, { summary: true }).at(-1)).toBe('Set `override: true`.');
    const summary = renderSummary(report, context);
    expect(summary).toContain('Set <code>override: true</code>.');
    expect(readMarkdown(summary).text).not.toContain('`');
  });
});
