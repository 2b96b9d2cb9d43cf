import { itemsOf, textOf, valueOf } from '../flows/navigate.js';
import type { CheckContext } from '../rules/checks/check.js';
import { knownTypes } from '../rules/known-names.js';
import { nearestSpelling, typeNamed } from '../rules/plugins/nearest-type.js';
import { isCoreType } from '../rules/reading/plugin-kinds.js';
import type { RuleProblem } from '../rules/verdict.js';

/**
 * Plugin defaults for a type of the core that there is not. Kestra takes them: they are for every type that
 * begins like theirs, and these are for none.
 */
export function findUnknownDefaults({ root, rules }: CheckContext): readonly RuleProblem[] {
  return ['pluginDefaults', 'taskDefaults'].flatMap((list) => {
    return itemsOf(valueOf(root, list)).flatMap((item, index) => {
      const type = textOf(item, 'type') ?? '';
      const types = knownTypes(rules);
      if (!isOfCore(type) || types.some((name) => name.startsWith(type))) return [];
      const meant = type.includes('.') ? nearestSpelling(type, types) : typeNamed(type, types);
      const text = `These defaults are for no plugin: there is no type that begins with "${type}".`;
      const target = { path: [list, index, 'type'], part: 'value' } as const;
      const hint = meant === undefined ? {} : { hint: `Did you mean "${meant}"?` };
      return [{ rule: 'unknown-type', severity: 'warning', text, target, answer: 'none', ...hint } as const];
    });
  });
}

/** In the core's packages, or the name of a class alone. */
function isOfCore(type: string): boolean {
  return isCoreType(type) || /^[A-Z]\w*$/.test(type);
}
