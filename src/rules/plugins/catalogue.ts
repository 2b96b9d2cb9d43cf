import type { Catalogue } from '../catalogue/catalogue.js';
import type { ClassKind, Shape, Union } from '../catalogue/format.js';
import type { PluginClass, PluginFile, PluginSource } from './format.js';

/** What is known of the plugins outside the core. */
export interface PluginCatalogue {
  readonly file: PluginFile;
  /** Made from a server's own schema: what it lacks, this server refuses. */
  readonly exact: boolean;
  /** Class behind `type: <name>`, old names resolved. */
  readonly resolveType: (type: string) => string | undefined;
  readonly classOf: (className: string) => ObjectClass | undefined;
  readonly union: (base: string) => Union | undefined;
  /** Every class name that `type:` can have. */
  readonly types: readonly string[];
}

/** A class with all that it inherits. */
export interface ObjectClass {
  readonly name: string;
  /** "unknown": a task or a trigger of which only the name is known. */
  readonly kind: ClassKind | 'unknown';
  readonly source?: PluginSource;
  /** Its own properties and the inherited ones, without those that the core gives every task and trigger. */
  readonly props: ReadonlyMap<string, Shape>;
  readonly open?: 'any' | 'ignore';
  readonly ignored: ReadonlySet<string>;
  /** Further names of properties. */
  readonly names: ReadonlyMap<string, string>;
  readonly deprecated: boolean;
  /** Properties that older releases had, with the last of them. */
  readonly had: ReadonlyMap<string, string>;
  readonly required: readonly string[];
  /** Its superclasses, nearest first. */
  readonly bases: readonly string[];
}

/** Makes a catalogue that can be asked; nothing is worked out before it is asked for. */
export function pluginCatalogueOf(file: PluginFile, exact: boolean): PluginCatalogue {
  if (file.meta.format !== 1) throw new Error('The catalogue of plugins has an unknown format.');
  const aliases = new Map(Object.entries(file.aliases));
  const classes = new Map(Object.entries(file.classes));
  const unions = new Map(Object.entries(file.unions));
  const flat = new Map<string, ObjectClass>();
  const isType = (found: PluginClass | undefined): boolean =>
    found !== undefined && found.abstract === undefined && found.kind !== 'model';
  let types: readonly string[] | undefined;
  return {
    file,
    exact,
    resolveType: (type) => (isType(classes.get(type)) ? type : aliases.get(type)),
    union: (base) => unions.get(base),
    classOf: (name) => {
      const found = classes.get(name);
      if (found === undefined) return undefined;
      const known = flat.get(name) ?? flatten(name, found, file, classes);
      flat.set(name, known);
      return known;
    },
    get types() {
      return (types ??= [...classes].filter(([, one]) => isType(one)).map(([name]) => name));
    },
  };
}

function flatten(
  name: string,
  own: PluginClass,
  file: PluginFile,
  classes: ReadonlyMap<string, PluginClass>,
): ObjectClass {
  const line: PluginClass[] = [own];
  const bases: string[] = [];
  for (let next = own.extends; next !== undefined && bases.length < DEEPEST; next = classes.get(next)?.extends) {
    bases.push(next);
    const found = classes.get(next);
    if (found !== undefined) line.push(found);
  }
  const table = <T>(pick: (one: PluginClass) => Readonly<Record<string, T>> | undefined): ReadonlyMap<string, T> =>
    new Map(line.toReversed().flatMap((one) => Object.entries(pick(one) ?? {})));
  const props = new Map([...table((one) => one.props)].map(([key, index]) => [key, file.shapes[index]!]));
  for (const name of line.flatMap(({ without = [] }) => without)) props.delete(name);
  const open = line.find((one) => one.open !== undefined)?.open;
  const source = file.sources[own.of];
  return {
    name,
    kind: own.kind,
    ...(source === undefined ? {} : { source }),
    props,
    ...(open === undefined ? {} : { open }),
    ignored: new Set(line.flatMap(({ ignored = [] }) => ignored)),
    names: table((one) => one.names),
    deprecated: own.deprecated === 1,
    had: table((one) => one.had),
    required: own.required ?? [],
    bases,
  };
}

/** A file that is wrong must not keep anybody busy for ever. */
const DEEPEST = 20;

/** A class of the core in the same form. */
export function coreClassOf(catalogue: Catalogue, name: string): ObjectClass | undefined {
  const entry = catalogue.classEntry(name);
  if (entry === undefined) return undefined;
  const props = new Map(Object.entries(entry.props).map(([key, index]) => [key, catalogue.shape(index)]));
  return {
    name,
    kind: entry.kind,
    props,
    // Read by a reader of its own: what it accepts is not in the properties.
    ...(entry.reader === undefined ? (entry.open === undefined ? {} : { open: entry.open }) : { open: 'any' }),
    ignored: new Set(entry.ignored),
    names: new Map(Object.entries(entry.names ?? {})),
    deprecated: entry.deprecated === 1,
    had: new Map(),
    required: [],
    bases: [],
  };
}

/**
 * A class for people: a plugin as it is written in a flow, a class of Kestra's own model by its last name.
 */
export function nameOf({ name }: Pick<ObjectClass, 'name'>): string {
  return name.startsWith('io.kestra.core.models.') ? /\w+$/.exec(name)![0] : name.replaceAll('$', '.');
}
