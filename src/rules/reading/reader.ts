import type { FlowNode, MappingNode, ScalarNode, YamlPath } from '../../flows/tree.js';
import { type Catalogue, FLOW } from '../catalogue/catalogue.js';
import type { ClassEntry, ClassKind, ListSpec, MapSpec, TypeSpec } from '../catalogue/format.js';
import { isNull } from './clean.js';
import { javaClassOf } from './java-text.js';
import { readLabels } from './labels.js';
import { atKey, bare, chained, located, Refusal, scalarText, scalarToken, scalarValue, wrongShape } from './refusal.js';
import { emptyString, readBoolean, readEnum, readFraction, readWholeNumber, type ScalarResult } from './scalars.js';
import { readDate, readDuration } from './times.js';
import { type Read, type ReadBean, valueOf } from './values.js';

/** What the reading of a flow needs to know and finds out beside the values. */
export interface Reading {
  readonly catalogue: Catalogue;
  /** True when a type that the catalogue does not know is to be let through without being judged. */
  readonly skips: (type: string) => boolean;
  /** Where an object stands, for objects that plugin defaults have brought from elsewhere. */
  readonly placeOf: (node: FlowNode, path: YamlPath) => YamlPath;
  /** True when unknown properties are dropped: so reads Kestra 1.x a flow once plugin defaults are filled in. */
  readonly lenient?: boolean;
  /** Filled while reading: plugins that were let through. */
  readonly unjudged: UnjudgedPlugin[];
}

/** A plugin of a type outside the core, where it stands. */
export interface UnjudgedPlugin {
  readonly type: string;
  readonly node: MappingNode;
  readonly path: YamlPath;
}

/**
 * Reads a cleaned document as a flow, exactly as Kestra's mapper does.
 *
 * @throws {Refusal} at the first thing the mapper refuses, in the order of the document.
 */
export function readFlow(reading: Reading, root: MappingNode): ReadBean {
  return readObject(reading, FLOW, root, []);
}

/** Reads one value of a known type, e.g. the plugin defaults, which are read on their own before the flow. */
export function readValue(reading: Reading, spec: TypeSpec, node: FlowNode, path: YamlPath): Read {
  return read(reading, spec, node, path);
}

function read(reading: Reading, spec: TypeSpec, given: FlowNode, at: YamlPath): Read {
  const path = reading.placeOf(given, at);
  const node = given;
  if (node.kind === 'scalar' && isNull(node)) return { k: 'null', node, path };
  switch (spec.k) {
    case 'any':
    case 'property':
      return { k: 'other', node, path };
    case 'list':
      return readList(reading, spec, node, path);
    case 'map':
      return readMap(reading, spec, node, path);
    case 'object':
      return readModel(reading, spec.class, node, path);
    case 'union':
      return readUnion(reading, spec.base, node, path);
    case 'plugin':
      return readPlugin(reading, spec.base, node, path);
    case 'custom':
      return spec.reader === 'ListOrMapOfLabelDeserializer'
        ? readLabels(reading.catalogue, node, path)
        : { k: 'other', node, path };
    default:
      return scalar(node, path, readScalar(spec, node, path));
  }
}

function scalar(node: FlowNode, path: YamlPath, value: ScalarResult): Read {
  return value === undefined ? { k: 'null', node, path } : { k: 'scalar', node, path, value };
}

function readScalar(spec: TypeSpec, node: FlowNode, path: YamlPath): ScalarResult {
  if (spec.k === 'duration') return readDuration(spec.java, node, path);
  if (spec.k === 'date') return readDate(spec.java, node, path);
  if (node.kind !== 'scalar') throw wrongShape(javaName(spec), node, path);
  switch (spec.k) {
    case 'boolean':
      return readBoolean(spec, node, path);
    case 'int':
    case 'long':
      return readWholeNumber({ ...spec, k: spec.k }, node, path);
    case 'float':
    case 'double':
      return readFraction(spec, node, path);
    case 'enum':
      return readEnum(spec, node, path);
    default:
      return scalarText(node);
  }
}

