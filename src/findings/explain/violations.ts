import type { RuleId } from '../rules/all-rules.js';
import type { Explainer } from './explanation.js';
import { capitalised, joined, quoted, sentence } from './words.js';

/** `<path>: <message>` of bean validation. */
export const explainViolation: Explainer = (text) => {
  const colon = text.indexOf(': ');
  if (colon < 1 || /^[\s:]/.test(text)) return undefined;
  const path = text.slice(0, colon);
  const message = text.slice(colon + 2);
  if (!isPath(path, message)) return { rule: 'constraint', message: sentence(capitalised(text)) };
  const list = /(?:^|[.\]])(\w+)\[\d+\]\.<list element>$/.exec(path)?.[1];
  const name = list === undefined ? nameOf(path) : `An element of ${quoted(list)}`;
  if (list !== undefined && message === 'must not be null') {
    const kind = 'a mapping with a `type`';
    return { rule: 'wrong-type', message: `${name} must be ${kind}.`, expected: { name, kind } };
  }
  for (const [pattern, rule, say] of STANDARD) {
    const match = pattern.exec(message);
    if (match !== null) return { rule, message: `${name} ${say(match)}.` };
  }
  const rule = OTHERS.find(([phrase]) => message.includes(phrase))?.[1] ?? 'constraint';
  // What begins with the name of a property keeps it as it is written.
  return { rule, message: sentence(/^\w+ must /.test(message) ? message : capitalised(message)) };
};

/** The property at the end of a path, with the id that it is of; else the path itself. */
function nameOf(path: string): string {
  const property = /(?:^|[.\]])_?(\w+)$/.exec(path)?.[1];
  const owner = ownerOf(path);
  const on = owner === undefined ? '' : ` of ${quoted(owner)}`;
  return property === undefined ? quoted(path) : `${quoted(property)}${on}`;
}

/**
 * A sentence may hold a colon as well: before it stands a path when that is one word – but for ids, which may
 * hold blanks when that is what is wrong with them.
 */
function isPath(path: string, message: string): boolean {
  if (!/\s/.test(path.replace(/\[[^\][]*\]/g, ''))) return true;
  return STANDARD.some(([pattern]) => pattern.test(message)) && !/Invalid (?:default|value) for input /.test(path);
}

type Say = (match: RegExpExecArray) => string;

/** The standard's own messages. */
const STANDARD: readonly (readonly [RegExp, RuleId, Say])[] = [
  [/^must not be null$/, 'missing-property', () => 'is missing'],
  [/^must not be (blank|empty)$/, 'missing-property', ([, what]) => `must not be ${what}`],
  [/^must match "([^]*)"$/, 'pattern', ([, pattern]) => allowed(pattern!) ?? `must match ${pattern}`],
  [/^size must be between (\d+) and (\d+)$/, 'size', ([, least, most]) => `must be ${least} to ${most} long`],
  [/^must be greater than or equal to (\S+)$/, 'range', ([, limit]) => `must be at least ${limit}`],
  [/^must be less than or equal to (\S+)$/, 'range', ([, limit]) => `must be at most ${limit}`],
];

const OTHERS: readonly (readonly [string, RuleId])[] = [
  ['invalid cron expression', 'cron'],
  ['is not a valid time-zone ID', 'time-zone'],
  ['Invalid label key', 'label-key'],
  ['Cyclic dependency detected', 'dag-dependency'],
  ['Not existing task id in dependency', 'dag-dependency'],
  ['No task defined', 'missing-property'],
  ['cannot be empty', 'missing-property'],
];

/** `^[a-zA-Z0-9][a-zA-Z0-9_-]*` in words; undefined for patterns of another form. */
function allowed(pattern: string): string | undefined {
  const match = /^\^?\[([^\][]+)\]\[([^\][]+)\]\*\$?$/.exec(pattern);
  if (match === null) return undefined;
  const [first, all] = [characters(match[1]!), characters(match[2]!)];
  if (first === undefined || all === undefined) return undefined;
  return `may hold only ${joined(all, 'conjunction')}, and must begin with ${joined(first, 'disjunction')}`;
}

const RANGES: readonly (readonly [string, string])[] = [
  ['a-zA-Z', 'letters'],
  ['a-z', 'lower-case letters'],
  ['A-Z', 'upper-case letters'],
  ['0-9', 'digits'],
];

function characters(set: string): readonly string[] | undefined {
  const names: string[] = [];
  let rest = set;
  for (const [range, name] of RANGES) {
    if (!rest.includes(range)) continue;
    names.push(name);
    rest = rest.replace(range, '');
  }
  // What is left are single signs; a dash among them stands last.
  if (!/^[._$]*-?$/.test(rest)) return undefined;
  return [...names, ...[...rest].map((sign) => `"${sign}"`)];
}

const LISTS =
  /^_?(?:retry|labels|concurrency|tasks|triggers|inputs|outputs|errors|finally|afterExecution|sla|checks)\b/;

/**
 * The id that a path names before its last step: `hello.message`, `tasks[hello].message`,
 * `m.then[0].message`.
 */
function ownerOf(path: string): string | undefined {
  const end = path.lastIndexOf('.');
  if (end === -1) return undefined;
  const parent = path.slice(0, end);
  const brackets = [...parent.matchAll(/\[([^\][]*)\]/g)].map(([, name]) => name!);
  const id = brackets.findLast((name) => !/^\d+$/.test(name));
  if (id !== undefined) return id === 'null' || id === '' ? undefined : id;
  // 1.3: the id comes first, once for every level.
  if (LISTS.test(parent)) return undefined;
  return halved(parent.split(/\._?(?:then|else|errors|finally|defaults|onPause|cases)\b/, 1)[0]!);
}

/** `inner.inner` → inner. */
function halved(ids: string): string {
  for (let times = 8; times > 1; times--) {
    const id = ids.slice(0, (ids.length - (times - 1)) / times);
    if (ids === new Array(times).fill(id).join('.')) return id;
  }
  return ids;
}
