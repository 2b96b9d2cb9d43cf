import type { Finding } from '../../../src/findings/finding.js';
import type {
  FileDeploymentReport,
  FlowDeploymentReport,
  RenderContext,
  RunReport,
  ValidationReport,
} from '../../../src/report/model.js';

const head = {
  schemaVersion: 1,
  version: '1.2.3',
  outcome: 'success',
  startedAt: '2026-11-24T20:00:00.000Z',
  durationMs: 1234,
  requests: 46,
  findings: [],
  notices: [],
} as const;

export const context: RenderContext = {
  githubUrl: 'https://github.com',
  repository: 'acme/flows',
  sha: '0123456789012345678901234567890123456789',
  commit: 'c0ffee0123456789012345678901234567890123',
  kestraUrl: 'https://kestra.acme.com',
  runUrl: 'https://github.com/acme/flows/actions/runs/42',
  sources: new Map(),
};

export function finding(more: Partial<Finding> = {}): Finding {
  return {
    severity: 'error',
    rule: 'unknown-property',
    message: 'Unknown property "mesage".',
    origin: 'offline',
    file: 'flows/a.yml',
    range: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 11 },
    ...more,
  };
}

export function validation(findings: readonly Finding[], more: Partial<ValidationReport> = {}): ValidationReport {
  const count = (wanted: Finding['severity']) => findings.filter(({ severity }) => severity === wanted).length;
  const files = [...new Set(findings.map(({ file }) => file))];
  const errors = count('error');
  return {
    ...head,
    action: 'validate-flows',
    outcome: errors > 0 ? 'failure' : 'success',
    valid: errors === 0,
    failOn: 'error',
    rules: '1.3',
    directory: ['flows'],
    findings,
    counts: {
      files: Math.max(files.length, 1),
      flows: Math.max(files.length, 1),
      invalidFlows: new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size,
      errors,
      warnings: count('warning'),
      notices: count('notice'),
      silenced: 0,
    },
    files: files.map((path) => ({ path, flows: [{ namespace: 'company.team', id: 'a' }] })),
    ...more,
  };
}

export function flowDeployment(more: Partial<FlowDeploymentReport> = {}): FlowDeploymentReport {
  return {
    ...head,
    action: 'deploy-flows',
    changed: true,
    dryRun: false,
    kestra: { tenant: 'main', version: '1.3.25', edition: 'OSS' },
    counts: { created: 1, updated: 1, unchanged: 1, deleted: 0, failed: 0 },
    flows: [
      {
        action: 'created',
        namespace: 'company.etl',
        id: 'load',
        file: 'flows/load.yml',
        line: 1,
        revisionAfter: 1,
      },
      {
        action: 'updated',
        namespace: 'company.billing',
        id: 'invoice',
        file: 'flows/invoice.yml',
        line: 7,
        revisionBefore: 7,
        revisionAfter: 8,
        diff: '@@ -1,2 +1,2 @@\n id: invoice\n-timeout: PT1M\n+timeout: PT5M',
      },
      { action: 'unchanged', namespace: 'company.etl', id: 'clean', file: 'flows/clean.yml', line: 1 },
    ],
    calls: [{ from: 'company.billing/invoice', to: 'company.etl/load' }],
    ...more,
  };
}

export function fileDeployment(more: Partial<FileDeploymentReport> = {}): FileDeploymentReport {
  return {
    ...head,
    action: 'deploy-namespace-files',
    changed: true,
    dryRun: false,
    namespace: 'company.team',
    namespacePath: '/config',
    kestra: { tenant: 'main', version: '2.0.0', edition: 'EE' },
    counts: { created: 1, updated: 0, unchanged: 1, deleted: 0, failed: 1 },
    bytes: 2048,
    files: [
      { action: 'created', file: 'config/a.sql', target: '/config/a.sql', bytes: 2048 },
      { action: 'unchanged', file: 'config/b.sql', target: '/config/b.sql', bytes: 10 },
      { action: 'failed', file: 'config/c#.sql', target: '/config/c#.sql', bytes: 1, error: 'Rename the file.' },
    ],
    ...more,
  };
}

/** One report of each kind that the actions write. */
export const kinds: readonly (readonly [string, RunReport])[] = [
  ['a valid validation', validation([])],
  [
    'a failing validation',
    validation([
      finding(),
      finding({
        severity: 'warning',
        rule: 'deprecated',
        hint: 'Use b.',
        original: 'a is deprecated',
        flow: { namespace: 'company.team', id: 'a' },
        document: 1,
      }),
      finding({ severity: 'notice', range: undefined, file: 'flows/b.yml', origin: 'local' } as Partial<Finding>),
    ]),
  ],
  [
    'a validation that could not be carried out',
    validation([], {
      outcome: 'failure',
      valid: false,
      failure: { reason: 'files', short: 'no file matches', message: 'No file matches.', hint: 'See `include`.' },
    }),
  ],
  ['a deployment of flows', flowDeployment()],
  [
    'a plan of flows',
    flowDeployment({
      changed: false,
      dryRun: true,
      flows: [{ action: 'deleted', namespace: 'company.etl', id: 'old', revisionBefore: 4 }],
      counts: { created: 0, updated: 0, unchanged: 0, deleted: 1, failed: 0 },
      calls: [],
    }),
  ],
  [
    'a deployment with conflicts',
    flowDeployment({
      outcome: 'failure',
      changed: false,
      failure: {
        reason: 'conflict',
        short: '1 exists there and differs',
        message: '1 flow exists on the server and differs.',
        hint: 'Set `override: true`.',
      },
      flows: [
        { action: 'conflict', namespace: 'n', id: 'a', file: 'a.yml', line: 1, error: 'Exists on the server.' },
        { action: 'skipped', namespace: 'n', id: 'b', file: 'b.yml', line: 1 },
        { action: 'failed', namespace: 'n', id: 'c', file: 'c.yml', line: 1, error: 'No.' },
      ],
    }),
  ],
  ['a deployment of files', fileDeployment()],
];
