import { describe, expect, test } from '@jest/globals';
import type { FailureReason } from '../../../src/failure-reasons.js';
import type { RenderContext, RunReport } from '../../../src/report/model.js';
import { aboutServer, renderSummary } from '../../../src/report/summary.js';
import { fileDeployment, finding, flowDeployment, validation } from './reports.js';

const bare: RenderContext = { sources: new Map() };
/** The summary as the paragraphs it consists of, without its last one. */
const paragraphs = (report: RunReport) => renderSummary(report, bare).trimEnd().split('\n\n').slice(0, -1);
const failure = (reason: FailureReason, message: string, hint?: string) => ({
  outcome: 'failure' as const,
  failure: { reason, short: 'it failed', message, ...(hint === undefined ? {} : { hint }) },
});
const one = {
  counts: { created: 1, updated: 0, unchanged: 0, deleted: 0, failed: 0 },
  flows: [{ action: 'created', namespace: 'n', id: 'a' }],
  calls: [],
} as const;
const TABLE = '|  | flow |\n| --- | --- |\n| 🟢 created | n / a |';

describe('a short summary', () => {
  test('of a deployment', () => {
    expect(renderSummary(flowDeployment(one), bare)).toBe(
      `### ✅ Flows deployed: 1 created\n\n${TABLE}\n\n<sub>Kestra 1.3.25 (Open Source), tenant <code>main</code> · 46 requests · 1.2 s</sub>\n`,
    );
  });

  test('of a deployment with findings', () => {
    const findings = [finding({ severity: 'warning', message: 'Old.' })];
    const found = '**<code>flows/a.yml</code>**\n\n🟡 warning 3:5 Old.';
    expect(paragraphs(flowDeployment({ ...one, findings }))).toEqual([
      '### ⚠️ Flows deployed: 1 created',
      TABLE,
      ...found.split('\n\n'),
    ]);
    const failed = flowDeployment({ ...one, findings, changed: false, ...failure('findings', 'No.') });
    expect(paragraphs(failed)).toEqual(['### ❌ Flows not deployed: it failed', ...found.split('\n\n'), TABLE]);
  });

  test('of a validation offline', () => {
    expect(renderSummary(validation([]), bare)).toBe(
      '### ✅ Flows: 1 valid offline &#40;rules of Kestra 1.3&#41;\n\n1 file · 1 flow · 0 errors · 0 warnings\n\n<sub>Offline rules of Kestra 1.3 · 1.2 s</sub>\n',
    );
  });

  test('of a validation that was not carried out', () => {
    const counts = { files: 0, flows: 0, invalidFlows: 0, errors: 0, warnings: 0, notices: 0, silenced: 0 };
    expect(paragraphs(validation([], { counts, ...failure('unauthorized', 'No.\n \n\nAt all.\nNever.') }))).toEqual([
      '### ❌ Flows not checked: it failed',
      'No.',
      '- At all.\n- Never.',
    ]);
    expect(paragraphs(validation([], { counts, ...failure('unauthorized', '', 'Try.') }))).toEqual([
      '### ❌ Flows not checked: it failed',
      'Try.',
    ]);
  });

  test.each<[FailureReason, string[]]>([
    ['server', ['No.', 'Try.']],
    ['conflict', ['Try.']],
    ['names', ['Try.']],
    ['incomplete', ['Try.']],
    ['cancelled', ['Try.']],
  ])('of a failure, %s: what the heading and the table do not say', (reason, expected) => {
    const failed = flowDeployment({ ...one, ...failure(reason, 'No.', 'Try.') });
    expect(paragraphs(failed)).toEqual(['### ❌ Flows: it failed; 1 created', ...expected, TABLE]);
  });

  test('of a plan: how to deploy it, unless it failed', () => {
    const plan = { dryRun: true, changed: false, planDigest: 'abc' };
    const planned = TABLE.replace('created', 'create');
    expect(paragraphs(flowDeployment({ ...one, ...plan }))).toEqual([
      '### 📋 Plan: 1 to create',
      planned,
      'Plan <code>abc</code> – give it as <code>planDigest</code> to deploy exactly this.',
    ]);
    expect(paragraphs(flowDeployment({ ...one, ...plan, ...failure('server', 'No.') }))).toEqual([
      '### ❌ Plan: it failed',
      'No.',
      planned,
    ]);
  });

  test('of files', () => {
    const files = [
      { action: 'failed', file: 'a.sql', target: '/a.sql', bytes: 3, error: 'No `x`.' },
      { action: 'skipped', target: '/b', bytes: 1 },
    ] as const;
    expect(paragraphs(fileDeployment({ files }))).toEqual([
      '### ✅ Files in <code>company.team:/config</code>: 1 created, 1 unchanged, 1 failed',
      '|  | target | file | size |\n| --- | --- | --- | --- |\n| ❌ failed | <code>/a.sql</code><br>No <code>x</code>. | <code>a.sql</code> | 3 B |',
      '⏸️ not reached: 1 file',
    ]);
  });

  test.each([
    ['removed in 3f2a9c1', 'removed in <code>3f2a9c1</code>'],
    ['removed in 3f2a9c1 of dev', 'removed in 3f2a9c&#8203;1 of dev'],
    ['was removed in 3f2a9c1', 'was removed in 3f2a9c&#8203;1'],
  ])('of a deletion, %s', (reason, shown) => {
    const report = flowDeployment({ flows: [{ action: 'deleted', namespace: 'n', id: 'a', reason }], calls: [] });
    expect(paragraphs(report)[1]).toBe(`|  | flow | file |\n| --- | --- | --- |\n| 🔴 deleted | n / a | ${shown} |`);
  });

  test.each<[string, RunReport, string]>([
    [
      'OSS',
      flowDeployment({ kestra: { tenant: 'main', version: '1', edition: 'OSS' } }),
      'Kestra 1 (Open Source), tenant <code>main</code>',
    ],
    [
      'EE',
      flowDeployment({ kestra: { tenant: 'a', version: '1', edition: 'EE' } }),
      'Kestra 1 (Enterprise), tenant <code>a</code>',
    ],
    ['unknown', flowDeployment({ kestra: { tenant: 'a' } }), 'Kestra of unknown version, tenant <code>a</code>'],
    ['none', flowDeployment({ kestra: undefined } as object), ''],
    ['offline', validation([]), 'Offline rules of Kestra 1.3'],
    ['unreached', validation([], { rules: undefined } as object), ''],
  ])('names the server: %s', (_name, report, expected) => {
    expect(aboutServer(report).join(' · ')).toBe(expected);
  });
});
