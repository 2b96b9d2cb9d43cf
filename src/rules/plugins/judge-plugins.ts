import type { ParsedFlow } from '../../flows/tree.js';
import { catalogueOf } from '../catalogue/catalogue.js';
import { cleanMapping } from '../reading/clean.js';
import type { RuleProblem, RuleSetName } from '../verdict.js';
import type { PluginCatalogue } from './catalogue.js';
import { findOutsidePlugins } from './find-plugins.js';
import type { PluginSource } from './format.js';
import { givenByDefaults, judgeDefaults } from './judge-defaults.js';
import { judgeObject } from './judge-object.js';
import { judgePlugin } from './judge-plugin.js';
import type { Judging } from './judging.js';

/** What is known about plugins outside the core. */
export interface PluginKnowledge {
  /**
   * The catalogue of the official plugins: a plugin of another version may differ, so all of it is a
   * warning.
   */
  readonly official?: PluginCatalogue | undefined;
  /** Made from a server's own schema: what that refuses is an error. */
  readonly installed?: PluginCatalogue | undefined;
}

export interface PluginVerdict {
  readonly problems: readonly RuleProblem[];
  /** Types of which nothing is known but perhaps the name. */
  readonly unjudgedTypes: readonly string[];
  /** The plugins, at the versions by which it was judged. */
  readonly sources: ReadonlySet<PluginSource>;
}

const NOTHING: PluginVerdict = { problems: [], unjudgedTypes: [], sources: new Set() };

/**
 * Judges every plugin outside the core that a flow uses. What is missing is not reported: defaults of a
 * namespace or of the server may fill it.
 */
export function judgePlugins(parsed: ParsedFlow, rules: RuleSetName, knowledge: PluginKnowledge): PluginVerdict {
  const plugins = knowledge.installed ?? knowledge.official;
  if (!parsed.ok || parsed.root.kind !== 'mapping') return NOTHING;
  const core = catalogueOf(rules);
  const root = cleanMapping(parsed.root);
  const outside = findOutsidePlugins(core, root);
  if (plugins === undefined) {
    return { ...NOTHING, unjudgedTypes: [...new Set(outside.map(({ type }) => type))] };
  }
  const judging: Judging = {
    core,
    plugins,
    facts: plugins.exact ? knowledge.official : undefined,
    judgeObject,
    judgePlugin,
    givenTo: (type) => givenByDefaults(root, type),
    problems: [],
    unjudgedTypes: new Set(),
    sources: new Set(),
  };
  for (const { base, node, path } of outside) judgePlugin(judging, base, node, path, true);
  judgeDefaults(judging, root);
  return {
    problems: judging.problems,
    unjudgedTypes: [...judging.unjudgedTypes],
    sources: judging.sources,
  };
}
