import { expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { renderComment } from '../../../src/report/comment.js';
import { renderChanges, renderLastLine } from '../../../src/report/log.js';
import type { FileDeploymentReport, FlowDeploymentReport, RenderContext } from '../../../src/report/model.js';
import { renderSummary } from '../../../src/report/summary.js';
import { fileDeployment, finding, flowDeployment } from './reports.js';

const context: RenderContext = {
  githubUrl: 'https://git.hub',
  repository: 'a/b',
  sha: 'abc',
  commit: 'c0ffee0123456789',
  kestraUrl: 'https://kestra.acme',
  runUrl: 'https://git.hub/run',
  sources: new Map(),
};

/** Something of everything that can happen to a flow. */
const flows: FlowDeploymentReport = flowDeployment({
  outcome: 'failure',
  failure: { reason: 'server', short: '1 of 8 failed', message: 'One failed.\n\nIt is `a`.', hint: 'See `b`.' },
  counts: { created: 1, updated: 1, unchanged: 1, deleted: 1, failed: 1 },
  flows: [
    { action: 'created', namespace: 'n', id: 'created', file: 'flows/a.yml', line: 1, revisionAfter: 1 },
    {
      action: 'updated',
      namespace: 'n',
      id: 'updated',
      file: 'flows/b.yml',
      line: 7,
      revisionBefore: 7,
      revisionAfter: 8,
      diff: '@@ -1,1 +1,1 @@\n-x: 1\n+x: 2',
    },
    { action: 'unchanged', namespace: 'n', id: 'same', file: 'flows/c.yml', line: 1, revisionAfter: 3 },
    { action: 'deleted', namespace: 'n', id: 'old', reason: 'removed in 3f2a9c1', revisionBefore: 4 },
    { action: 'deleted', namespace: 'n', id: 'older', reason: 'in no file' },
    { action: 'failed', namespace: 'n', id: 'bad', file: 'flows/d.yml', line: 2, error: 'Kestra answered 422.' },
    {
      action: 'conflict',
      namespace: 'n',
      id: 'there',
      file: 'flows/e.yml',
      error: 'Exists.',
      diff: 'Only line ends differ.',
    },
    { action: 'undone', namespace: 'n', id: 'undone', revisionBefore: 2, revisionAfter: 2 },
    { action: 'skipped', namespace: 'n', id: 'later' },
  ],
  calls: [
    { from: 'n/updated', to: 'n/created' },
    { from: 'n/old', to: 'n/bad' },
    { from: 'n/there', to: 'n/undone' },
    { from: 'n/there', to: 'n/un"named' },
    { from: 'x/alone', to: 'x/other' },
  ],
  notices: ['2 files were left out.'],
});

const files: FileDeploymentReport = fileDeployment({
  dryRun: true,
  changed: false,
  planDigest: '9f31c2d4e5a60718',
  findings: [
    finding({
      severity: 'warning',
      file: 'config/x.sql',
      message: 'Old.',
      rule: 'other',
      range: undefined,
    } as Partial<Finding>),
  ],
  files: [
    { action: 'created', file: 'config/a b.sql', target: '/config/a b.sql', bytes: 2048 },
    { action: 'updated', file: 'config/b.sql', target: '/config/b.sql', bytes: 10_000, bytesBefore: 9_500_000 },
    { action: 'deleted', target: '/config/c.sql', bytes: 0, bytesBefore: 3, reason: 'removed in 3f2a9c1' },
    { action: 'deleted', target: '/config/d.sql', bytes: 0 },
    { action: 'skipped', file: 'config/e.sql', target: '/config/e.sql', bytes: 1 },
  ],
});

test('the summary of a deployment of flows', () => {
  expect(renderSummary(flows, context).split('\n')).toEqual([
    '### ❌ Flows on <a href="https://kestra.acme">kestra.acme</a>: 1 of 8 failed; 1 created, 1 updated, 1 unchanged, 1 deleted',
    '',
    'One failed.',
    '',
    '- It is <code>a</code>.',
    '',
    'See <code>b</code>.',
    '',
    '|  | flow | file | revision |',
    '| --- | --- | --- | --- |',
    '| ❌ failed | n / bad<br>Kestra answered 422. | <a href="https://git.hub/a/b/blob/abc/flows/d.yml?plain=1#L2"><code>flows/d.yml</code></a> |  |',
    '| ⛔ exists and differs | <a href="https://kestra.acme/ui/main/flows/edit/n/there">n / there</a> | <a href="https://git.hub/a/b/blob/abc/flows/e.yml"><code>flows/e.yml</code></a> |  |',
    '| 🟢 created | <a href="https://kestra.acme/ui/main/flows/edit/n/created">n / created</a> | <a href="https://git.hub/a/b/blob/abc/flows/a.yml?plain=1#L1"><code>flows/a.yml</code></a> | 1 |',
    '| 🟡 updated | <a href="https://kestra.acme/ui/main/flows/edit/n/updated">n / updated</a> | <a href="https://git.hub/a/b/blob/abc/flows/b.yml?plain=1#L7"><code>flows/b.yml</code></a> | 7 → 8 |',
    '| 🔴 deleted | n / old | removed in <a href="https://git.hub/a/b/commit/3f2a9c1"><code>3f2a9c1</code></a> | 4 |',
    '| 🔴 deleted | n / older | in no file |  |',
    '| ↩️ undone | <a href="https://kestra.acme/ui/main/flows/edit/n/undone">n / undone</a> |  | 2 |',
    '',
    '⏸️ not reached: 1 flow',
    '',
    '<details><summary>n / there – difference</summary>',
    '',
    '```diff',
    'Only line ends differ.',
    '```',
    '',
    '</details>',
    '',
    '<details><summary>n / updated – 2 changed lines</summary>',
    '',
    '```diff',
    '@@ -1,1 +1,1 @@',
    '-x: 1',
    '+x: 2',
    '```',
    '',
    '</details>',
    '',
    '<details><summary>How the deployed flows call each other</summary>',
    '',
    '```mermaid',
    'flowchart LR',
    '  f0["n/bad"]',
    '  f1["n/created"]',
    '  f2["n/old"]',
    '  f3["n/there"]',
    '  f4["n/un·named"]',
    '  f5["n/undone"]',
    '  f6["n/updated"]',
    '  f6 --> f1',
    '  f2 --> f0',
    '  f3 --> f5',
    '  f3 --> f4',
    '  classDef created fill:#dafbe1,stroke:#1a7f37',
    '  class f1 created',
    '  classDef updated fill:#fff8c5,stroke:#9a6700',
    '  class f6 updated',
    '  classDef deleted fill:#ffebe9,stroke:#cf222e',
    '  class f2 deleted',
    '  classDef failed fill:#ffebe9,stroke:#cf222e',
    '  class f0 failed',
    '  classDef conflict fill:#ffebe9,stroke:#cf222e',
    '  class f3 conflict',
    '  classDef undone fill:#eaeef2,stroke:#57606a',
    '  class f5 undone',
    '```',
    '',
    '</details>',
    '',
    '> 2 files were left out.',
    '',
    '<sub>Kestra 1.3.25 (Open Source), tenant <code>main</code> · 46 requests · 1.2 s · <a href="https://git.hub/run">this run</a></sub>',
    '',
  ]);
});

test('the comment about a plan of files', () => {
  expect(renderComment(files, context, 'staging').split('\n')).toEqual([
    '<!-- kestra-actions:deploy-namespace-files:staging -->',
    '### 📋 Plan for files in <code>company.team:/config</code>: 1 to create, 1 unchanged, 1 failed',
    '',
    'Deployment of Kestra namespace files · <code>staging</code> · commit <a href="https://git.hub/a/b/commit/c0ffee0123456789"><code>c0ffee0</code></a> · <a href="https://git.hub/run">the run</a>',
    '',
    '|  | target | file | size |',
    '| --- | --- | --- | --- |',
    '| 🟢 create | <code>/config/a b.sql</code> | <a href="https://git.hub/a/b/blob/abc/config/a%20b.sql"><code>config/a b.sql</code></a> | 2.0 kB |',
    '| 🟡 update | <code>/config/b.sql</code> | <a href="https://git.hub/a/b/blob/abc/config/b.sql"><code>config/b.sql</code></a> | 9.5 MB → 10 kB |',
    '| 🔴 delete | <code>/config/c.sql</code> | removed in <a href="https://git.hub/a/b/commit/3f2a9c1"><code>3f2a9c1</code></a> | 3 B |',
    '| 🔴 delete | <code>/config/d.sql</code> |  |  |',
    '',
    'Plan <code>9f31c2d4e5a60718</code> – give it as <code>planDigest</code> to deploy exactly this.',
    '',
    '**<a href="https://git.hub/a/b/blob/abc/config/x.sql"><code>config/x.sql</code></a>**',
    '',
    '🟡 warning Old.',
    '',
    '<sub>Kestra 2.0.0 (Enterprise), tenant <code>main</code> · This comment is updated on every push.</sub>',
    '',
  ]);
});

test('the log of a deployment of flows', () => {
  expect([...renderChanges(flows), renderLastLine(flows, context)]).toEqual([
    '✗ failed    n/bad · flows/d.yml – Kestra answered 422.',
    '! conflict  n/there · flows/e.yml – Exists.',
    '+ created   n/created · flows/a.yml · revision 1',
    '~ updated   n/updated · flows/b.yml · revision 7 → 8',
    '= unchanged n/same · flows/c.yml · revision 3',
    '- deleted   n/old · removed in 3f2a9c1',
    '- deleted   n/older · in no file',
    '↩ undone    n/undone · revision 2',
    '· not reached 1',
    'Flows on kestra.acme: 1 of 8 failed; 1 created, 1 updated, 1 unchanged, 1 deleted · 46 requests · 1.2 s',
  ]);
});

test('the log of a plan of files', () => {
  expect([...renderChanges(files), renderLastLine(files)]).toEqual([
    '+ create    /config/a b.sql · 2.0 kB',
    '~ update    /config/b.sql · 9.5 MB → 10 kB',
    '- delete    /config/c.sql · 3 B · removed in 3f2a9c1',
    '- delete    /config/d.sql',
    'Plan for files in company.team:/config: 1 to create, 1 unchanged, 1 failed · 2.0 kB sent · 46 requests · 1.2 s',
  ]);
});
