import type { ClassKind, Shape } from '../catalogue/format.js';
import type { PluginClass, PluginFile } from './format.js';
import {
  classNameOf,
  isDeprecated,
  isRecord,
  refOf,
  type Schema,
  specOfSchema,
  stringsOf,
  typesOf,
} from './json-schema.js';

/** The file is no JSON schema of flows as Kestra serves it; the message says how to get one. */
export class PluginSchemaError extends Error {}

const SAVE_IT = 'Save the answer of GET /api/v1/plugins/schemas/flow of your Kestra server.';

/**
 * Reads the JSON schema saved from `GET /api/v1/plugins/schemas/flow`, already parsed from JSON, as a
 * catalogue of what is installed there.
 *
 * @throws {PluginSchemaError} when it is something else.
 */
export function fileFromSchema(json: unknown): PluginFile {
  const definitions = definitionsOf(json);
  const schema: Schema = { definitions, unions: new Map() };
  const kinds = kindsOf(definitions);
  const shapes = new Map<string, number>();
  const classes: Record<string, PluginClass> = {};
  const aliases: Record<string, string> = {};
  for (const [key, definition] of Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isRecord(definition) || !isRecord(definition['properties'])) continue;
    const name = classNameOf(key);
    const names = typesOf(definition).filter((type) => type.includes('.'));
    const props: Record<string, number> = { ...classes[name]?.props };
    for (const [property, part] of Object.entries(definition['properties'])) {
      props[property] ??= indexOf(shapes, shapeOf(part, schema));
    }
    const required = stringsOf(definition['required']);
    classes[name] = {
      kind: names.length === 0 ? 'model' : (kinds.get(key) ?? 'plugin'),
      of: 0,
      props,
      ...(definition['additionalProperties'] === undefined || definition['additionalProperties'] === false
        ? {}
        : { open: 'any' as const }),
      ...(isDeprecated(definition) ? { deprecated: 1 as const } : {}),
      ...(required.length === 0 ? {} : { required }),
    };
    for (const old of names) if (old !== name) aliases[old] = name;
  }
  if (Object.values(classes).every(({ kind }) => kind === 'model')) {
    throw new PluginSchemaError(`This schema names no plugin. ${SAVE_IT}`);
  }
  return {
    meta: { format: 1, date: '', from: 'the schema of a server' },
    sources: [{ name: 'this server' }],
    shapes: [...shapes.keys()].map((text) => JSON.parse(text) as Shape),
    classes,
    aliases,
    unions: Object.fromEntries(schema.unions),
    gone: {},
  };
}

function definitionsOf(json: unknown): Schema['definitions'] {
  const definitions = isRecord(json) ? (json['definitions'] ?? json['$defs']) : undefined;
  if (!isRecord(definitions)) {
    throw new PluginSchemaError(`This is no schema of flows: it has no "definitions". ${SAVE_IT}`);
  }
  const subject = refOf(json) ?? '';
  if (/\.flows\.Flow(WithSource)?$/.test(subject)) return definitions;
  const what = subject === '' ? 'something else' : subject;
  throw new PluginSchemaError(`This is the schema of ${what}, not of flows. ${SAVE_IT}`);
}

/** What stands where in a flow: definition → kind. */
function kindsOf(definitions: Schema['definitions']): ReadonlyMap<string, ClassKind> {
  const kinds = new Map<string, ClassKind>();
  const flow = definitions['io.kestra.core.models.flows.Flow'];
  const properties = isRecord(flow) && isRecord(flow['properties']) ? flow['properties'] : {};
  const places: readonly (readonly [unknown, ClassKind])[] = [
    [definitions['io.kestra.core.models.conditions.Condition'], 'condition'],
    [definitions['io.kestra.core.models.tasks.Task'], 'task'],
    [properties['tasks'], 'task'],
    [properties['triggers'], 'trigger'],
  ];
  for (const [schema, kind] of places) for (const name of refsIn(schema)) if (!kinds.has(name)) kinds.set(name, kind);
  return kinds;
}

/** Definitions that a schema offers as choices, itself or for its items. */
function refsIn(schema: unknown): readonly string[] {
  if (!isRecord(schema)) return [];
  const ref = refOf(schema);
  if (ref !== undefined) return [ref];
  const choices = schema['anyOf'] ?? schema['oneOf'];
  return [...(Array.isArray(choices) ? choices.flatMap(refsIn) : []), ...refsIn(schema['items'])];
}

function shapeOf(part: unknown, schema: Schema): Shape {
  return { t: specOfSchema(part, schema), ...(isDeprecated(part) ? { d: 1 as const } : {}) };
}

function indexOf(shapes: Map<string, number>, shape: Shape): number {
  const key = JSON.stringify(shape);
  const index = shapes.get(key) ?? shapes.size;
  shapes.set(key, index);
  return index;
}
