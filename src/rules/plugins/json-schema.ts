import type { TypeSpec, Union } from '../catalogue/format.js';

export type Json = Readonly<Record<string, unknown>>;

/** A JSON schema while it is read. */
export interface Schema {
  readonly definitions: Readonly<Record<string, unknown>>;
  /** Filled while reading: choices by the `type` of an object. */
  readonly unions: Map<string, Union>;
}

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Name of the definition that a schema refers to, also through the `allOf` that adds a title to it. */
export function refOf(schema: unknown): string | undefined {
  if (!isRecord(schema)) return undefined;
  const { $ref: ref, allOf } = schema;
  if (typeof ref === 'string') return ref.slice(ref.lastIndexOf('/') + 1);
  return Array.isArray(allOf) ? allOf.map(refOf).find((name) => name !== undefined) : undefined;
}

/**
 * Class of a definition: the schema writes nested classes with "-", and numbers those that it needs twice.
 */
export function classNameOf(definition: string): string {
  return definition.replace(/-\d+$/, '').replaceAll('-', '$');
}

/** The values that the `type` of a definition can have; none when it has no fixed ones. */
export function typesOf(definition: unknown): readonly string[] {
  const properties = isRecord(definition) ? definition['properties'] : undefined;
  const type = isRecord(properties) ? properties['type'] : undefined;
  if (!isRecord(type)) return [];
  // `Array of type STRING, INT …` is a choice of the user's, no name of a class.
  return typeof type['const'] === 'string'
    ? [type['const']]
    : type['type'] === undefined
      ? stringsOf(type['enum'])
      : [];
}

export function isDeprecated(part: unknown): boolean {
  if (!isRecord(part)) return false;
  const { $deprecated: own, allOf } = part;
  return own === true || own === 'true' || (Array.isArray(allOf) && allOf.some(isDeprecated));
}

/** What a property accepts, in the terms of the catalogue; "any" where the schema says too little. */
export function specOfSchema(part: unknown, schema: Schema, depth = 0): TypeSpec {
  if (!isRecord(part) || depth > DEEPEST) return ANY;
  const spec = staticSpec(part, schema, depth);
  return part['$dynamic'] === true && spec.k !== 'property' && spec.k !== 'any' ? { k: 'property', of: spec } : spec;
}

const DEEPEST = 8;
const ANY: TypeSpec = { k: 'any' };

function staticSpec(part: Json, schema: Schema, depth: number): TypeSpec {
  const { type, anyOf, oneOf, allOf } = part;
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return choiceOf(choices, schema, depth);
  const ref = refOf(part);
  if (ref !== undefined) return referred(ref, schema, depth);
  if (Array.isArray(allOf)) {
    return allOf.map((one) => specOfSchema(one, schema, depth + 1)).find(({ k }) => k !== 'any') ?? ANY;
  }
  const values = stringsOf(part['enum']);
  switch (type) {
    case 'string':
      if (values.length > 0) return { k: 'enum', java: 'java.lang.Enum', values };
      return part['format'] === 'duration' ? { k: 'duration', java: 'java.time.Duration' } : { k: 'string' };
    case 'boolean':
      return { k: 'boolean', java: 'java.lang.Boolean' };
    case 'integer':
      return { k: 'long', java: 'java.lang.Long' };
    case 'number':
      return { k: 'double', java: 'java.lang.Double' };
    case 'array': {
      const of = specOfSchema(part['items'], schema, depth + 1);
      return { k: 'list', java: 'java.util.ArrayList<java.lang.Object>', of };
    }
    case 'object': {
      const of = specOfSchema(part['additionalProperties'], schema, depth + 1);
      return { k: 'map', java: 'java.util.LinkedHashMap', key: { k: 'string' }, of };
    }
    default:
      return ANY;
  }
}

function referred(name: string, schema: Schema, depth: number): TypeSpec {
  const definition = schema.definitions[name];
  if (!isRecord(definition)) return ANY;
  if (Array.isArray(definition['anyOf'])) return choiceOf(definition['anyOf'], schema, depth);
  // Classes of Java's own are shown as objects and read from text.
  if (!isRecord(definition['properties'])) return ANY;
  return typesOf(definition).some(isClassName) ? PLUGIN : { k: 'object', class: classNameOf(name) };
}

const PLUGIN: TypeSpec = { k: 'plugin', base: 'io.kestra.core.models.Plugin' };

/** Several ways to write a value: a constant or a template, one of several classes, or whatever it may be. */
function choiceOf(choices: readonly unknown[], schema: Schema, depth: number): TypeSpec {
  const refs = choices.map(refOf);
  if (refs.every((ref) => ref !== undefined)) {
    const types = refs.flatMap((ref) => typesOf(schema.definitions[ref]));
    if (types.length >= refs.length && types.every(isClassName)) return PLUGIN;
    const union = unionOf(refs, schema);
    if (union !== undefined) return union;
    const [only, ...others] = new Set(refs.map(classNameOf));
    return only !== undefined && others.length === 0 ? referred(refs[0]!, schema, depth + 1) : ANY;
  }
  const [first, second, ...more] = choices;
  const isTemplate = isRecord(second) && second['type'] === 'string' && second['$dynamic'] === true;
  if (more.length > 0 || !isTemplate) return ANY;
  return specOfSchema(first, schema, depth + 1);
}

/** Objects of which `type` says what they are: each choice adds its constant to a class. */
function unionOf(refs: readonly string[], { definitions, unions }: Schema): TypeSpec | undefined {
  const types: Record<string, string> = {};
  for (const ref of refs) {
    const definition = definitions[ref];
    const parts = isRecord(definition) && Array.isArray(definition['allOf']) ? definition['allOf'] : [definition];
    const [type, ...more] = parts.flatMap(typesOf);
    if (type === undefined || more.length > 0) return undefined;
    types[type] = classNameOf(ref);
  }
  if (Object.keys(types).length < 2) return undefined;
  const base = Object.values(types).sort().join('|');
  unions.set(base, { by: 'type', types });
  return { k: 'union', base };
}

function isClassName(type: string): boolean {
  return type.includes('.');
}
