import { knownTypes, knownUnionTypes, propertiesOf } from '../rules/known-names.js';
import { nearestName } from '../rules/nearest-name.js';
import type { RuleSetName } from '../rules/verdict.js';

/** A problem in words for people. */
export interface Explanation {
  /** Stable name of the rule. */
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
}

/**
 * What one problem of Kestra means, without its Java: the same words, from the server or from the offline rules, give the same explanation. Texts that are not known
 * pass whole.
 */
export function explain(text: string, answer: string, rules: RuleSetName): Explanation {
  if (answer === 'deprecationPaths') {
    return { rule: 'deprecated', message: `\`${text}\` is deprecated.` };
  }
  if (answer === 'outdated') {
    return {
      rule: 'outdated-revision',
      message: 'The `revision` written here does not follow the newest one on the server.',
      hint: 'Remove `revision`: Kestra counts by itself.',
    };
  }
  for (const explainer of EXPLAINERS) {
    const found = explainer(text, rules);
    if (found !== undefined) return found;
  }
  return { rule: answer === 'infos' ? 'info' : 'kestra', message: sentence(text) };
}

type Explainer = (text: string, rules: RuleSetName) => Explanation | undefined;

const unknownProperty: Explainer = (text, rules) => {
  const match = /Unrecognized field "((?:[^"\\]|\\.)*)" \(class ([^)]+)\)/.exec(text);
  if (match === null) return undefined;
  const [, key, javaName] = match;
  const className = javaName!.replace(/\$\w*Builder\w*$/, '');
  const listed = [...text.slice(match.index + match[0].length).matchAll(/"([^"]+)"/g)].map(([, name]) => name!);
  const names = listed.length > 0 ? listed : (propertiesOf(rules, className) ?? []);
  const meant = nearestName(key!, names);
  const where = /\.flows\.(FlowWithSource|GenericFlow|Flow)$/.test(className) ? 'a flow' : shortClass(className);
  return {
    rule: 'unknown-property',
    message: `Unknown property "${key}" on ${where}${didYouMean(meant)}`,
    ...(meant === undefined && names.length > 0 && names.length <= 12
      ? { hint: `Known: ${[...names].sort().join(', ')}.` }
      : {}),
  };
};

const invalidType: Explainer = (text, rules) => {
  const match = /Invalid type: ([^]*?)(?:\n at \[|$)/.exec(text);
  if (match === null) return undefined;
  const type = match[1]!.trim();
  if (type === '<null>' || type === 'null') {
    return { rule: 'missing-type', message: 'A `type` is missing here.' };
  }
  const candidates = type.includes('.') ? knownTypes(rules) : knownUnionTypes(rules);
  const meant = nearestName(type, candidates) ?? sameName(type, candidates);
  const core = /^io\.kestra\.(plugin\.)?core\./.test(type) || !type.includes('.');
  return {
    rule: 'unknown-type',
    message: `Unknown type "${type}"${didYouMean(meant)}`,
    ...(meant === undefined && !core ? { hint: 'Is the plugin installed on the server?' } : {}),
  };
};

/** The class was moved to another package. */
function sameName(type: string, candidates: readonly string[]): string | undefined {
  const simple = type.slice(type.lastIndexOf('.') + 1);
  const same = candidates.filter((candidate) => candidate.endsWith(`.${simple}`));
  return same.length === 1 ? same[0] : undefined;
}

const wrongShape: Explainer = (text) => {
  if (!/Cannot (deserialize|construct|coerce)/.test(text)) return undefined;
  const property = propertyOf(text);
  const name = property === undefined ? 'This value' : `"${property}"`;
  const target = /(?:type|instance of|element of|to) `([^`]+)`/.exec(text)?.[1] ?? '';
  const choices = /Enum class: \[([^\]]*)\]/.exec(text)?.[1];
  const given = /from String "((?:[^"\\]|\\.)*)"|String value \('([^]*?)'\)/.exec(text);
  const value = given === null ? undefined : (given[1] ?? given[2]);
  const is = value === undefined ? kindGiven(text) : `"${value}"`;
  if (choices !== undefined) {
    const meant = value === undefined ? undefined : nearestName(value, choices.split(', '));
    return { rule: 'wrong-value', message: `${name} is ${is}${didYouMean(meant)}`, hint: `Allowed: ${choices}.` };
  }
  if (
    /LinkedHashMap<java\.lang\.String,java\.lang\.Object>|`java\.util\.LinkedHashMap`/.test(text) &&
    property === undefined
  ) {
    return {
      rule: 'not-a-flow',
      message: `This is ${is}, not a flow: a flow is a mapping with \`id\`, \`namespace\` and \`tasks\`.`,
    };
  }
  return { rule: 'wrong-type', message: `${name} must be ${kindWanted(target)}, but it is ${is}.` };
};

