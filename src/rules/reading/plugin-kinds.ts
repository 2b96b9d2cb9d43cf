import type { Catalogue } from '../catalogue/catalogue.js';
import type { ClassEntry, ClassKind } from '../catalogue/format.js';
import type { ReadObject } from './values.js';

/** Whether a plugin is of the kind that a place wants; unknown bases take everything. */
export function fits(object: ReadObject, base: string): boolean {
  const kinds = KINDS_OF_BASE.get(base);
  return kinds === undefined || kinds === object.entry.kind;
}

const KINDS_OF_BASE: ReadonlyMap<string, ClassKind> = new Map([
  ['io.kestra.core.models.tasks.Task', 'task'],
  ['io.kestra.core.models.triggers.AbstractTrigger', 'trigger'],
]);

/** Types of these packages are Kestra's core: outside the catalogue they do not exist. */
export function isCoreType(type: string): boolean {
  return type.startsWith('io.kestra.plugin.core.') || OLD_PACKAGES.has(type.slice(0, type.lastIndexOf('.')));
}

/** Where the core's types were before 0.17. What else begins with io.kestra.core may be a plugin's. */
const OLD_PACKAGES: ReadonlySet<string> = new Set([
  'io.kestra.core.models.conditions.types',
  'io.kestra.core.models.tasks.runners.types',
  'io.kestra.core.models.triggers.types',
  ...['debugs', 'executions', 'flows', 'log', 'states', 'storages', 'templating', 'trigger'].map(
    (name) => `io.kestra.core.tasks.${name}`,
  ),
]);

export const CHARTS = /^io\.kestra\.plugin\.core\.dashboard\.chart\.(Bar|Pie|Table|TimeSeries)$/;

/** Of a plugin outside the core only what every task and trigger has is known for certain. */
export function outsideEntry(catalogue: Catalogue, base: string): ClassEntry {
  const model = MODEL_OF_BASE.get(base);
  const props = model === undefined ? undefined : catalogue.classEntry(model)?.props;
  const known: Record<string, number> = {};
  for (const name of ['id', 'type']) if (props?.[name] !== undefined) known[name] = props[name];
  return { kind: KINDS_OF_BASE.get(base) ?? 'plugin', props: known, open: 'any' };
}

const MODEL_OF_BASE: ReadonlyMap<string, string> = new Map([
  ['io.kestra.core.models.tasks.Task', 'io.kestra.plugin.core.log.Log'],
  ['io.kestra.core.models.triggers.AbstractTrigger', 'io.kestra.plugin.core.trigger.Schedule'],
]);
