import type { Line } from './line.js';
import { Refusal } from './refusal.js';

/** The constraints of a verdict as a line words them; the offline rules speak as 1.3 does. */
export function constraintsOf(line: Line, constraints: string): string {
  if (line.name === '1.3' || line.name === '2.0') return constraints;
  const listed = withListInBrackets(constraints);
  if (line.name === '1.2') return listed;
  const text = withoutParserPrefix(listed.replace(/^Validation error: /, ''));
  if (/^(Illegal \w+ source|Unrecognized field|Invalid type)/.test(text)) return `${EXCEPTION}${text}`;
  return text.startsWith(' Invalid Flow') ? `:${text}` : text;
}

/** An error as a line words it. */
export function refusalOf(line: Line, refusal: Refusal): Refusal {
  if (line.name === '1.3' || line.name === '2.0') return refusal;
  const words = (text: string) => {
    const listed = withListInBrackets(text);
    return line.name === '1.2' ? listed : withoutParserPrefix(listed);
  };
  const details = refusal.details.map(({ message, path }) => ({ message: words(message), path }));
  return new Refusal(refusal.status, refusal.type, words(refusal.message), details, refusal.headers, refusal.detail);
}

const EXCEPTION = 'jakarta.validation.ConstraintViolationException: ';

/** Up to 1.2 the list of known properties ends with a bracket of Jackson's. */
function withListInBrackets(text: string): string {
  return text.replace(/(known properties: [^)\]]*)\)/g, '$1])');
}

/** Up to 1.1 an error of the parser has neither a prefix nor a line of its own. */
function withoutParserPrefix(text: string): string {
  return text.includes('YAML parsing error: ')
    ? text.replace('YAML parsing error: ', '').replace(/ \(at line -?\d+\)$/, '')
    : text;
}
