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
  const wanted = kindWanted(between(reported, '`', '`') ?? '');
  return wrongKind(name, wanted, `, but it is ${is}`);
};

function wrongKind(name: string, kind: string, is = ''): Explanation {
  return { rule: 'wrong-type', message: `${name} must be ${kind}${is}.`, expected: { name, kind } };
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
  if (/^(?:Cannot invoke|class )|Unable to deserialize|^Expected array|^Unexpected token/.test(reported)) {
    return { rule: 'wrong-type', message: `${name} does not have the form that Kestra expects.` };
  }
  return { rule: 'wrong-value', message: `${name}: ${sentence(capitalised(reported))}` };
}

/** Of a date or a duration written as something that none can be. */
function expectedKind(reported: string): string | undefined {
  if (reported.startsWith('Expected array or string')) return 'a date';
  const java = /^Unexpected token [^]*, expected one of \[[^\]]*\] for (\S+) value$/.exec(reported)?.[1];
  return java === undefined ? undefined : kindWanted(java);
}

function propertyOf(chain: readonly (string | number)[]): string | undefined {
  return chain.findLast((step) => typeof step === 'string');
}

function kindGiven(reported: string): string {
  if (/START_OBJECT|Object value/.test(reported)) return 'a mapping';
  if (/START_ARRAY|Array value/.test(reported)) return 'a list';
  if (/VALUE_TRUE|VALUE_FALSE|[bB]oolean value/.test(reported)) return 'a boolean';
  if (/VALUE_NUMBER|Number value|from number/.test(reported)) return 'a number';
  return reported.includes('empty String') ? 'empty' : 'text';
}

function kindWanted(java: string): string {
  if (/List\b|\[\]$|Set</.test(java)) return 'a list';
  if (/Map\b/.test(java)) return 'a mapping';
  if (/boolean/i.test(java)) return 'true or false';
  if (/^(?:int|long|short|java\.lang\.(?:Integer|Long|Short))$/.test(java)) return 'a whole number';
  if (/float|double/i.test(java)) return 'a number';
  if (/Duration$/.test(java)) return 'a duration such as PT1H30M';
  if (/String$/.test(java)) return 'text';
  if (/LocalTime$/.test(java)) return 'a time';
  if (/(?:LocalDate|LocalDateTime|Instant|ZonedDateTime|OffsetDateTime)$/.test(java)) return 'a date';
  return java === '' ? 'something else' : `a mapping (${nameOfClass(java)})`;
}
