import { catalogueOf } from './catalogue/catalogue.js';
import type { RuleSetName } from './verdict.js';

/** Every value that `type:` of a plugin can have in the core: class names, then old names. */
export function knownTypes(rules: RuleSetName): readonly string[] {
  const { classes, aliases } = catalogueOf(rules).file;
  const current = Object.entries(classes).filter(([, { kind }]) => !['model', 'flow', 'plugin'].includes(kind));
  return [...current.map(([name]) => name), ...Object.keys(aliases)];
}

/** Types of inputs, service level agreements, retries and the like: "STRING", "MAX_DURATION", "constant" … */
export function knownUnionTypes(rules: RuleSetName): readonly string[] {
  return Object.values(catalogueOf(rules).file.unions).flatMap(({ types }) => Object.keys(types));
}

/** Properties of a class of the core, by its class name or an old name; undefined for other classes. */
export function propertiesOf(rules: RuleSetName, className: string): readonly string[] | undefined {
  const catalogue = catalogueOf(rules);
  const entry = catalogue.classEntry(catalogue.resolveType(className) ?? className);
  return entry === undefined ? undefined : Object.keys(entry.props);
}

/** The class that `type:` stands for in a rule set: aliases resolved; undefined for what the core does not know. */
export function classOfType(rules: RuleSetName, type: string): string | undefined {
  return catalogueOf(rules).resolveType(type);
}
