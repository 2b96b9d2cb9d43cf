import type { ParsedFlow } from '../../flows/tree.js';
import { catalogueOf } from '../catalogue/catalogue.js';
import { cleanMapping } from '../reading/clean.js';
import type { RuleProblem, RuleSetName } from '../verdict.js';
import type { PluginCatalogue } from './catalogue.js';
import { findOutsidePlugins } from './find-plugins.js';
import { judgeDefaults } from './judge-defaults.js';
import { judgePlugin } from './judge-plugin.js';
import type { Judging } from './judging.js';

/** What is known about plugins outside the core. */
export interface PluginKnowledge {
  /** The catalogue of the official plugins: a plugin of another version may differ, so all of it is a warning. */
  readonly official?: PluginCatalogue | undefined;
  /** Made from a server's own schema: what that refuses is an error. */
  readonly installed?: PluginCatalogue | undefined;
}

export interface PluginVerdict {
  readonly problems: readonly RuleProblem[];
  /** Types of which nothing is known but perhaps the name. */
  readonly unjudgedTypes: readonly string[];
  /** Types whose properties were judged. */
  readonly judgedTypes: readonly string[];
}

/** Judges every plugin outside the core that a flow uses. What is missing is not told: defaults of a namespace or of the server may fill it. */
export function judgePlugins(parsed: ParsedFlow, rules: RuleSetName, knowledge: PluginKnowledge): PluginVerdict {
  const plugins = knowledge.installed ?? knowledge.official;
  if (!parsed.ok || parsed.root.kind !== 'mapping') return { problems: [], unjudgedTypes: [], judgedTypes: [] };
  const core = catalogueOf(rules);
  const root = cleanMapping(parsed.root);
  const outside = findOutsidePlugins(core, root);
  if (plugins === undefined) {
    return { problems: [], unjudgedTypes: [...new Set(outside.map(({ type }) => type))], judgedTypes: [] };
  }
  const judging: Judging = {
    core,
    plugins,
    facts: plugins.exact ? knowledge.official : undefined,
    problems: [],
    unjudgedTypes: new Set(),
    judgedTypes: new Set(),
  };
  for (const { base, node, path } of outside) judgePlugin(judging, base, node, path, true);
  judgeDefaults(judging, root);
  return {
    problems: judging.problems,
    unjudgedTypes: [...judging.unjudgedTypes],
    judgedTypes: [...judging.judgedTypes],
  };
}
