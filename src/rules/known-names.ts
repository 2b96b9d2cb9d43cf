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

/**
 * The class that `type:` stands for in a rule set: aliases resolved; undefined for what the core does not
 * know.
 */
export function classOfType(rules: RuleSetName, type: string): string | undefined {
  return catalogueOf(rules).resolveType(type);
}

/**
 * Whether tasks of a type run on a worker (not flowables and the like); undefined for types outside the core.
 */
export function isTaskThatRuns(rules: RuleSetName, type: string): boolean | undefined {
  const catalogue = catalogueOf(rules);
  const className = catalogue.resolveType(type);
  const entry = className === undefined ? undefined : catalogue.classEntry(className);
  return entry?.kind === 'task' ? entry.is?.includes('runnable') === true : undefined;
}

/** Whether Kestra calls a type deprecated: a plugin's class, or the type of an input such as "BOOLEAN". */
export function isDeprecatedType(rules: RuleSetName, type: string): boolean {
  const className = classNameOf(rules, type);
  return className !== undefined && catalogueOf(rules).classEntry(className)?.deprecated === 1;
}

/** The class behind a `type:` of a plugin, an input, a retry and the like; undefined outside the core. */
export function classNameOf(rules: RuleSetName, type: string): string | undefined {
  const catalogue = catalogueOf(rules);
  const unions = Object.values(catalogue.file.unions).map(({ types }) => types);
  return catalogue.resolveType(type) ?? unions.find((types) => Object.hasOwn(types, type))?.[type];
}
