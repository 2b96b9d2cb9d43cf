import { isJavaTrue } from '../../flows/java-boolean.js';
import type { ScalarNode, YamlPath } from '../../flows/tree.js';
import type { EnumSpec, NumberSpec, TypeSpec } from '../catalogue/format.js';
import { javaTrim } from './java-text.js';
import { atValue, located, Refusal, scalarText, scalarValue, wrongShape } from './refusal.js';

/** What a scalar becomes: undefined means null. */
export type ScalarResult = string | number | bigint | boolean | undefined;

/** A boolean as Jackson reads it. @throws Refusal */
export function readBoolean(spec: TypeSpec & { k: 'boolean' }, node: ScalarNode, path: YamlPath): ScalarResult {
  const java = spec.java ?? 'boolean';
  if (isJavaTrue(node)) return true;
  const value = scalarValue(node);
  const empty = spec.java === undefined ? false : undefined;
  if (typeof value === 'string') {
    const text = javaTrim(value);
    if (['false', 'False', 'FALSE'].includes(text)) return false;
    if (text === '' || text === 'null') return empty;
    const words = spec.java === undefined ? '"true"/"True"/"TRUE" or "false"/"False"/"FALSE"' : '"true" or "false"';
    throw fromString(java, text, `only ${words} recognized`, path);
  }
  if (value === null || node.float === true) throw wrongShape(java, node, path);
  return false;
}

const LIMITS = {
  int: { min: -(2n ** 31n), max: 2n ** 31n - 1n, name: 'int', boxed: 'java.lang.Integer' },
  long: { min: -(2n ** 63n), max: 2n ** 63n - 1n, name: 'long', boxed: 'java.lang.Long' },
} as const;

/** An int or long as Jackson reads it: fractions are cut off. @throws Refusal */
export function readWholeNumber(
  spec: NumberSpec & { k: 'int' | 'long' },
  node: ScalarNode,
  path: YamlPath,
): ScalarResult {
  const limits = LIMITS[spec.k];
  const java = spec.java ?? limits.name;
  const value = scalarValue(node);
  if (typeof value === 'string') {
    const text = javaTrim(value);
    if (text === '' || text === 'null') return spec.java === undefined ? 0n : undefined;
    const valid = /^[+-]?\d+$/.test(text) ? BigInt(text.replace(/^\+/, '')) : undefined;
    if (valid === undefined || valid < LIMITS.long.min || valid > LIMITS.long.max) {
      throw fromString(java, text, `not a valid \`${limits.boxed}\` value`, path);
    }
    if (valid >= limits.min && valid <= limits.max) return valid;
    const range = `(${limits.min} -${limits.max})`;
    throw fromString(
      java,
      text,
      `Overflow: numeric value (${text}) out of range of \`${limits.boxed}\` ${range}`,
      path,
    );
  }
  if (typeof value === 'boolean' || value === null) throw wrongShape(java, node, path);
  if (typeof value === 'number' && !Number.isFinite(value)) throw outOfRange(node, limits, path);
  const whole = typeof value === 'number' ? BigInt(Math.trunc(value)) : value;
  if (whole < limits.min || whole > limits.max) throw outOfRange(node, limits, path);
  return whole;
}

/** A number that its type cannot hold. */
export function outOfRange(
  node: ScalarNode,
  limits: { readonly min: bigint; readonly max: bigint; readonly name: string },
  path: YamlPath,
): Refusal {
  const message = `Numeric value (${scalarText(node)}) out of range of ${limits.name} (${limits.min} - ${limits.max})`;
  return new Refusal('located', 'wrong-type', message, atValue(path));
}

/** A float or double as Jackson reads it. @throws Refusal */
export function readFraction(spec: NumberSpec, node: ScalarNode, path: YamlPath): ScalarResult {
  const java = spec.java ?? spec.k;
  const value = scalarValue(node);
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string') throw wrongShape(java, node, path);
  const text = javaTrim(value);
  if (text === '' || text === 'null') return spec.java === undefined ? 0 : undefined;
  if (['NaN', 'INF', '-INF', 'Infinity', '-Infinity', '+INF', '+Infinity'].includes(text)) return Number.NaN;
  // Java also takes a trailing d or f, but the mapper looks at the characters first.
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return Number(text);
  throw fromString(java, text, `not a valid \`${spec.k === 'float' ? 'Float' : 'Double'}\` value`, path);
}

const INT = { ...LIMITS.int };

/** A constant by its name, or by its index. @throws Refusal */
export function readEnum(spec: EnumSpec, node: ScalarNode, path: YamlPath): ScalarResult {
  const value = scalarValue(node);
  const indexes = spec.values.length - 1;
  if (typeof value === 'string') {
    const text = javaTrim(value);
    const known = spec.values.find(
      (name) => name === text || (spec.ci === 1 && name.toLowerCase() === text.toLowerCase()),
    );
    if (known !== undefined) return known;
    if (text === '') throw located('wrong-value', emptyString(spec.java), path);
    if (/^(0|[1-9]\d{0,8})$/.test(text) && Number(text) <= indexes) return `#${text}`;
    if (spec.unknown !== undefined) return spec.unknown;
    throw fromString(
      spec.java,
      text,
      `not one of the values accepted for Enum class: [${spec.values.join(', ')}]`,
      path,
    );
  }
  if (typeof value === 'boolean' || value === null || node.float === true) throw wrongShape(spec.java, node, path);
  const index = BigInt(value);
  if (index < INT.min || index > INT.max) throw outOfRange(node, INT, path);
  if (index >= 0n && index <= BigInt(indexes)) return `#${index}`;
  if (spec.unknown !== undefined) return spec.unknown;
  const message = `Cannot deserialize value of type \`${spec.java}\` from number ${index}: index value outside legal index range [0..${indexes}]`;
  throw located('wrong-value', message, path);
}

/** Jackson's refusal of a text where another type is wanted. */
export function fromString(java: string, text: string, why: string, path: YamlPath): Refusal {
  return located('wrong-value', `Cannot deserialize value of type \`${java}\` from String "${text}": ${why}`, path);
}

/** Jackson's words for an empty text where a value is wanted. */
export function emptyString(java: string, element = false): string {
  return `Cannot coerce empty String ("") to ${element ? 'element of ' : ''}\`${java}\`${element ? '' : ' value'} (but could if coercion was enabled using \`CoercionConfig\`)`;
}
