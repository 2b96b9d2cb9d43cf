import { basePropertiesOf } from '../../src/rules/catalogue/base-properties.js';
import { catalogueOf } from '../../src/rules/catalogue/catalogue.js';
import type { Shape } from '../../src/rules/catalogue/format.js';
import { pluginCatalogueOf } from '../../src/rules/plugins/catalogue.js';
import type { GoneType, PluginClass, PluginFile, PluginSource } from '../../src/rules/plugins/format.js';
import { isCoreType } from '../../src/rules/reading/plugin-kinds.js';
import type { InstalledPlugin } from './installed-plugins.js';

export interface Renewal {
  /** What a server's schema says. */
  readonly schema: PluginFile;
  readonly installed: readonly InstalledPlugin[];
  /** Today, "2026-11-25". */
  readonly date: string;
}

/**
 * The catalogue with what a newer server has: new types and properties are added, those that are not there
 * any more are
 * remembered as gone. What was known about a property before stays: it was read from the sources themselves.
 */
export function renewFile(previous: PluginFile, { schema, installed, date }: Renewal): PluginFile {
  const shapes = new Shapes(previous.shapes);
  const sources = new Sources(previous, installed, date);
  const before = pluginCatalogueOf(previous, false);
  const classes: Record<string, PluginClass> = {};
  const gone: Record<string, GoneType> = { ...previous.gone };
  const inSchema = new Set(Object.keys(schema.classes));
  for (const [name, old] of Object.entries(previous.classes)) {
    const isType = old.abstract === undefined && old.kind !== 'model';
    // Of a plugin that this server lacks nothing is known.
    if (!isType || inSchema.has(name) || !sources.isInstalled(old.of)) classes[name] = old;
    else gone[name] = { of: old.of, until: previous.sources[old.of]?.version ?? '' };
  }
  for (const [name, one] of Object.entries(schema.classes)) {
    if (isOfCore(name)) continue;
    const old = previous.classes[name];
    const fresh = freshProps(one, schema, shapes);
    classes[name] =
      old === undefined || old.kind === 'unknown'
        ? { kind: one.kind, of: sources.of(name), props: fresh, ...deprecation(one) }
        : changed(
            old,
            fresh,
            before.classOf(name)!.props,
            shapes,
            one,
            sources.of(name, old.of),
            previous.sources[old.of]?.version,
          );
    delete gone[name];
  }
  const aliases = { ...previous.aliases, ...onlyOutside(schema.aliases) };
  return {
    meta: { ...previous.meta, date },
    sources: sources.all(),
    shapes: shapes.all(),
    classes: sorted(classes),
    aliases: sorted(aliases),
    unions: previous.unions,
    gone: sorted(gone),
  };
}

function isOfCore(name: string): boolean {
  return isCoreType(name) || catalogueOf('1.3').classEntry(name) !== undefined || !name.startsWith('io.kestra.plugin.');
}

function onlyOutside(aliases: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(aliases).filter(([, name]) => !isOfCore(name)));
}

function deprecation({ deprecated }: PluginClass): Pick<PluginClass, 'deprecated'> {
  return deprecated === 1 ? { deprecated: 1 } : {};
}

/** Properties of a class in a schema, without those of every task or trigger. */
function freshProps(one: PluginClass, schema: PluginFile, shapes: Shapes): Readonly<Record<string, number>> {
  const base = one.kind === 'task' || one.kind === 'trigger' ? basePropertiesOf(catalogueOf('1.3'), one.kind) : {};
  const own = Object.entries(one.props ?? {}).filter(([name]) => !Object.hasOwn(base, name));
  return Object.fromEntries(own.map(([name, index]) => [name, shapes.add(schema.shapes[index]!)]));
}

