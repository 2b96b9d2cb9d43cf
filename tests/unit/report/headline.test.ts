import { describe, expect, test } from '@jest/globals';
import type { FlowChangeReport, RunReport } from '../../../src/report/model.js';
import { headlineOf } from '../../../src/report/headline.js';
import { markdownHeadline, plainHeadline, prose } from '../../../src/report/sentence.js';
import { readMarkdown } from './read-markdown.js';
import { context, fileDeployment, finding, flowDeployment, validation } from './reports.js';

const counts = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };
const none = { files: 0, flows: 0, invalidFlows: 0, errors: 0, warnings: 0, notices: 0, silenced: 0 };
const server = { tenant: 'main', version: '1.3.31' };
const failure = (reason: NonNullable<RunReport['failure']>['reason'], short: string) => ({
  outcome: 'failure' as const,
  failure: { reason, short, message: 'x' },
});
const flows = (...actions: FlowChangeReport['action'][]) =>
  actions.map((action, index) => ({ action, namespace: 'n', id: `f${index}` }));

/** Heading in the log, and the icon and text in a comment, where the server is not named. */
const forms: readonly (readonly [name: string, RunReport, log: string, comment: string])[] = [
  [
    'valid offline, with types that were not checked',
    validation([], { counts: { ...none, files: 42, flows: 43 }, uncheckedTypes: ['a.B', 'a.C', 'a.D'] }),
    'Flows: 43 valid offline (rules of Kestra 1.3); 3 plugin types were not checked (no pluginSchema)',
    '✅ Flows: 43 valid offline (rules of Kestra 1.3); 3 plugin types were not checked (no  pluginSchema )',
  ],
  [
    'valid by a server',
    validation([], { counts: { ...none, files: 2, flows: 2 }, rules: undefined, kestra: server } as object),
    'Flows: 2 valid (checked by kestra.acme.com)',
    '✅ Flows: 2 valid (checked by the server)',
  ],
  [
    'warnings',
    validation([finding({ severity: 'warning' })]),
    'Flows: 1 valid offline, 1 warning (rules of Kestra 1.3)',
    '⚠️ Flows: 1 valid offline, 1 warning (rules of Kestra 1.3)',
  ],
  [
    'invalid',
    validation([finding()], {
      counts: { ...none, files: 42, flows: 43, invalidFlows: 2, errors: 2 },
      rules: undefined,
      kestra: server,
    } as object),
    'Flows: 2 of 43 are invalid (checked by kestra.acme.com)',
    '❌ Flows: 2 of 43 are invalid (checked by the server)',
  ],
  [
    'valid, with one type that was not checked',
    validation([], { uncheckedTypes: ['a.B'] }),
    'Flows: 1 valid offline (rules of Kestra 1.3); 1 plugin type was not checked (no pluginSchema)',
    '✅ Flows: 1 valid offline (rules of Kestra 1.3); 1 plugin type was not checked (no  pluginSchema )',
  ],
  [
    'warnings that fail the run',
    validation([finding({ severity: 'warning' })], failure('findings', 'x')),
    'Flows: 1 valid offline, 1 warning (rules of Kestra 1.3)',
    '❌ Flows: 1 valid offline, 1 warning (rules of Kestra 1.3)',
  ],
  [
    'errors in no flow',
    validation([finding(), finding()], { counts: { ...none, files: 42, flows: 43, errors: 2 } }),
    'Flows: 2 errors in 1 of 42 files (rules of Kestra 1.3)',
    '❌ Flows: 2 errors in 1 of 42 files (rules of Kestra 1.3)',
  ],
  [
    'errors in several files',
    validation([finding(), finding({ file: 'b.yml' })], { counts: { ...none, files: 1200, errors: 2 } }),
    'Flows: 2 errors in 2 of 1,200 files (rules of Kestra 1.3)',
    '❌ Flows: 2 errors in 2 of 1,200 files (rules of Kestra 1.3)',
  ],
  [
    'an error in the only file',
    validation([finding(), finding({ severity: 'warning', file: 'b.yml' })], {
      counts: { ...none, files: 1, errors: 1 },
    }),
    'Flows: 1 error in 1 file (rules of Kestra 1.3)',
    '❌ Flows: 1 error in 1 file (rules of Kestra 1.3)',
  ],
  [
    'one of many is invalid, which fails the run',
    validation([finding()], {
      counts: { ...none, flows: 1200, invalidFlows: 1, errors: 1 },
      ...failure('findings', 'x'),
    }),
    'Flows: 1 of 1,200 is invalid (rules of Kestra 1.3)',
    '❌ Flows: 1 of 1,200 is invalid (rules of Kestra 1.3)',
  ],
  [
    'nothing there',
    validation([], { counts: none, directory: ['a', 'b'] }),
    'Flows: nothing to check – no flow below a, b',
    '⚪ Flows: nothing to check – no flow below  a ,  b ',
  ],
  [
    'nothing changed',
    validation([], { counts: none, directory: ['kestra/flows'], leftOut: 7 }),
    'Flows: nothing to check – no changed file below kestra/flows',
    '⚪ Flows: nothing to check – no changed file below  kestra/flows ',
  ],
  [
    'not carried out',
    validation([], { counts: none, valid: false, ...failure('unauthorized', 'the credentials were refused') }),
    'Flows not checked: the credentials were refused',
    '❌ Flows not checked: the credentials were refused',
  ],
  [
    'a plan',
    flowDeployment({ dryRun: true, changed: false, counts: { ...counts, created: 1, updated: 2, deleted: 1 } }),
    'Plan for kestra.acme.com: 1 to create, 2 to update, 1 to delete',
    '📋 Plan: 1 to create, 2 to update, 1 to delete',
  ],
  [
    'a plan of nothing',
    flowDeployment({ dryRun: true, changed: false, counts }),
    'Plan for kestra.acme.com: nothing to do',
    '📋 Plan: nothing to do',
  ],
  [
    'a deployment with warnings',
    flowDeployment({ counts: { ...counts, created: 1 }, findings: [finding({ severity: 'warning' })] }),
    'Flows deployed to kestra.acme.com: 1 created',
    '⚠️ Flows deployed: 1 created',
  ],
  [
    'a deployment with a notice',
    flowDeployment({ counts: { ...counts, created: 1 }, findings: [finding({ severity: 'notice' })] }),
    'Flows deployed to kestra.acme.com: 1 created',
    '✅ Flows deployed: 1 created',
  ],
  [
    'nothing to do with warnings',
    flowDeployment({ changed: false, counts, findings: [finding({ severity: 'warning' })] }),
    'Flows on kestra.acme.com are up to date: nothing to do',
    '⚠️ Flows are up to date: nothing to do',
  ],
  [
    'files that are up to date',
    fileDeployment({ changed: false, counts: { ...counts, unchanged: 1200 } }),
    'Files in company.team:/config on kestra.acme.com are up to date: 1,200 unchanged',
    '✅ Files in  company.team:/config  are up to date: 1,200 unchanged',
  ],
  [
    'a deployment',
    flowDeployment({ counts: { ...counts, created: 2, updated: 1, unchanged: 39, deleted: 1 } }),
    'Flows deployed to kestra.acme.com: 2 created, 1 updated, 39 unchanged, 1 deleted',
    '✅ Flows deployed: 2 created, 1 updated, 39 unchanged, 1 deleted',
  ],
  [
    'nothing to do',
    flowDeployment({ changed: false, counts: { ...counts, unchanged: 42 } }),
    'Flows on kestra.acme.com are up to date: 42 unchanged',
    '✅ Flows are up to date: 42 unchanged',
  ],
  [
    'a conflict',
    flowDeployment({ changed: false, ...failure('conflict', '3 exist there and differ') }),
    'Flows not deployed to kestra.acme.com: 3 exist there and differ',
    '❌ Flows not deployed: 3 exist there and differ',
  ],
  [
    'a conflict of a plan',
    flowDeployment({ dryRun: true, changed: false, ...failure('conflict', '3 exist there and differ') }),
    'Plan for kestra.acme.com: 3 exist there and differ',
    '❌ Plan: 3 exist there and differ',
  ],
  [
    'something failed',
    flowDeployment({ counts: { ...counts, created: 5, failed: 1 }, ...failure('incomplete', '1 of 6 failed') }),
    'Flows on kestra.acme.com: 1 of 6 failed; 5 created',
    '❌ Flows: 1 of 6 failed; 5 created',
  ],
  [
    'rolled back',
    flowDeployment({
      changed: false,
      flows: flows('undone', 'undone', 'undone', 'failed', 'skipped', 'skipped'),
      counts: { ...counts, failed: 1 },
      ...failure('rolled-back', ''),
    }),
    'Flows: 1 of 6 failed, the 3 changes before it were undone; kestra.acme.com is as it was',
    '↩️ Flows: 1 of 6 failed, the 3 changes before it were undone; the server is as it was',
  ],
  [
    'files',
    fileDeployment({ namespace: 'company.etl', counts: { ...counts, updated: 2, unchanged: 118 } }),
    'Files in company.etl:/config on kestra.acme.com: 2 updated, 118 unchanged',
    '✅ Files in  company.etl:/config : 2 updated, 118 unchanged',
  ],
  [
    'a plan of files',
    fileDeployment({ dryRun: true, changed: false, counts: { ...counts, updated: 2 } }),
    'Plan for files in company.team:/config on kestra.acme.com: 2 to update',
    '📋 Plan for files in  company.team:/config : 2 to update',
  ],
  [
    'files not uploaded',
    fileDeployment({ changed: false, ...failure('forbidden', 'a permission is missing') }),
    'Files not uploaded to company.team:/config on kestra.acme.com: a permission is missing',
    '❌ Files not uploaded to  company.team:/config : a permission is missing',
  ],
];

