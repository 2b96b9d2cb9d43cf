import type { ClassKind, Shape, Union } from '../../src/rules/catalogue/format.js';
import type { GoneType, PluginClass, PluginFile, PluginSource } from '../../src/rules/plugins/format.js';
import { successorOf } from './enterprise.js';
import type { FactClass, FactGone, FactRepository, Facts } from './facts.js';
import { specOf } from './java-types.js';

/**
 * The catalogue of the official plugins, from facts about their sources.
 * @param inCore whether the core's own catalogues have a class
 */
export function fileFromFacts(
  { classes, core, gone, repositories }: Facts,
  inCore: (name: string) => boolean,
): PluginFile {
  const known = new Map([...joined(core), ...classes.map((one) => [one.c, one] as const)]);
  const builder = new Builder(known, repositories);
  const own = [...known.values()].filter(({ c }) => !inCore(c));
  for (const one of own.sort((a, b) => (a.c < b.c ? -1 : 1))) builder.add(one);
  for (const one of gone) builder.addGone(one);
  return builder.file();
}

/** The core's classes of both lines: what one of them has is known. */
function joined(lines: Facts['core']): ReadonlyMap<string, FactClass> {
  const all = new Map<string, FactClass>();
  for (const one of lines.flat()) {
    const other = all.get(one.c);
    all.set(one.c, other === undefined ? one : { ...one, ...other, p: { ...one.p, ...other.p } });
  }
  return all;
}

const KINDS: Readonly<Record<string, ClassKind | 'unknown'>> = {
  task: 'task',
  trigger: 'trigger',
  condition: 'condition',
  taskRunner: 'taskRunner',
  logExporter: 'logExporter',
  asset: 'asset',
  plugin: 'plugin',
  model: 'model',
  '?': 'unknown',
};

/** Every plugin has these from the core itself, as the core of each version says. */
const ROOTS = new Set(['io.kestra.core.models.tasks.Task', 'io.kestra.core.models.triggers.AbstractTrigger']);

class Builder {
  readonly #classes: Record<string, PluginClass> = {};
  readonly #aliases: Record<string, string> = {};
  readonly #unions: Record<string, Union> = {};
  readonly #gone: Record<string, GoneType> = {};
  readonly #shapes = new Map<string, number>();
  readonly #sources = new Map<string, number>();

  constructor(
    private readonly known: ReadonlyMap<string, FactClass>,
    private readonly repositories: readonly FactRepository[],
  ) {}

  add(one: FactClass): void {
    const kind = one.k === 'base' ? KINDS[one.of ?? 'model'] : KINDS[one.k];
    if (one.u?.types !== undefined && one.u.by !== undefined) {
      this.#unions[one.c] = { by: one.u.by, types: one.u.types };
    }
    // Enums are written into the shapes; the core's catalogue has the core's own roots.
    if (kind === undefined || ROOTS.has(one.c)) return;
    const superclass = one.x?.[0] ?? one.core?.find((name) => this.known.has(name));
    const props = this.#propsOf(one, superclass);
    const names = Object.entries(one.p ?? {}).flatMap(([name, { a = [] }]) => a.map((alias) => [alias, name]));
    const open = one.open ?? (one.stale || one.gap || one.custom === 1 ? 'any' : undefined);
    this.#classes[one.c] = {
      kind,
      of: this.#sourceOf(one.r),
      ...(superclass === undefined || ROOTS.has(superclass) ? {} : { extends: superclass }),
      ...(one.k === 'base' ? { abstract: 1 } : {}),
      ...(Object.keys(props).length === 0 ? {} : { props }),
      ...(open === undefined ? {} : { open }),
      ...(one.ig === undefined ? {} : { ignored: one.ig }),
      ...(names.length === 0 ? {} : { names: Object.fromEntries(names) }),
      ...(one.d === 1 ? { deprecated: 1 } : {}),
    };
    for (const alias of one.a ?? []) if (!this.known.has(alias)) this.#aliases[alias] = one.c;
  }

  #propsOf(one: FactClass, superclass: string | undefined): Readonly<Record<string, number>> {
    const root = this.#rootOf(superclass ?? one.core?.find((name) => ROOTS.has(name)));
    const props: Record<string, number> = {};
    for (const [name, property] of Object.entries(one.p ?? {})) {
      const isOfRoot = root?.p?.[name]?.t === property.t;
      if (property.h === 1 || isOfRoot) continue;
      const shape: Shape = {
        t: specOf(property, (type) => this.known.get(type)),
        ...(property.d === 1 ? { d: 1 } : {}),
      };
      props[name] = this.#shapeIndex(shape);
    }
    return props;
  }

  #rootOf(name: string | undefined): FactClass | undefined {
    for (let at = name; at !== undefined;) {
      const found = this.known.get(at);
      if (ROOTS.has(at)) return found;
      at =
        found?.x?.[0] ??
        found?.core?.find((other) => this.known.has(other)) ??
        (found?.of === 'task' ? TASK : undefined);
    }
    return undefined;
  }

  #shapeIndex(shape: Shape): number {
    const key = JSON.stringify(shape);
    const index = this.#shapes.get(key) ?? this.#shapes.size;
    this.#shapes.set(key, index);
    return index;
  }

  #sourceOf(name: string): number {
    const index = this.#sources.get(name) ?? this.#sources.size;
    this.#sources.set(name, index);
    return index;
  }

  addGone({ c, k, r, until, p = {} }: FactGone): void {
    const found = this.#classes[c];
    if (until === undefined) {
      if (found !== undefined && k !== 'enum') this.#classes[c] = { ...found, had: p };
    } else if (k !== 'model' && k !== 'enum' && k !== 'base' && found === undefined && this.#aliases[c] === undefined) {
      const instead = successorOf(c, (name) => this.#classes[name] !== undefined);
      this.#gone[c] = { of: this.#sourceOf(r), until, ...(instead === undefined ? {} : { instead }) };
    }
  }

  file(): PluginFile {
    const sources = [...this.#sources.keys()].map((name): PluginSource => {
      const found = this.repositories.find(({ repo }) => repo.endsWith(`/${name}`));
      const version = found?.tag?.replace(/^v/, '') ?? found?.version?.replace(/-SNAPSHOT$/, '');
      return {
        name,
        ...(version === undefined ? {} : { version }),
        ...(found?.date === undefined ? {} : { date: found.date }),
      };
    });
    const dates = sources.flatMap(({ date }) => date ?? []).sort();
    return {
      meta: {
        format: 1,
        date: dates.at(-1) ?? '',
        from: 'the sources of the official plugins (github.com/kestra-io/plugin-*)',
      },
      sources,
      shapes: [...this.#shapes.keys()].map((text) => JSON.parse(text) as Shape),
      classes: this.#classes,
      aliases: Object.fromEntries(Object.entries(this.#aliases).sort()),
      unions: this.#unions,
      gone: this.#gone,
    };
  }
}

const TASK = 'io.kestra.core.models.tasks.Task';
