import type { FlowNode, ScalarNode, YamlPath } from '../../flows/tree.js';
import type { ClassEntry } from '../catalogue/format.js';
import { isNull } from './clean.js';
import { javaClassOf } from './java-text.js';
import { atKey, located, Refusal, scalarText, scalarToken, scalarValue } from './refusal.js';
import { valueOf } from './values.js';

/** Jackson's words for a value from which it cannot make an object. */
export function noConstructor(java: string, creator: boolean, argument: string, value: string): string {
  const though = creator ? ' (although at least one Creator exists)' : '';
  return `Cannot construct instance of \`${java}\`${though}: ${argument} constructor/factory method to deserialize from ${value}`;
}

/** Whether an object of a class can be made of this scalar. */
export function takesScalar(entry: ClassEntry, node: ScalarNode): boolean {
  const value = scalarValue(node);
  const kind =
    typeof value === 'string' ? 'string' : typeof value === 'boolean' ? 'boolean' : node.float ? 'number' : 'int';
  return entry.from?.includes(kind) ?? false;
}

/** How Jackson names the constructor that is missing for a scalar, and the scalar. */
export function scalarArgument(node: ScalarNode, text: string): readonly [argument: string, value: string] {
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

/** A property that a class does not have. */
export function unknownProperty(key: string, java: string, entry: ClassEntry, path: YamlPath): Refusal {
  const message = unrecognizedField(key, java, Object.keys(entry.props));
  return new Refusal('plain', 'unknown-property', message, atKey(path)).within(`${java}["${key}"]`);
}

/** Jackson's words for a property that a class does not have. */
export function unrecognizedField(key: string, java: string, known: readonly string[]): string {
  const count = known.length === 1 ? 'one known property' : `${known.length} known properties`;
  const names = known.map((name) => `"${name}"`).join(', ');
  return `Unrecognized field "${key}" (class ${java}), not marked as ignorable (${count}: ${names})`;
}

/** A `type` that names no class. */
export function invalidType(type: string, path: YamlPath, node: FlowNode): Refusal {
  // Without a type the object itself is the place.
  const has = node.kind === 'mapping' && valueOf(node, 'type') !== undefined;
  const target = { path: has ? [...path, 'type'] : path, part: 'value' } as const;
  const rule = has || node.kind !== 'mapping' ? 'unknown-type' : 'missing-type';
  return new Refusal('plain', rule, `Invalid type: ${type}`, target);
}

/** Jackson takes a list as `[type, object]`; none of it makes sense in a flow. */
export function typedList(items: readonly FlowNode[], base: string, path: YamlPath): Refusal {
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
