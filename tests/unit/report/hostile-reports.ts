import type { Finding } from '../../../src/findings/finding.js';
import type { RenderContext, RunReport } from '../../../src/report/model.js';
import { context, fileDeployment, finding, flowDeployment, validation } from './reports.js';

/** Where text of others may stand in a report. */
export const slots = [
  'message',
  'hint',
  'file',
  'namespace',
  'id',
  'error',
  'notice',
  'failure',
  'line',
  'target',
  'version',
] as const;
export type Texts = Readonly<Record<(typeof slots)[number], string>>;

/** Reports of the same shape around any texts: what is rendered around the texts must not depend on them. */
export function reports(texts: Texts): readonly (readonly [RunReport, RenderContext])[] {
  const { message, hint, file, namespace, id, error, notice, failure, target, version } = texts;
  const line = texts.line.replace(/[\r\n]/g, ' ');
  const flow = { namespace, id };
  const findings: readonly Finding[] = [
    finding({ message, hint, file, flow, original: error }),
    finding({
      severity: 'warning',
      message: hint,
      file,
      flow,
      range: { startLine: 1, startColumn: 1, endLine: 2, endColumn: 1 },
    }),
  ];
  const sources = new Map([[file, `${line}\n${line}\n${line}`]]);
  const more = {
    notices: [notice],
    failure: { reason: 'server', short: failure, message: failure.replace(/\n/g, ' '), hint },
    outcome: 'failure',
  } as const;
  const kestra = { tenant: 'main', version };
  const diff = `@@ -1 +1 @@\n-${line.replace(/\n/g, ' ')}\n+${message.replace(/\n/g, ' ')}`;
  return [
    [validation(findings, { ...more, kestra, files: [{ path: file, flows: [flow] }] }), { ...context, sources }],
    [
      validation(
        findings.map((f) => ({ ...f, severity: 'notice' as const })),
        { rules: version },
      ),
      { ...context, sources: new Map() },
    ],
    [
      flowDeployment({
        ...more,
        kestra,
        findings,
        flows: [
          {
            ...flow,
            action: 'updated',
            file,
            line: 1,
            revisionBefore: 1,
            revisionAfter: 2,
            diff,
          },
          { ...flow, action: 'failed', file, error },
        ],
        calls: [{ from: `${namespace}/${id}`, to: `b${target}` }],
      }),
      { ...context, sources },
    ],
    [
      fileDeployment({ ...more, kestra, namespace, files: [{ action: 'failed', file, target, bytes: 1, error }] }),
      { ...context, sources },
    ],
  ];
}
