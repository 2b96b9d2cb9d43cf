import type { Finding } from '../findings/finding.js';
import { uniqueFindings } from '../findings/merge.js';
import { findingOfSyntax, findingsOfProblems, findingsOfRules } from '../findings/verdict-findings.js';
import { stackUsedUp } from '../flows/syntax-problem.js';
import type { ParsedDocument, ParsedFlow } from '../flows/tree.js';
import { lintFlow } from '../lint/lint-flow.js';
import { judgeUpgrade } from '../lint/upgrade.js';
import { judgeDocument, type JudgeOptions } from '../rules/judge.js';
import type { PluginCatalogue } from '../rules/plugins/catalogue.js';
import type { PluginSource } from '../rules/plugins/format.js';
import { judgePlugins, type PluginKnowledge } from '../rules/plugins/judge-plugins.js';
import { judgePluginUpgrade } from '../rules/plugins/upgrade.js';
import type { RuleProblem, RuleSetName } from '../rules/verdict.js';
import { findingsBesideSyntax, furtherFindings } from './further-findings.js';
import { upgradeFinding } from './upgrade-finding.js';

export interface OfflineOptions extends Pick<JudgeOptions, 'rules' | 'version' | 'knownFlow'> {
  readonly upgradeTo?: RuleSetName | undefined;
  /** What is known about plugins outside the core. */
  readonly plugins?: PluginKnowledge | undefined;
  /** What the newer server has installed. */
  readonly upgradePlugins?: PluginCatalogue | undefined;
  /**
   * A server judges the flows as well, and knows its plugins: only what it does not look at is reported of
   * them.
   */
  readonly hasServer?: boolean;
}

export interface OfflineVerdicts {
  readonly findings: ReadonlyMap<ParsedFlow, readonly Finding[]>;
  /** Types of plugins that could not be judged. */
  readonly unjudgedTypes: ReadonlySet<string>;
  /** The plugins, at the versions by which flows were judged; none where a server judges. */
  readonly sources: ReadonlySet<PluginSource>;
}

/** What the offline rules say about each flow, and about what can be read of one whose syntax is wrong. */
export function judgeOffline(flows: readonly ParsedFlow[], options: OfflineOptions): OfflineVerdicts {
  const { plugins = {}, hasServer = false } = options;
  const unjudgedTypes = new Set<string>();
  const sources = new Set<PluginSource>();
  const findings = new Map<ParsedFlow, readonly Finding[]>();
  for (const flow of flows) {
    try {
      if (flow.ok) findings.set(flow, judgeFlow(flow, options, { unjudgedTypes, sources }));
      else {
        const found = findingsBesideSyntax(flow, options, hasServer ? {} : plugins);
        if (found.length > 0) findings.set(flow, found);
      }
    } catch (error) {
      // Judging takes more of the stack than reading; one flow must not take the others with it.
      if (!(error instanceof RangeError)) throw error;
      if (flow.ok) findings.set(flow, [tooDeep(flow, hasServer)]);
    }
  }
  return { findings, unjudgedTypes, sources };
}

/** Plugins that were met while judging. */
interface MetPlugins {
  readonly unjudgedTypes: Set<string>;
  readonly sources: Set<PluginSource>;
}

function judgeFlow(flow: ParsedDocument, options: OfflineOptions, met: MetPlugins): readonly Finding[] {
  const { rules, upgradeTo, plugins = {}, upgradePlugins, hasServer = false } = options;
  const verdict = judgeDocument(flow, { ...options, lint: lintFlow });
  const outside = judgePlugins(flow, rules, plugins);
  for (const type of outside.unjudgedTypes) met.unjudgedTypes.add(type);
  if (!hasServer) for (const source of outside.sources) met.sources.add(source);
  const next = upgradeTo ?? rules;
  const later = [
    ...findingsOfProblems(flow, judgeUpgrade(flow, rules, next), next),
    ...findingsOfProblems(flow, judgePluginUpgrade(flow, rules, next, plugins, upgradePlugins), next),
  ];
  const first = findingsOfRules(flow, verdict, rules);
  const ofPlugins = hasServer ? outside.problems.filter(isUnseen) : outside.problems;
  // A type that no plugin can have is found by both.
  const ours = uniqueFindings([
    ...first,
    ...furtherFindings(flow, verdict, first, options),
    ...findingsOfProblems(flow, ofPlugins, rules),
  ]);
  return [...ours, ...later.map((finding) => upgradeFinding(finding, next))];
}

/** Nothing is known of the flow; a server that judges it as well may still take it. */
function tooDeep({ document }: ParsedDocument, hasServer: boolean): Finding {
  const finding = findingOfSyntax({ ok: false, document, problem: stackUsedUp() });
  return hasServer ? { ...finding, severity: 'warning' } : finding;
}

/** What a server does not look at when it validates: values that are read when the task runs. */
function isUnseen({ answer, rule }: RuleProblem): boolean {
  return answer === 'none' && (rule === 'wrong-value' || rule === 'wrong-type');
}
