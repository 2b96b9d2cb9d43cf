import type { FlowNode, MappingNode, YamlPath } from '../flows/tree.js';
import { scalarValue } from './reading/refusal.js';
import { valueOf } from './reading/values.js';
import { nearestName } from './nearest-name.js';
import type { RuleProblem } from './verdict.js';

/** What a server's own JSON schema of flows says about the plugins installed there. */
export interface PluginSchema {
  /** By every value that `type:` may have, old names too. */
  readonly types: ReadonlyMap<string, PluginType>;
}

export interface PluginType {
  readonly className: string;
  readonly properties: ReadonlyMap<string, PluginProperty>;
  readonly required: readonly string[];
}

interface PluginProperty {
  /** The only values that are allowed, where the schema says so. */
  readonly values?: readonly string[];
  /** The kinds of YAML that are allowed, where the schema says so. */
  readonly kinds?: ReadonlySet<FlowNode['kind']>;
}

/** The file is no JSON schema of flows as Kestra serves it; the message says how to get one. */
export class PluginSchemaError extends Error {}

const SAVE_IT = 'Save the answer of GET /api/v1/plugins/schemas/flow of your Kestra server.';

/**
 * Reads the JSON schema saved from `GET /api/v1/plugins/schemas/flow`, already parsed from JSON.
 *
 * @throws {PluginSchemaError} when it is something else.
 */
export function parsePluginSchema(json: unknown): PluginSchema {
  const definitions = isRecord(json) ? (json['definitions'] ?? json['$defs']) : undefined;
  if (!isRecord(definitions)) {
    throw new PluginSchemaError(`This is no schema of flows: it has no "definitions". ${SAVE_IT}`);
  }
  const subject = refOf(json) ?? '';
  if (!/\.flows\.Flow(WithSource)?$/.test(subject)) {
    const what = subject === '' ? 'something else' : subject;
    throw new PluginSchemaError(`This is the schema of ${what}, not of flows. ${SAVE_IT}`);
  }
  const types = new Map<string, PluginType>();
  for (const [className, definition] of Object.entries(definitions)) {
    if (!isRecord(definition) || !isRecord(definition['properties'])) continue;
    const { type, ...others } = definition['properties'];
    const names = typeNames(type).filter((name) => name.includes('.'));
    if (names.length === 0) continue;
    const properties = new Map<string, PluginProperty>([['type', {}]]);
    for (const [name, property] of Object.entries(others)) properties.set(name, propertyOf(property, definitions));
    const required = stringsOf(definition['required']);
    for (const name of names) types.set(name, { className, properties, required });
  }
  if (types.size === 0) throw new PluginSchemaError(`This schema names no plugin. ${SAVE_IT}`);
  return { types };
}

/** Whether a type is surely not installed: the schema knows others of its package, and not this one. */
export function refutes(schema: PluginSchema | undefined, type: string): boolean {
  if (schema === undefined || schema.types.has(type)) return false;
  const home = type.slice(0, type.lastIndexOf('.') + 1);
  if (home === '') return false;
  for (const name of schema.types.keys()) {
    if (name.startsWith(home) && !name.slice(home.length).includes('.')) return true;
  }
  return false;
}

/**
 * What the schema finds odd about a plugin outside the core, and about the plugins inside it. The schema is
 * looser than the server here and stricter there: warnings.
 */
export function judgeBySchema(
  schema: PluginSchema,
  typeName: string,
  node: MappingNode,
  path: YamlPath,
): readonly RuleProblem[] {
  const type = schema.types.get(typeName);
  if (type === undefined) {
    const text = `The schema of your server knows no type "${typeName}".`;
    return [warning('unknown-type', text, [...path, 'type'], 'value', 'Is the plugin installed there?')];
  }
  return [...judgeProperties(type, node, path), ...judgeInside(schema, node, path)];
}

