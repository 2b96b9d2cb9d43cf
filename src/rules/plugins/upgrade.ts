import type { ParsedFlow } from '../../flows/tree.js';
import type { RuleProblem, RuleSetName } from '../verdict.js';
import type { PluginCatalogue } from './catalogue.js';
import { judgePlugins, type PluginKnowledge } from './judge-plugins.js';

/**
 * What the plugins of a newer server will refuse and those of today's take, as warnings.
 * @param newer made from the newer server's schema
 */
export function judgePluginUpgrade(
  parsed: ParsedFlow,
  from: RuleSetName,
  to: RuleSetName,
  today: PluginKnowledge,
  newer: PluginCatalogue | undefined,
): readonly RuleProblem[] {
  if (newer === undefined) return [];
  const known = new Set(judgePlugins(parsed, from, today).problems.map(keyOf));
  return judgePlugins(parsed, to, { official: today.official, installed: newer })
    .problems.filter((problem) => problem.severity === 'error' && !known.has(keyOf(problem)))
    .map((problem) => ({ ...problem, severity: 'warning', answer: 'none', hint: hintOf(problem) }));
}

function keyOf({ rule, target }: RuleProblem): string {
  return `${rule} ${JSON.stringify(target)}`;
}

function hintOf({ hint }: RuleProblem): string {
  const who = 'The plugins of the newer server will refuse this.';
  return hint === undefined ? who : `${who} ${hint}`;
}
