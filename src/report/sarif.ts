import { createHash } from 'node:crypto';
import type { Finding } from '../findings/finding.js';
import { titleOf } from './annotations.js';
import type { RunReport } from './model.js';

/** GitHub code scanning takes no more results of a run. */
const MAX_RESULTS = 25_000;

const LEVELS = { error: 'error', warning: 'warning', notice: 'note' } as const;

/** The findings as SARIF 2.1.0, as GitHub code scanning accepts it: relative paths, stable fingerprints. */
export function renderSarif(report: RunReport, informationUri: string): string {
  const findings = report.findings.slice(0, MAX_RESULTS);
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const seen = new Map<string, number>();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Kestra flows',
            version: report.version,
            semanticVersion: report.version,
            informationUri,
            rules: rules.map((id) => ({
              id,
              name: id,
              shortDescription: { text: titleOf(id) },
              helpUri: informationUri,
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding) => resultOf(finding, rules.indexOf(finding.rule), seen)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding, ruleIndex: number, seen: Map<string, number>): object {
  const { rule, severity, message, hint, file, range } = finding;
  const base = createHash('sha256')
    .update([rule, file, finding.flow?.id ?? '', message].join('\0'))
    .digest('hex')
    .slice(0, 32);
  const occurrence = (seen.get(base) ?? 0) + 1;
  seen.set(base, occurrence);
  const region = range && {
    startLine: range.startLine,
    startColumn: range.startColumn,
    endLine: range.endLine,
    endColumn: Math.max(range.endColumn, range.startLine === range.endLine ? range.startColumn + 1 : 1),
  };
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: hint === undefined ? message : `${message} ${hint}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: region ?? { startLine: 1 },
        },
      },
    ],
    partialFingerprints: { 'kestraFinding/v1': `${base}:${occurrence}` },
  };
}
