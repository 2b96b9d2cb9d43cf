import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import { type Catalogue, FLOW } from '../catalogue/catalogue.js';
import type { ClassEntry, ListSpec, MapSpec, TypeSpec } from '../catalogue/format.js';
import { isNull } from './clean.js';
import { readLabels } from './labels.js';
import {
  invalidType,
  noConstructor,
  scalarArgument,
  takesScalar,
  typedList,
  unknownProperty,
} from './mapper-refusals.js';
import { CHARTS, fits, outsideEntry } from './plugin-kinds.js';
import { readScalar } from './read-scalar.js';
import { readStep, type Recovery, refuseOrThrow, unread } from './recovery.js';
import { bare, located, type Refusal, scalarText, scalarValue, wrongShape } from './refusal.js';
import { emptyString, type ScalarResult } from './scalars.js';
import { type Read, type ReadObject, valueOf } from './values.js';

/** What the reading of a flow needs to know and finds out beside the values. */
export interface Reading {
  readonly catalogue: Catalogue;
  /** True when a type that the catalogue does not know is to be let through without being judged. */
  readonly skips: (type: string) => boolean;
  /** Where an object stands, for objects that plugin defaults have brought from elsewhere. */
  readonly placeOf: (node: FlowNode, path: YamlPath) => YamlPath;
  /**
   * True when unknown properties are dropped: so reads Kestra 1.x a flow once plugin defaults are filled in.
   */
  readonly lenient?: boolean;
  /** Filled while reading: plugins that were let through. */
  readonly unjudged: UnjudgedPlugin[];
  /** Goes on behind what is refused, and keeps it. */
  readonly recovery?: Recovery | undefined;
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
export function readFlow(reading: Reading, root: MappingNode): ReadObject {
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
  const list = isArray ? 'java.lang.Object[]' : 'java.util.ArrayList';
  const items = node.items.map((item, index) =>
    readStep(reading, `${list}[${index}]`, item, [...path, index], (at) => read(reading, spec.of, item, at)),
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
  const entries = node.entries.map(({ key, value }): readonly [string, Read] => {
    const step = `java.util.LinkedHashMap["${key}"]`;
    return [key, readStep(reading, step, value, [...path, key], (at) => read(reading, spec.of, value, at))];
  });
  return { k: 'map', node, path, entries };
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

/** An option of a SELECT input: a bare value, or a map with `value`. */
function readOption(className: string, node: FlowNode, path: YamlPath): Read {
  if (node.kind === 'mapping' && valueOf(node, 'value') === undefined) {
    const message = `Cannot construct instance of \`${className}\`, problem: Select option object must define a \`value\` field`;
    throw located('missing-property', message, path);
  }
  return { k: 'other', node, path };
}

function readObject(reading: Reading, className: string, node: MappingNode, path: YamlPath): ReadObject {
  const entry = reading.catalogue.classEntry(className)!;
  return readProperties(reading, className, entry, node, path);
}

function readProperties(
  reading: Reading,
  className: string,
  entry: ClassEntry,
  node: MappingNode,
  path: YamlPath,
): ReadObject {
  const java = entry.as ?? className;
  const props = new Map<string, Read>();
  for (const { key, value } of node.entries) {
    const name = entry.names?.[key] ?? key;
    const index = Object.hasOwn(entry.props, name) ? entry.props[name] : undefined;
    if (index === undefined) {
      if (reading.lenient === true || entry.open !== undefined || entry.ignored?.includes(key)) continue;
      refuseOrThrow(reading, unknownProperty(key, java, entry, reading.placeOf(value, [...path, key])));
      continue;
    }
    const spec = reading.catalogue.shape(index).t;
    props.set(
      name,
      readStep(reading, `${java}["${key}"]`, value, [...path, key], (at) => {
        const result = read(reading, spec, value, at);
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
  return { k: 'object', node, path, className, entry, props };
}

/** Old properties whose setter fills the new one. */
export function standsFor(className: string): readonly (readonly [old: string, current: string])[] {
  if (className.startsWith('io.kestra.core.models.flows.input.')) return [['name', 'id']];
  return className === 'io.kestra.core.models.flows.check.Check' ? [['condition', 'when']] : [];
}

/** A plugin of another kind in a property: the field cannot hold it. */
function checkSettable(base: string, given: Read, key: string, java: string): void {
  if (given.k !== 'object' || fits(given, base)) return;
  const message = `Problem deserializing property '${key}' (expected type: [simple type, class ${base}]; actual type: \`${given.className}\`), problem: Can not set ${base} field ${java}.${key} to ${given.className}`;
  throw located('wrong-kind-of-plugin', message, given.path);
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

function readPlugin(reading: Reading, base: string, node: FlowNode, path: YamlPath): Read {
  // Whatever is no map becomes null without a word.
  if (node.kind !== 'mapping') return { k: 'null', node, path };
  const typeNode = valueOf(node, 'type');
  const type = typeNode?.kind === 'scalar' ? scalarValue(typeNode) : undefined;
  if (typeof type !== 'string' || type === '')
    return readUntyped(reading, base, node, path, invalidType('<null>', path, node));
  if (type.trim() === '')
    throw bare('unknown-type', 'Cannot create plugin identifier from null or empty string', [...path, 'type']);
  const className = reading.catalogue.resolveType(type);
  if (className === undefined) {
    if (!reading.skips(type)) return readUntyped(reading, base, node, path, invalidType(type, path, node));
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

/** A plugin whose type is refused: going on, what every plugin of its kind has is read. */
function readUntyped(reading: Reading, base: string, node: MappingNode, path: YamlPath, refusal: Refusal): ReadObject {
  refuseOrThrow(reading, refusal);
  const read = readProperties(reading, base, outsideEntry(reading.catalogue, base), node, path);
  return { ...read, props: new Map(read.props).set('type', unread(node, path)), unread: true };
}