function judgeProperties(type: PluginType, node: MappingNode, path: YamlPath): readonly RuleProblem[] {
  const problems: RuleProblem[] = [];
  for (const { key, value } of node.entries) {
    const property = type.properties.get(key);
    if (property === undefined) {
      const near = nearestName(key, type.properties.keys());
      const hint = near === undefined ? undefined : `Did you mean "${near}"?`;
      const text = `The schema of your server knows no property "${key}" of ${type.className}.`;
      problems.push(warning('unknown-property', text, [...path, key], 'key', hint));
    } else if (property.values !== undefined && isWrongValue(value, property.values)) {
      const text = `"${key}" must be one of ${property.values.join(', ')}.`;
      problems.push(warning('wrong-value', text, [...path, key], 'value'));
    } else if (property.kinds !== undefined && isWrongKind(value, property.kinds)) {
      const wanted = [...property.kinds].map((kind) => KINDS[kind]).join(' or ');
      const text = `"${key}" must be ${wanted}, but it is ${KINDS[value.kind]}.`;
      problems.push(warning('wrong-type', text, [...path, key], 'value'));
    }
  }
  for (const name of type.required) {
    if (valueOf(node, name) !== undefined) continue;
    const text = `${type.className} needs the property "${name}", says the schema of your server; plugin defaults may fill it.`;
    problems.push(warning('missing-property', text, path, 'value'));
  }
  return problems;
}

/** Task runners, tools and the like: objects inside a plugin whose type the schema knows. */
function judgeInside(schema: PluginSchema, node: FlowNode, path: YamlPath): readonly RuleProblem[] {
  const children =
    node.kind === 'mapping'
      ? node.entries.map(({ key, value }) => [key, value] as const)
      : node.kind === 'sequence'
        ? node.items.map((item, index) => [index, item] as const)
        : [];
  return children.flatMap(([step, child]) => {
    const at = [...path, step];
    const typeNode = child.kind === 'mapping' ? valueOf(child, 'type') : undefined;
    const type = typeNode?.kind === 'scalar' ? schema.types.get(typeNode.text) : undefined;
    const own = child.kind === 'mapping' && type !== undefined ? judgeProperties(type, child, at) : [];
    return [...own, ...judgeInside(schema, child, at)];
  });
}

function warning(rule: string, text: string, at: YamlPath, part: 'key' | 'value', hint?: string): RuleProblem {
  return {
    rule,
    severity: 'warning',
    text,
    target: { path: at, part },
    ...(hint === undefined ? {} : { hint }),
    answer: 'none',
  };
}

const KINDS = { mapping: 'a mapping', sequence: 'a list', scalar: 'a single value' } as const;

/** A template may give anything, and nothing behind a key is no value at all. */
function isWrongKind(node: FlowNode, kinds: ReadonlySet<FlowNode['kind']>): boolean {
  if (kinds.has(node.kind)) return false;
  return node.kind !== 'scalar' || !(node.value === null || node.style === 'absent' || node.text.includes('{{'));
}

function isWrongValue(node: FlowNode, values: readonly string[]): boolean {
  const value = node.kind === 'scalar' ? scalarValue(node) : undefined;
  return typeof value === 'string' && !value.includes('{{') && !values.includes(value);
}

function propertyOf(property: unknown, definitions: Readonly<Record<string, unknown>>): PluginProperty {
  if (!isRecord(property)) return {};
  const kinds = kindsOf(property, definitions, 0);
  const values = property['type'] === 'string' ? stringsOf(property['enum']) : [];
  return { ...(values.length === 0 ? {} : { values }), ...(kinds === undefined ? {} : { kinds }) };
}

/** Undefined: anything. */
function kindsOf(
  schema: unknown,
  definitions: Readonly<Record<string, unknown>>,
  depth: number,
): ReadonlySet<FlowNode['kind']> | undefined {
  if (!isRecord(schema) || depth > 5) return undefined;
  const { type, anyOf, oneOf, allOf } = schema;
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) {
    const kinds = choices.map((choice) => kindsOf(choice, definitions, depth + 1));
    return kinds.includes(undefined) ? undefined : new Set(kinds.flatMap((some) => [...some!]));
  }
  if (Array.isArray(allOf)) {
    return allOf.map((part) => kindsOf(part, definitions, depth + 1)).find((kinds) => kinds !== undefined);
  }
  const ref = refOf(schema);
  if (ref !== undefined) return kindsOf(definitions[ref], definitions, depth + 1);
  const names = typeof type === 'string' ? [type] : stringsOf(type);
  return names.length === 0 ? undefined : new Set(names.map((name) => KIND_OF_TYPE.get(name) ?? 'scalar'));
}

const KIND_OF_TYPE: ReadonlyMap<string, FlowNode['kind']> = new Map([
  ['object', 'mapping'],
  ['array', 'sequence'],
]);

/** Name of the definition that a schema refers to. */
function refOf(schema: unknown): string | undefined {
  const ref = isRecord(schema) ? schema['$ref'] : undefined;
  return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined;
}

function typeNames(type: unknown): readonly string[] {
  if (!isRecord(type)) return [];
  return typeof type['const'] === 'string' ? [type['const']] : stringsOf(type['enum']);
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
