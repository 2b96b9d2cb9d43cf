import { nearestName } from '../../rules/nearest-name.js';
import { between, readReferenceChain, withoutLocation } from '../kestra-texts.js';
import type { Explainer, Explanation } from './explanation.js';
import { capitalised, didYouMean, nameOfClass, quoted, sentence } from './words.js';

/**
 * A value that Kestra's mapper cannot read: `Cannot deserialize value of type … (through reference chain:
 * …)`.
 */
export const explainWrongValue: Explainer = (text) => {
  const chain = readReferenceChain(text);
  const reported = withoutLocation(text);
  if (!/^Cannot (?:deserialize|construct|coerce) /.test(reported)) {
    return chain === undefined ? undefined : explainOther(reported, propertyOf(chain));
  }
  const property = propertyOf(chain ?? []);
  const name = property === undefined ? 'This value' : quoted(property);
  const value = between(reported, 'from String "', '": ') ?? between(reported, "String value ('", "')");
  const is = value === undefined ? kindGiven(reported) : quoted(value);
  const choices = between(reported, 'Enum class: [', ']');
  if (choices !== undefined) {
    const meant = value === undefined ? undefined : nearestName(value, choices.split(', '));
    return { rule: 'wrong-value', message: `${name} is ${is}${didYouMean(meant)}`, hint: `Allowed: ${choices}.` };
  }
  if (property === undefined && reported.includes('`java.util.LinkedHashMap')) {
    const message = `This is ${is}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`;
    return { rule: 'not-a-flow', message };
  }
  const java = between(reported, '`', '`');
  return java === undefined ? wrongForm(name) : wrongKind(name, kindWanted(java), `, but it is ${is}`);
};

function wrongKind(name: string, kind: string, is = ''): Explanation {
  return { rule: 'wrong-type', message: `${name} must be ${kind}${is}.`, expected: { name, kind } };
}

function wrongForm(name: string): Explanation {
  return { rule: 'wrong-type', message: `${name} does not have the form that Kestra expects.` };
}

/** Everything else that the mapper says about a property. */
function explainOther(reported: string, property: string | undefined): ReturnType<Explainer> {
  const label = between(reported, 'Unsupported type for key: ', ', value: ');
  if (label !== undefined) {
    return {
      rule: 'wrong-type',
      message: `The label ${quoted(label)} must have text, a number or a boolean as its value.`,
    };
  }
  const missing = between(reported, "Missing required creator property '", "'");
  if (missing !== undefined) return { rule: 'missing-property', message: `${quoted(missing)} is missing.` };
  const name = property === undefined ? 'This value' : quoted(property);
  if (reported.includes('neither an object neither an array')) return wrongKind(name, 'a list or a mapping');
  const kind = expectedKind(reported);
  if (kind !== undefined) return wrongKind(name, kind);
  if (/^class |Cannot invoke|Unable to deserialize|Expected array|Unexpected token/.test(reported)) {
    return wrongForm(name);
  }
  return { rule: 'wrong-value', message: `${name}: ${sentence(capitalised(reported))}` };
}

/** Of a date or a duration written as something that none can be. */
function expectedKind(reported: string): string | undefined {
  if (reported.startsWith('Expected array or string')) return 'a date';
  const java = reported.startsWith('Unexpected token ') ? between(reported, '] for ', ' value') : undefined;
  return java === undefined ? undefined : kindWanted(java);
}

function propertyOf(chain: readonly (string | number)[]): string | undefined {
  return chain.findLast((step) => typeof step === 'string');
}

function kindGiven(reported: string): string {
  if (/START_OBJECT|Object value/.test(reported)) return 'a mapping';
  if (/START_ARRAY|Array value/.test(reported)) return 'a list';
  if (/VALUE_TRUE|VALUE_FALSE|oolean value/.test(reported)) return 'a boolean';
  if (/VALUE_NUMBER|Number value|from number/.test(reported)) return 'a number';
  return reported.includes('empty String') ? 'empty' : 'text';
}

/** Of a Java type as Jackson writes it, with what it is made of in angle brackets. */
function kindWanted(java: string): string {
  const type = java.replace(/<.*/, '');
  if (/(?:List|Set|\[\])$/.test(type)) return 'a list';
  if (type.endsWith('Map')) return 'a mapping';
  return KINDS.get(type) ?? `a mapping (${nameOfClass(type)})`;
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ...['boolean', 'java.lang.Boolean'].map((type) => [type, 'true or false'] as const),
  ...['int', 'long', 'short'].map((type) => [type, 'a whole number'] as const),
  ...['Integer', 'Long', 'Short'].map((type) => [`java.lang.${type}`, 'a whole number'] as const),
  ...['float', 'double', 'java.lang.Float', 'java.lang.Double'].map((type) => [type, 'a number'] as const),
  ['java.lang.String', 'text'],
  ['java.time.Duration', 'a duration such as PT1H30M'],
  ['java.time.LocalTime', 'a time'],
  ...['LocalDate', 'LocalDateTime', 'Instant', 'ZonedDateTime', 'OffsetDateTime'].map(
    (type) => [`java.time.${type}`, 'a date'] as const,
  ),
]);