function changed(
  old: PluginClass,
  fresh: Readonly<Record<string, number>>,
  known: ReadonlyMap<string, Shape>,
  shapes: Shapes,
  { deprecated }: PluginClass,
  of: number,
  version: string | undefined,
): PluginClass {
  const props: Record<string, number> = { ...old.props };
  for (const [name, index] of Object.entries(fresh)) {
    const shape = known.get(name);
    if (name === 'type') continue;
    if (shape === undefined) props[name] = index;
    else {
      const wider = withConstants(shape, shapes.at(index));
      if (wider !== shape) props[name] = shapes.add(wider);
    }
  }
  const lost =
    old.open === undefined ? [...known.keys()].filter((name) => !Object.hasOwn(fresh, name) && name !== 'type') : [];
  for (const name of lost) delete props[name];
  const inherited = lost.filter((name) => old.props?.[name] === undefined);
  return {
    ...old,
    of,
    props,
    ...(inherited.length === 0 ? {} : { without: [...new Set([...(old.without ?? []), ...inherited])] }),
    ...(lost.length === 0
      ? {}
      : { had: { ...old.had, ...Object.fromEntries(lost.map((name) => [name, version ?? ''])) } }),
    ...(deprecated === 1 ? { deprecated: 1 as const } : {}),
  };
}

/** A shape with the constants and the deprecation that a newer one has. */
function withConstants(old: Shape, fresh: Shape): Shape {
  const t = widened(old.t, fresh.t);
  return t === old.t && old.d === fresh.d ? old : { ...old, t, ...(fresh.d === 1 ? { d: 1 as const } : {}) };
}

function widened(old: Shape['t'], fresh: Shape['t']): Shape['t'] {
  if (old.k === 'property') {
    const of = widened(old.of, fresh.k === 'property' ? fresh.of : fresh);
    return of === old.of ? old : { ...old, of };
  }
  if (old.k === 'list' && fresh.k === 'list') {
    const of = widened(old.of, fresh.of);
    return of === old.of ? old : { ...old, of };
  }
  if (old.k !== 'enum') return old;
  const values = fresh.k === 'enum' ? fresh.values.filter((value) => !old.values.includes(value)) : [];
  return values.length === 0 ? old : { ...old, values: [...old.values, ...values] };
}

class Shapes {
  readonly #all: Shape[];
  readonly #indexes: Map<string, number>;

  constructor(shapes: readonly Shape[]) {
    this.#all = [...shapes];
    this.#indexes = new Map(shapes.map((shape, index) => [JSON.stringify(shape), index]));
  }

  add(shape: Shape): number {
    const key = JSON.stringify(shape);
    const index = this.#indexes.get(key) ?? this.#all.push(shape) - 1;
    this.#indexes.set(key, index);
    return index;
  }

  at(index: number): Shape {
    return this.#all[index]!;
  }

  all(): readonly Shape[] {
    return this.#all;
  }
}

class Sources {
  readonly #sources: PluginSource[];
  readonly #byClass = new Map<string, number>();
  readonly #installed = new Set<number>();

  constructor(previous: PluginFile, installed: readonly InstalledPlugin[], date: string) {
    this.#sources = [...previous.sources];
    for (const { name, version, classes } of installed) {
      const index = this.#indexOf(name);
      this.#sources[index] = { name, ...(version === undefined ? {} : { version }), date };
      this.#installed.add(index);
      for (const one of classes) {
        this.#byClass.set(one, index);
        // A repository of the facts may build several plugins.
        const before = previous.classes[one]?.of;
        if (before !== undefined) this.#installed.add(before);
      }
    }
  }

  #indexOf(name: string): number {
    const index = this.#sources.findIndex((source) => source.name === name);
    return index === -1 ? this.#sources.push({ name }) - 1 : index;
  }

  of(className: string, otherwise?: number): number {
    const outer = className.replace(/\$.*$/, '');
    return this.#byClass.get(className) ?? this.#byClass.get(outer) ?? otherwise ?? this.#indexOf('other plugins');
  }

  isInstalled(index: number): boolean {
    return this.#installed.has(index);
  }

  all(): readonly PluginSource[] {
    return this.#sources;
  }
}

function sorted<T>(table: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)));
}
