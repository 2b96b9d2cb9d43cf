import type { Finding } from '../findings/finding.js';
import { findingsOfRules } from '../findings/verdict-findings.js';
import type { ParsedFlow } from '../flows/tree.js';
import { judgeDocument, type JudgeOptions } from '../rules/judge.js';
import { lintFlow } from '../lint/lint-flow.js';
import { judgeUpgrade } from '../lint/upgrade.js';
import type { RuleSetName } from '../rules/verdict.js';

export interface OfflineOptions extends Pick<JudgeOptions, 'rules' | 'version' | 'knownFlow' | 'pluginSchema'> {
  readonly upgradeTo?: RuleSetName | undefined;
}

/**
 * What the offline rules say about each flow that can be parsed, and which types of plugins they could not
 * judge.
 */
export function judgeOffline(
  flows: readonly ParsedFlow[],
  { upgradeTo, ...options }: OfflineOptions,
): { readonly findings: ReadonlyMap<ParsedFlow, readonly Finding[]>; readonly unjudgedTypes: ReadonlySet<string> } {
  const { rules, pluginSchema } = options;
  const unjudgedTypes = new Set<string>();
  const findings = new Map<ParsedFlow, readonly Finding[]>();
  for (const flow of flows) {
    if (!flow.ok) continue;
    const verdict = judgeDocument(flow, { ...options, lint: lintFlow });
    for (const type of verdict.unjudgedTypes) unjudgedTypes.add(type);
    const upgrade = upgradeTo === undefined ? [] : judgeUpgrade(flow, rules, upgradeTo, { pluginSchema });
    const later = findingsOfRules(flow, { ...verdict, problems: upgrade }, upgradeTo ?? rules);
    findings.set(flow, [
      ...findingsOfRules(flow, verdict, rules),
      ...later.map((finding) => upgradeFinding(finding, upgradeTo ?? rules)),
    ]);
  }
  return { findings, unjudgedTypes };
}

/** In our own words only: this version does not say it, so there is nothing to compare with. */
function upgradeFinding({ original, ...finding }: Finding, to: RuleSetName): Finding {
  const rule = `upgrade-${finding.rule}`;
  if (original === undefined) return { ...finding, rule };
  // "A sentence" within another one; a name in quotes stays as it is.
  const message = finding.message.replace(/^[A-Z](?=[a-z\s])/, (letter) => letter.toLowerCase());
  return { ...finding, rule, message: `Kestra ${to} will refuse this: ${message}` };
}
