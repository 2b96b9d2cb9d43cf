import type { Catalogue } from './catalogue.js';

const known = new WeakMap<Catalogue, Map<string, Readonly<Record<string, number>>>>();

/**
 * Properties that every task or every trigger has, of whatever plugin: those that all of the core's have.
 * Name → index of its shape, of several the
 * most frequent.
 */
export function basePropertiesOf(catalogue: Catalogue, kind: 'task' | 'trigger'): Readonly<Record<string, number>> {
  const kinds = known.get(catalogue) ?? new Map<string, Readonly<Record<string, number>>>();
  known.set(catalogue, kinds);
  const found = kinds.get(kind) ?? inAll(catalogue, kind);
  kinds.set(kind, found);
  return found;
}

function inAll(catalogue: Catalogue, kind: 'task' | 'trigger'): Readonly<Record<string, number>> {
  const entries = Object.values(catalogue.file.classes).filter((entry) => entry.kind === kind);
  const props: Record<string, number> = {};
  for (const name of Object.keys(entries[0]?.props ?? {})) {
    const shapes = entries.flatMap((entry) => (Object.hasOwn(entry.props, name) ? [entry.props[name]!] : []));
    if (shapes.length === entries.length) props[name] = mostFrequent(shapes);
  }
  return props;
}

function mostFrequent(numbers: readonly number[]): number {
  const count = (wanted: number): number => numbers.filter((number) => number === wanted).length;
  return numbers.reduce((best, number) => (count(number) > count(best) ? number : best));
}