function propertyOf(text: string): string | undefined {
  const chain = /through reference chain: ([^]*)$/.exec(text)?.[1] ?? '';
  return [...chain.matchAll(/\["((?:[^"\\]|\\.)*)"\]/g)].at(-1)?.[1];
}

function kindGiven(text: string): string {
  if (/START_OBJECT|Object value/.test(text)) return 'a mapping';
  if (/START_ARRAY|Array value/.test(text)) return 'a list';
  if (/VALUE_TRUE|VALUE_FALSE|[bB]oolean value/.test(text)) return 'a boolean';
  if (/VALUE_NUMBER|Number value|from number/.test(text)) return 'a number';
  if (/empty String/.test(text)) return 'empty';
  return 'text';
}

function kindWanted(java: string): string {
  if (/List|\[\]$|Set</.test(java)) return 'a list';
  if (/Map/.test(java)) return 'a mapping';
  if (/boolean/i.test(java)) return 'true or false';
  if (/^(int|long|java\.lang\.(Integer|Long))$/.test(java)) return 'a whole number';
  if (/float|double/i.test(java)) return 'a number';
  if (/Duration$/.test(java)) return 'a duration such as PT1H30M';
  if (/String$/.test(java)) return 'text';
  if (/LocalDate$|Instant$|ZonedDateTime$|LocalTime$/.test(java)) return `a ${/Time$/.test(java) ? 'time' : 'date'}`;
  return `a mapping (${shortClass(java)})`;
}

const internal: Explainer = (text) => {
  const cast = /class java\.lang\.(\w+) cannot be cast to class java\.lang\.(\w+)/.exec(text);
  if (cast !== null) {
    const [, from, to] = cast;
    return to === 'String'
      ? {
          rule: 'identity-not-text',
          message: `\`namespace\` must be text, but YAML reads ${noun(from!)}.`,
          hint: 'Put quotes around it.',
        }
      : { rule: 'wrong-type', message: `\`revision\` must be a whole number, but it is ${noun(from!)}.` };
  }
  if (/"mapFlow" is null|No content to map/.test(text)) {
    return { rule: 'empty-document', message: 'There is no flow here: the document is empty.' };
  }
  if (/Cannot invoke|HV000028|^Unable to validate the flow: null$/.test(text)) {
    return {
      rule: 'kestra-internal',
      message: 'Kestra stumbles over this flow without saying where.',
      hint: 'Look for a property without a value, or a list with an empty element.',
    };
  }
  return undefined;
};

function noun(javaClass: string): string {
  if (javaClass === 'Boolean') return 'a boolean';
  return javaClass === 'String' ? 'text' : 'a number';
}

