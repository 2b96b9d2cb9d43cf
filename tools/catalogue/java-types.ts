import type { TypeSpec } from '../../src/rules/catalogue/format.js';
import type { FactClass, FactProperty } from './facts.js';

/** Says what the classes of the facts are in a flow. */
export type ClassOf = (name: string) => FactClass | undefined;

/** What a property accepts, in the terms of the catalogue; "any" for whatever nobody can judge. */
export function specOf(property: FactProperty, classOf: ClassOf): TypeSpec {
  if (property.custom === 'ListOrMapOfLabelDeserializer') return LABELS;
  if (property.custom !== undefined || property.single || property.setter || property.of !== undefined) return ANY;
  return typeOf(parseJavaType(property.t), classOf);
}

const ANY: TypeSpec = { k: 'any' };
const LABELS: TypeSpec = {
  k: 'custom',
  java: 'java.util.List<io.kestra.core.models.Label>',
  reader: 'ListOrMapOfLabelDeserializer',
};

interface JavaType {
  readonly name: string;
  readonly of: readonly JavaType[];
  readonly array: boolean;
}

/** `Map<String,List<X>>[]`. */
function parseJavaType(text: string): JavaType {
  let at = 0;
  const one = (): JavaType => {
    const name = /^[\w.$?]+/.exec(text.slice(at))?.[0] ?? '';
    at += name.length;
    const of: JavaType[] = [];
    if (text[at] === '<') {
      do {
        at++;
        of.push(one());
      } while (text[at] === ',');
      at++;
    }
    let array = false;
    for (; text.startsWith('[]', at); at += 2) array = true;
    return { name, of, array };
  };
  return one();
}

const SCALARS: Readonly<Record<string, TypeSpec>> = {
  String: { k: 'string' },
  CharSequence: { k: 'string' },
  Boolean: { k: 'boolean', java: 'java.lang.Boolean' },
  boolean: { k: 'boolean' },
  Integer: { k: 'int', java: 'java.lang.Integer' },
  int: { k: 'int' },
  Long: { k: 'long', java: 'java.lang.Long' },
  long: { k: 'long' },
  Double: { k: 'double', java: 'java.lang.Double' },
  Float: { k: 'float', java: 'java.lang.Float' },
  Duration: { k: 'duration', java: 'java.time.Duration' },
  Instant: { k: 'date', java: 'java.time.Instant' },
  LocalDate: { k: 'date', java: 'java.time.LocalDate' },
  LocalTime: { k: 'date', java: 'java.time.LocalTime' },
  URI: { k: 'uri', java: 'java.net.URI' },
};

/** Chosen by `type` among all plugins of their kind. */
const PLUGIN_BASES = new Set([
  'io.kestra.core.models.tasks.Task',
  'io.kestra.core.models.triggers.AbstractTrigger',
  'io.kestra.core.models.conditions.Condition',
  'io.kestra.core.models.tasks.runners.TaskRunner',
]);

function typeOf(type: JavaType, classOf: ClassOf): TypeSpec {
  const { name, of, array } = type;
  const inner = (index: number): TypeSpec => (of[index] === undefined ? ANY : typeOf(of[index], classOf));
  if (array) {
    const element = typeOf({ ...type, array: false }, classOf);
    return { k: 'list', java: `${javaNameOf(element, name)}[]`, of: element };
  }
  const scalar = SCALARS[name];
  if (scalar !== undefined) return scalar;
  if (name === 'Property') return { k: 'property', of: inner(0) };
  if (name === 'List' || name === 'Set') {
    const element = inner(0);
    return { k: 'list', java: `java.util.ArrayList<${javaNameOf(element, of[0]?.name)}>`, of: element };
  }
  if (name === 'Map') return { k: 'map', java: 'java.util.LinkedHashMap', key: { k: 'string' }, of: inner(1) };
  return ofClass(name, classOf(name));
}

function ofClass(name: string, found: FactClass | undefined): TypeSpec {
  if (PLUGIN_BASES.has(name)) return { k: 'plugin', base: name };
  if (found === undefined || found.from !== undefined) return ANY;
  if (found.k === 'enum') return enumOf(found);
  if (found.k === 'base' && (found.of !== undefined || found.custom === 'PluginDeserializer')) {
    return { k: 'plugin', base: name };
  }
  if (found.u !== undefined) return { k: 'union', base: name };
  if (found.k === 'model' && found.custom === undefined) return { k: 'object', class: name };
  return ANY;
}

function enumOf({ c, v = [], va = [], otherwise, custom }: FactClass): TypeSpec {
  if (custom !== undefined || v.length === 0) return { k: 'scalar', java: c };
  return { k: 'enum', java: c, values: [...v, ...va], ...(otherwise === undefined ? {} : { unknown: otherwise }) };
}

function javaNameOf(spec: TypeSpec, written = 'java.lang.Object'): string {
  if (spec.k === 'string') return 'java.lang.String';
  if (spec.k === 'any') return 'java.lang.Object';
  return 'java' in spec && spec.java !== undefined ? spec.java : written;
}