describe('a heading says what was done to what, where, with what result', () => {
  test.each(forms)('%s', (_name, report, log, comment) => {
    const headline = headlineOf(report);
    expect(plainHeadline(headline, context)).toBe(log);
    const { text, markup } = readMarkdown(`### ${markdownHeadline(headline, {})}`);
    expect(text.replaceAll('\u200b', '')).toBe(comment);
    expect(markup).toEqual([]);
  });

  test('a server is called by its host, port and path', () => {
    const plan = headlineOf(flowDeployment({ dryRun: true, counts }));
    expect(plainHeadline(plan, { kestraUrl: 'http://kestra:8080/tools' })).toBe(
      'Plan for kestra:8080/tools: nothing to do',
    );
  });

  test('in the summary the server is a link', () => {
    expect(markdownHeadline(headlineOf(flowDeployment()), context)).toContain(
      'to <a href="https://kestra.acme.com">kestra.acme.com</a>: ',
    );
  });
});

describe('our sentences in Markdown', () => {
  test.each([
    ['Set `override: true` to update.', 'Set <code>override&#58; true</code> to update.'],
    ['`a` `b`', '<code>a</code> <code>b</code>'],
    ['blank: ` `', 'blank: &#96; &#96;'],
    ['`a` and `b`', '<code>a</code> and <code>b</code>'],
    ['an odd ` one', 'an odd &#96; one'],
    ['nothing in `` it', 'nothing in &#96;&#96; it'],
    ['the plan is `9f31c2d4e5a60718`', 'the plan is <code>9f31c2d4e5a60718</code>'],
    ['`<b>` is text', '<code>&#60;b&#62;</code> is text'],
  ])('%s', (text, expected) => {
    expect(prose(text)).toBe(expected.replace('&#58;', ':'));
  });
});