function javaName(spec: TypeSpec): string {
  if ('java' in spec && spec.java !== undefined) return spec.java;
  return spec.k === 'string' ? 'java.lang.String' : spec.k;
}

function readList(reading: Reading, spec: ListSpec, node: FlowNode, path: YamlPath): Read {
  const isArray = spec.java.endsWith('[]');
  if (node.kind !== 'sequence') {
    if (node.kind === 'mapping' || typeof scalarValue(node) !== 'string') throw wrongShape(spec.java, node, path);
    const text = scalarText(node);
    if (!isArray && spec.of.k !== 'string') throw wrongShape(spec.java, node, path);
    const java = isArray ? spec.java : 'java.util.ArrayList';
    if (text.trim() === '') throw located('wrong-type', emptyString(java, true), path);
    throw located('wrong-type', noConstructor(java, !isArray, `no String-argument`, `String value ('${text}')`), path);
  }
  const items = node.items.map((item, index) =>
    chained(isArray ? `java.lang.Object[][${index}]` : `java.util.ArrayList[${index}]`, () =>
      read(reading, spec.of, item, [...path, index]),
    ),
  );
  return { k: 'list', node, path, items };
}

function readMap(reading: Reading, spec: MapSpec, node: FlowNode, path: YamlPath): Read {
  if (node.kind !== 'mapping') {
    if (node.kind === 'sequence' || typeof scalarValue(node) !== 'string') throw wrongShape(spec.java, node, path);
    const text = scalarText(node);
    const java = 'java.util.LinkedHashMap';
    if (text.trim() === '') throw located('wrong-type', emptyString(java, true), path);
    throw located('wrong-type', noConstructor(java, true, 'no String-argument', `String value ('${text}')`), path);
  }
  const entries = node.entries.map(
    ({ key, value }) =>
      [key, chained(`java.util.LinkedHashMap["${key}"]`, () => read(reading, spec.of, value, [...path, key]))] as const,
  );
  return { k: 'map', node, path, entries };
}

function noConstructor(java: string, creator: boolean, argument: string, value: string): string {
  const though = creator ? ' (although at least one Creator exists)' : '';
  return `Cannot construct instance of \`${java}\`${though}: ${argument} constructor/factory method to deserialize from ${value}`;
}

function readModel(reading: Reading, className: string, node: FlowNode, path: YamlPath): Read {
  const entry = reading.catalogue.classEntry(className);
  if (entry === undefined) return { k: 'other', node, path };
  if (entry.reader === 'AbstractDeserializer') {
    const message = `Cannot construct instance of \`${className}\` (no Creators, like default constructor, exist): abstract types either need to be mapped to concrete types, have custom deserializer, or contain additional type information`;
    throw located('wrong-type', message, path);
  }
  if (entry.reader === 'delegate') return readOption(className, node, path);
  if (node.kind === 'mapping') return readObject(reading, className, node, path);
  const java = entry.as ?? className;
  if (node.kind === 'sequence') throw wrongShape(java, node, path);
  if (takesScalar(entry, node)) return { k: 'other', node, path };
  const text = scalarText(node);
  if (text.trim() === '' && typeof scalarValue(node) === 'string') throw located('wrong-type', emptyString(java), path);
  const [argument, value] = scalarArgument(node, text);
  throw located('wrong-type', noConstructor(java, true, argument, value), path);
}

function takesScalar(entry: ClassEntry, node: ScalarNode): boolean {
  const value = scalarValue(node);
  const kind =
    typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : node.float ? 'number' : 'int';
  return entry.from?.includes(kind) ?? false;
}

