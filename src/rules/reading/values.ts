import type { FlowNode, MappingNode, YamlPath } from '../../flows/tree.js';
import type { ClassEntry, TypeSpec } from '../catalogue/format.js';

/** A value as Kestra's mapper has read it, with its place. Null is a value that was given and means null. */
export type Read = ReadNull | ReadScalar | ReadList | ReadMap | ReadObject | ReadOther;

interface Placed {
  readonly node: FlowNode;
  readonly path: YamlPath;
}

export interface ReadNull extends Placed {
  readonly k: 'null';
}

/** A string, number, boolean, enum constant (its name) or duration (nanoseconds, a bigint). */
export interface ReadScalar extends Placed {
  readonly k: 'scalar';
  readonly value: string | number | bigint | boolean;
}

export interface ReadList extends Placed {
  readonly k: 'list';
  readonly items: readonly Read[];
}

export interface ReadMap extends Placed {
  readonly k: 'map';
  readonly entries: readonly (readonly [key: string, value: Read])[];
}

/** An object of a known class. */
export interface ReadObject extends Placed {
  readonly k: 'object';
  readonly node: MappingNode;
  readonly className: string;
  readonly entry: ClassEntry;
  readonly props: ReadonlyMap<string, Read>;
  /** Its type was refused, and the reading went on: only what every object of its kind has was read. */
  readonly unread?: true;
}

/**
 * Something that is there and not looked into: dynamic properties, free-form values, plugins that are not
 * judged.
 */
export interface ReadOther extends Placed {
  readonly k: 'other';
  /** The type of a plugin outside the catalogue. */
  readonly unjudged?: string;
  /** It was refused, and the reading went on. */
  readonly unread?: true;
}

/** A node to be read, with its path in the document. */
export interface Source<N extends FlowNode = FlowNode> {
  readonly node: N;
  readonly path: YamlPath;
}

/** A step of the "reference chain" with which Jackson says where it was, e.g. `java.util.ArrayList[0]`. */
export type ChainStep = string;

/** The value of a key, undefined when the mapping lacks it. */
export function valueOf(node: MappingNode, key: string): FlowNode | undefined {
  return node.entries.find((entry) => entry.key === key)?.value;
}

export type { TypeSpec };

/** A property of an object, undefined when it is absent; of anything else there is none. */
export function propOf(value: Read | undefined, name: string): Read | undefined {
  return value?.k === 'object' ? value.props.get(name) : undefined;
}

/** The elements of a list in a property that could be read; none when it is no list. */
export function itemsOf(value: Read | undefined, name: string): readonly Read[] {
  const list = propOf(value, name);
  if (list?.k !== 'list') return [];
  return list.items.some(isUnread) ? list.items.filter((item) => !isUnread(item)) : list.items;
}

/** The values that a value is made of. */
export function insideOf(value: Read): readonly Read[] {
  if (value.k === 'object') return [...value.props.values()];
  if (value.k === 'list') return value.items;
  return value.k === 'map' ? value.entries.map(([, item]) => item) : [];
}

/** Refused, so that nothing is known of it but that it is there. */
export function isUnread(value: Read | undefined): boolean {
  return value?.k === 'other' && value.unread === true;
}

/** A scalar as text. */
export function textOf(value: Read | undefined): string | undefined {
  return value?.k === 'scalar' ? String(value.value) : undefined;
}

/** Absent, or read as null: Kestra sees no difference. */
export function isMissing(value: Read | undefined): boolean {
  return value === undefined || value.k === 'null';
}
