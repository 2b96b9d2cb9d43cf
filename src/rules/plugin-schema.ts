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
}

/** The file is no JSON schema of flows as Kestra serves it. */
export class PluginSchemaError extends Error {}

/**
 * Reads the JSON schema saved from `GET /api/v1/plugins/schemas/flow`, already parsed from JSON.
 *
 * @throws {PluginSchemaError} when it is something else.
 */
export function parsePluginSchema(json: unknown): PluginSchema {
  const definitions = isRecord(json) ? (json['definitions'] ?? json['$defs']) : undefined;
  if (!isRecord(definitions)) {
    throw new PluginSchemaError(
      'This is no schema of flows: it has no "definitions". Save the answer of GET /api/v1/plugins/schemas/flow of your Kestra server.',
    );
  }
  const types = new Map<string, PluginType>();
  for (const [className, definition] of Object.entries(definitions)) {
    if (!isRecord(definition) || !isRecord(definition['properties'])) continue;
    const { type, ...others } = definition['properties'];
    const names = typeNames(type).filter((name) => name.includes('.'));
    if (names.length === 0) continue;
    const properties = new Map<string, PluginProperty>([['type', {}]]);
    for (const [name, property] of Object.entries(others)) properties.set(name, propertyOf(property));
    const required = stringsOf(definition['required']);
    for (const name of names) types.set(name, { className, properties, required });
  }
  if (types.size === 0) throw new PluginSchemaError('This schema names no plugin: is it the schema of flows?');
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

/** What the schema finds odd about an object of a type that it knows. The schema is looser than the server here and stricter there: warnings. */
export function judgeBySchema(type: PluginType, node: MappingNode, path: YamlPath): readonly RuleProblem[] {
  const warning = (rule: string, text: string, at: YamlPath, part: 'key' | 'value', hint?: string): RuleProblem => ({
    rule,
    severity: 'warning',
    text,
    target: { path: at, part },
    ...(hint === undefined ? {} : { hint }),
    answer: 'none',
  });
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
    }
  }
  for (const name of type.required) {
    if (valueOf(node, name) !== undefined) continue;
    const text = `${type.className} needs the property "${name}", says the schema of your server; plugin defaults may fill it.`;
    problems.push(warning('missing-property', text, path, 'value'));
  }
  return problems;
}

function isWrongValue(node: FlowNode, values: readonly string[]): boolean {
  const value = node.kind === 'scalar' ? scalarValue(node) : undefined;
  return typeof value === 'string' && !value.includes('{{') && !values.includes(value);
}

function propertyOf(property: unknown): PluginProperty {
  if (!isRecord(property) || property['type'] !== 'string') return {};
  const values = stringsOf(property['enum']);
  return values.length === 0 ? {} : { values };
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
