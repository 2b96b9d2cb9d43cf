import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../findings/finding.js';
import { ruleOf } from '../findings/rules/all-rules.js';
import { titleOf } from './annotations.js';
import { oneLine } from './escape.js';
import { shortened } from '../shortened.js';
import { wordsOf } from './finding-words.js';
import { encodePath, inRepository } from './links.js';
import type { RenderContext, RunReport } from './model.js';
import { ruleHelp, ruleUrl } from './rule-help.js';
import { worstFindings } from './worst-findings.js';

/** GitHub code scanning refuses a run with more results. */
const MAX_RESULTS = 25_000;
/** It shows no more of a message. */
const MAX_MESSAGE = 1000;

const LEVELS = { error: 'error', warning: 'warning', notice: 'note' } as const;
const ORDER: readonly Severity[] = ['error', 'warning', 'notice'];

/** The findings as SARIF 2.1.0, as GitHub code scanning accepts it: relative paths, stable fingerprints. */
export function renderSarif(
  report: RunReport,
  informationUri: string,
  context: Pick<RenderContext, 'repositories' | 'rulesUrl'> = {},
): string {
  const findings = worstFindings(report.findings, MAX_RESULTS);
  const ruleIds = [...new Set(findings.map(({ rule }) => rule))].sort();
  const indexOf = new Map(ruleIds.map((id, index) => [id, index]));
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
            rules: ruleIds.map((id) => describeRule(id, findings, ruleUrl(context, id) ?? informationUri)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding) => resultOf(finding, indexOf.get(finding.rule)!, seen, context)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function describeRule(id: string, findings: readonly Finding[], helpUri: string): object {
  const title = titleOf(id);
  const rule = ruleOf(id);
  const severities = new Set(findings.filter(({ rule }) => rule === id).map(({ severity }) => severity));
  const worst = ORDER.find((severity) => severities.has(severity)) ?? 'notice';
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_all, first: string) => first.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: rule?.meaning ?? `${title}. Found in the YAML of a Kestra flow.` },
    help:
      rule === undefined
        ? { text: `What a flow may look like: ${helpUri}` }
        : { text: `${rule.meaning} ${rule.fix}`, markdown: ruleHelp(rule) },
    helpUri,
    defaultConfiguration: { level: LEVELS[worst] },
  };
}

function resultOf(
  finding: Finding,
  ruleIndex: number,
  seen: Map<string, number>,
  context: Pick<RenderContext, 'repositories' | 'rulesUrl'>,
): object {
  const { rule, severity, message } = finding;
  const file = inRepository(context, finding.file);
  // Lines and columns are no part of it: a problem stays the same one when text is put in above it.
  const base = createHash('sha256')
    .update([rule, file, finding.flow?.namespace ?? '', finding.flow?.id ?? '', message].join('\0'))
    .digest('hex')
    .slice(0, 32);
  const occurrence = (seen.get(base) ?? 0) + 1;
  seen.set(base, occurrence);
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: plainText(wordsOf(finding)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodePath(file), uriBaseId: '%SRCROOT%' },
          region: regionOf(finding),
        },
      },
    ],
    partialFingerprints: { 'kestraFinding/v1': `${base}:${occurrence}` },
  };
}

/** GitHub asks for all four; an end is behind the last character. */
function regionOf({ range }: Finding): object {
  if (range === undefined) return { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 };
  const { startLine, startColumn, endLine, endColumn } = range;
  const least = endLine > startLine ? 1 : startColumn + 1;
  return { startLine, startColumn, endLine: Math.max(endLine, startLine), endColumn: Math.max(endColumn, least) };
}

/** "[text](target)" is a link in a SARIF message. */
function plainText(text: string): string {
  return shortened(oneLine(text).replaceAll('](', '] ('), MAX_MESSAGE);
}
