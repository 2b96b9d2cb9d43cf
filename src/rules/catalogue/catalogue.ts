import type { RuleSetName } from '../verdict.js';
import { isBefore } from '../versions.js';
import { catalogueFiles } from './files.js';
import type { CatalogueFile, ClassEntry, Shape, Union } from './format.js';
import { asOf } from './older-lines.js';

/** The class that a whole flow is read as. */
export const FLOW = 'io.kestra.core.models.flows.FlowWithSource';
/** The class of one label; validated although its reader is Kestra's own. */
export const LABEL = 'io.kestra.core.models.Label';

/** What the core of one Kestra version knows. */
export interface Catalogue {
  readonly rules: RuleSetName;
  /** The exact version it was made from, e.g. "1.3.31". */
  readonly kestra: string;
  readonly file: CatalogueFile;
  /**
   * Class behind `type: <name>` (aliases resolved); undefined for models and for what the core does not know.
   */
  readonly resolveType: (type: string) => string | undefined;
  readonly classEntry: (className: string) => ClassEntry | undefined;
  readonly shape: (index: number) => Shape;
  readonly union: (base: string) => Union | undefined;
}

/** The catalogue of a rule set; with a version of a line older than 1.3, what that line knows of it. */
export function catalogueOf(rules: RuleSetName, version?: string): Catalogue {
  const line = rules === '1.3' && isBefore(version, [1, 3]) ? version : undefined;
  const key = `${rules} ${line ?? ''}`;
  let catalogue = loaded.get(key);
  if (catalogue === undefined) {
    catalogue = load(rules, line);
    loaded.set(key, catalogue);
  }
  return catalogue;
}

const loaded = new Map<string, Catalogue>();

function load(rules: RuleSetName, line: string | undefined): Catalogue {
  // The files are generated and checked by their own tests: the format number is all that is looked at here.
  const newest = withDefaults(withLabel(catalogueFiles[rules] as CatalogueFile));
  const file = line === undefined ? newest : asOf(line, newest);
  if (file.meta.format !== 1) throw new Error(`The plugin catalogue of Kestra ${rules} has an unknown format.`);
  const classes = new Map(Object.entries(file.classes));
  const aliases = new Map(Object.entries(file.aliases));
  const unions = new Map(Object.entries(file.unions));
  const isType = (name: string): boolean => (classes.get(name)?.kind ?? 'model') !== 'model' && name !== FLOW;
  return {
    rules,
    kestra: file.meta.kestra,
    file,
    resolveType: (type) => (isType(type) ? type : aliases.get(type)),
    classEntry: (className) => classes.get(className),
    shape: (index) => file.shapes[index]!,
    union: (base) => unions.get(base),
  };
}

/**
 * Labels look the same in both lines, but only in 1.3 a class of a flow names theirs, so that the generator
 * finds it.
 */
function withLabel(file: CatalogueFile): CatalogueFile {
  if (Object.hasOwn(file.classes, LABEL)) return file;
  const other = catalogueFiles['1.3'] as CatalogueFile;
  const shapes = [...file.shapes];
  const props: Record<string, number> = {};
  for (const [name, index] of Object.entries(other.classes[LABEL]!.props)) {
    props[name] = shapes.push(other.shapes[index]!) - 1;
  }
  return { ...file, shapes, classes: { ...file.classes, [LABEL]: { kind: 'model', props } } };
}

/**
 * Properties that have a value from the builder that reads the class, which the generator cannot see on a
 * fresh object.
 */
const BUILT_DEFAULTS: readonly (readonly [className: string, property: string])[] = [
  ['io.kestra.core.models.flows.input.MultiselectInput', 'allowCustomValue'],
  ['io.kestra.core.models.flows.input.MultiselectInput', 'autoSelectFirst'],
  ['io.kestra.core.models.flows.input.SelectInput', 'allowCustomValue'],
  ['io.kestra.core.models.flows.input.SelectInput', 'autoSelectFirst'],
  ['io.kestra.core.models.flows.input.SelectInput', 'isRadio'],
];

function withDefaults(file: CatalogueFile): CatalogueFile {
  const shapes = [...file.shapes];
  const classes = { ...file.classes };
  for (const [className, property] of BUILT_DEFAULTS) {
    const entry = classes[className];
    const shape = shapes[entry?.props[property] ?? -1];
    if (entry === undefined || shape === undefined) continue;
    const index = shapes.push({ ...shape, o: 1 }) - 1;
    classes[className] = { ...entry, props: { ...entry.props, [property]: index } };
  }
  return { ...file, shapes, classes };
}