function scalarArgument(node: ScalarNode, text: string): readonly [argument: string, value: string] {
  const value = scalarValue(node);
  switch (javaClassOf(value, node.float === true)) {
    case 'java.lang.String':
      return ['no String-argument', `String value ('${text}')`];
    case 'java.lang.Boolean':
      return ['no boolean/Boolean-argument', `boolean value (${text})`];
    case 'java.lang.Double':
      return ['no double/Double-argument', `Number value (${text})`];
    case 'java.lang.Integer':
      return ['no int/Int-argument', `Number value (${text})`];
    case 'java.lang.Long':
      return ['no long/Long-argument', `Number value (${text})`];
    default:
      return ['no BigInteger-argument', `Number value (${text})`];
  }
}

/** An option of a SELECT input: a bare value, or a map with `value`. */
function readOption(className: string, node: FlowNode, path: YamlPath): Read {
  if (node.kind === 'mapping' && valueOf(node, 'value') === undefined) {
    const message = `Cannot construct instance of \`${className}\`, problem: Select option object must define a \`value\` field`;
    throw located('missing-property', message, path);
  }
  return { k: 'other', node, path };
}

function readObject(reading: Reading, className: string, node: MappingNode, path: YamlPath): ReadBean {
  const entry = reading.catalogue.classEntry(className)!;
  return readProperties(reading, className, entry, node, path);
}

function readProperties(
  reading: Reading,
  className: string,
  entry: ClassEntry,
  node: MappingNode,
  path: YamlPath,
): ReadBean {
  const java = entry.as ?? className;
  const props = new Map<string, Read>();
  for (const { key, value } of node.entries) {
    const name = entry.names?.[key] ?? key;
    const index = Object.hasOwn(entry.props, name) ? entry.props[name] : undefined;
    if (index === undefined) {
      if (reading.lenient === true || entry.open !== undefined || entry.ignored?.includes(key)) continue;
      throw unknownProperty(key, java, entry, reading.placeOf(value, [...path, key]));
    }
    const spec = reading.catalogue.shape(index).t;
    props.set(
      name,
      chained(`${java}["${key}"]`, () => {
        const result = read(reading, spec, value, [...path, key]);
        if (spec.k === 'plugin') checkSettable(spec.base, result, key, java);
        return result;
      }),
    );
  }
  for (const [old, current] of standsFor(className)) {
    const value = props.get(old);
    if (value !== undefined && current in entry.props && !props.has(current)) props.set(current, value);
  }
  // Kestra puts tasks of its own in their place.
  if (className === 'io.kestra.plugin.core.flow.ForEachItem') props.delete('tasks');
  return { k: 'bean', node, path, className, entry, props };
}

/** Old properties whose setter fills the new one. */
function standsFor(className: string): readonly (readonly [old: string, current: string])[] {
  if (className.startsWith('io.kestra.core.models.flows.input.')) return [['name', 'id']];
  return className === 'io.kestra.core.models.flows.check.Check' ? [['condition', 'when']] : [];
}

/** A plugin of another kind in a property: the field cannot hold it. */
function checkSettable(base: string, given: Read, key: string, java: string): void {
  if (given.k !== 'bean' || fits(given, base)) return;
  const message = `Problem deserializing property '${key}' (expected type: [simple type, class ${base}]; actual type: \`${given.className}\`), problem: Can not set ${base} field ${java}.${key} to ${given.className}`;
  throw located('wrong-kind-of-plugin', message, given.path);
}

/** Whether a plugin is of the kind that a place wants; unknown bases take everything. */
export function fits(bean: ReadBean, base: string): boolean {
  const kinds = KINDS_OF_BASE.get(base);
  return kinds === undefined || kinds === bean.entry.kind;
}

const KINDS_OF_BASE: ReadonlyMap<string, ClassKind> = new Map([
  ['io.kestra.core.models.tasks.Task', 'task'],
  ['io.kestra.core.models.triggers.AbstractTrigger', 'trigger'],
]);

function unknownProperty(key: string, java: string, entry: ClassEntry, path: YamlPath): Refusal {
  const known = Object.keys(entry.props).map((name) => `"${name}"`);
  const count = known.length === 1 ? 'one known property' : `${known.length} known properties`;
  const message = `Unrecognized field "${key}" (class ${java}), not marked as ignorable (${count}: ${known.join(', ')})`;
  return new Refusal('plain', 'unknown-property', message, atKey(path)).within(`${java}["${key}"]`);
}