const syntax: Explainer = (text) => {
  if (!/Illegal \w+ source: YAML (parsing|syntax) error|in 'reader', line/i.test(text)) return undefined;
  if (/Invalid structure/.test(text)) {
    return {
      rule: 'yaml-syntax',
      message: 'The YAML cannot be read here.',
      hint: 'Check the indentation; a value that begins with {{ needs quotes.',
    };
  }
  const said = text
    .replace(/^[^]*?YAML (?:parsing|syntax) error: /, '')
    .split('\n')
    .filter((line) => !/^ in 'reader'|^\s*\^|^ {4}|^ at \[/.test(line) && line.trim() !== '')
    .map((line) => line.replace(/\s*\(at line -?\d+\)$/, '').replace(/^while .*$/, ''))
    .filter((line) => line !== '')
    .join(' ');
  if (/duplicate field/i.test(said))
    return { rule: 'duplicate-key', message: `${sentence(said)} Kestra refuses to store such a flow.` };
  return { rule: 'yaml-syntax', message: `The YAML cannot be read: ${sentence(said || text.split('\n')[0]!)}` };
};

const duplicates: Explainer = (text) => {
  const match = /^Duplicate (.+?) (?:id )?(?:with (?:name|id) )?\[([^\]]*)\]/.exec(text);
  if (match === null) return undefined;
  const [, what, list] = match;
  const names = list!.split(', ');
  const kind = what!.replace(/ id$/, '');
  const isPath = kind.endsWith('path');
  const shown = names.map((name) => `"${name}"`).join(', ');
  const subject = isPath ? `The ${kind}` : `The ${kind} id${names.length === 1 ? '' : 's'}`;
  return {
    rule: `duplicate-${kind.replaceAll(' ', '-')}`,
    message: `${subject} ${shown} ${names.length === 1 ? 'is' : 'are'} used twice.`,
  };
};

const RULES_BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/^The subflow .* not found/, 'unknown-subflow'],
  [/^The subflow .* is disabled/, 'disabled-subflow'],
  [/^Recursive call/, 'recursive-call'],
  [/^Flow id is a reserved/, 'reserved-flow-id'],
  [/^System labels/, 'system-label'],
  [/^Invalid (input|output) reference/, 'dashed-reference'],
  [/depends on a non-existent input|^Cycle dependency/, 'input-dependency'],
  [/^This flow will be triggered for EVERY/, 'triggered-by-everything'],
  [/cannot use the '\w+' property/, 'property-without-effect'],
  [/is replaced by/, 'replaced-type'],
  [/invalid cron expression/, 'cron'],
  [/time-zone ID/, 'time-zone'],
  [/\bmust not be (null|blank|empty)$/, 'missing-property'],
  [/\bmust match "/, 'pattern'],
];

const violation: Explainer = (text) => {
  const rule = RULES_BY_TEXT.find(([pattern]) => pattern.test(text))?.[1];
  const match = /^([^:\s][^:]*): ([^]+)$/.exec(text);
  if (match === null) return rule === undefined ? undefined : { rule, message: sentence(text) };
  const [, path, message] = match;
  const property = path!.split('.').at(-1)!.replace(/^_/, '');
  const owner = ownerOf(path!);
  const on = owner === undefined ? '' : ` of "${owner}"`;
  if (/^must not be (null|blank|empty)$/.test(message!)) {
    return { rule: 'missing-property', message: `"${property}"${on} ${message}.` };
  }
  if (/^[a-z]/.test(message!) && !/^(invalid|timezone|duration)/.test(message!)) {
    return { rule: rule ?? 'constraint', message: `"${property}"${on} ${sentence(message!)}` };
  }
  return { rule: rule ?? 'constraint', message: sentence(message!.charAt(0).toUpperCase() + message!.slice(1)) };
};

/** The id that a violation path names before its last step: `hello.message`, `tasks[hello].message`. */
function ownerOf(path: string): string | undefined {
  const parent = path.slice(0, Math.max(path.lastIndexOf('.'), 0));
  const bracket = /\[([^\]]+)\]$/.exec(parent)?.[1];
  if (bracket !== undefined) return /^\d+$|^null$/.test(bracket) ? undefined : bracket;
  const last = parent.split('.').at(-1);
  return last === undefined || last === '' || /^(retry|labels|inputs|concurrency|tasks|triggers)/.test(last)
    ? undefined
    : last;
}

const EXPLAINERS: readonly Explainer[] = [
  unknownProperty,
  invalidType,
  wrongShape,
  syntax,
  internal,
  duplicates,
  violation,
];

function didYouMean(name: string | undefined): string {
  return name === undefined ? '.' : ` – did you mean "${name}"?`;
}

/** Classes of Kestra's core model by their last name, plugins in full: that is how they are written in a flow. */
function shortClass(className: string): string {
  return /^io\.kestra\.core\.models\./.test(className) || /^java\./.test(className)
    ? className.replace(/^.*[.$]/, '')
    : className;
}

/** One line that ends like a sentence. */
function sentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
