import { basePropertiesOf } from '../catalogue/base-properties.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { ClassEntry } from '../catalogue/format.js';
import type { ReadObject } from './values.js';

/** Whether a plugin is of the kind that a place wants; unknown bases take everything. */
export function fits(object: ReadObject, base: string): boolean {
  const kinds = KINDS_OF_BASE.get(base);
  return kinds === undefined || kinds === object.entry.kind;
}

/** What a plugin is that stands where this Java class is wanted. */
export const KINDS_OF_BASE: ReadonlyMap<string, 'task' | 'trigger'> = new Map([
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

/** Of a plugin outside the core the reading knows what every task and every trigger has. */
export function outsideEntry(catalogue: Catalogue, base: string): ClassEntry {
  const kind = KINDS_OF_BASE.get(base);
  const props = kind === undefined ? {} : basePropertiesOf(catalogue, kind);
  return { kind: kind ?? 'plugin', props, open: 'any' };
}