function invalidType(type: string, path: YamlPath, node: FlowNode): Refusal {
  // Without a type the object itself is the place.
  const has = node.kind === 'mapping' && valueOf(node, 'type') !== undefined;
  const target = { path: has ? [...path, 'type'] : path, part: 'value' } as const;
  const rule = has || node.kind !== 'mapping' ? 'unknown-type' : 'missing-type';
  return new Refusal('plain', rule, `Invalid type: ${type}`, target);
}

function readUnion(reading: Reading, base: string, node: FlowNode, path: YamlPath): Read {
  const union = reading.catalogue.union(base);
  if (union?.by === undefined) return { k: 'other', node, path };
  if (node.kind === 'sequence') throw typedList(node.items, base, path);
  const chosen = node.kind === 'mapping' ? valueOf(node, union.by) : undefined;
  const type = chosen?.kind === 'scalar' && !isNull(chosen) ? scalarText(chosen) : undefined;
  const className =
    type === undefined ? undefined : Object.hasOwn(union.types, type) ? union.types[type] : union.otherwise;
  if (className === undefined || node.kind !== 'mapping') throw invalidType(type ?? 'null', path, node);
  return readObject(reading, className, node, path);
}

/** Jackson takes a list as `[type, object]`; none of it makes sense in a flow. */
function typedList(items: readonly FlowNode[], base: string, path: YamlPath): Refusal {
  const first = items[0];
  if (first?.kind === 'scalar')
    return new Refusal('plain', 'unknown-type', `Invalid type: ${isNull(first) ? 'null' : scalarText(first)}`, {
      path,
      part: 'value',
    });
  const given =
    first === undefined
      ? 'END_ARRAY'
      : first.kind === 'mapping'
        ? 'START_OBJECT'
        : first.kind === 'sequence'
          ? 'START_ARRAY'
          : scalarToken(first);
  const message = `Unexpected token (${given}), expected VALUE_STRING: need String, Number of Boolean value that contains type id (for subtype of ${base})`;
  return located('wrong-type', message, path);
}

/** Types below these packages are Kestra's core: outside the catalogue they do not exist. */
export function isCoreType(type: string): boolean {
  return type.startsWith('io.kestra.plugin.core.') || type.startsWith('io.kestra.core.');
}

function readPlugin(reading: Reading, base: string, node: FlowNode, path: YamlPath): Read {
  // Whatever is no map becomes null without a word.
  if (node.kind !== 'mapping') return { k: 'null', node, path };
  const typeNode = valueOf(node, 'type');
  const type = typeNode?.kind === 'scalar' ? scalarValue(typeNode) : undefined;
  if (typeof type !== 'string' || type === '') throw invalidType('<null>', path, node);
  if (type.trim() === '')
    throw bare('unknown-type', 'Cannot create plugin identifier from null or empty string', [...path, 'type']);
  const className = reading.catalogue.resolveType(type);
  if (className === undefined) {
    if (!reading.skips(type)) throw invalidType(type, path, node);
    reading.unjudged.push({ type, node, path });
    return readProperties(reading, type, outsideEntry(reading.catalogue, base), node, path);
  }
  const entry = reading.catalogue.classEntry(className)!;
  // Charts with data are read by a reader of their own, which fails without it.
  if (CHARTS.test(className) && valueOf(node, 'data') === undefined) {
    const message = 'Cannot invoke "com.fasterxml.jackson.databind.JsonNode.get(String)" because "node" is null';
    throw bare('unknown-type', message, [...path, 'type']);
  }
  return readProperties(reading, className, entry, node, path);
}

const CHARTS = /^io\.kestra\.plugin\.core\.dashboard\.chart\.(Bar|Pie|Table|TimeSeries)$/;

/** Of a plugin outside the core only what every task and trigger has is known for certain. */
function outsideEntry(catalogue: Catalogue, base: string): ClassEntry {
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
