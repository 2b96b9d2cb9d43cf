import { javaDuration, javaFloat } from '../reading/java-text.js';
import { parseDuration } from '../reading/times.js';
import { itemsOf, propOf, type Read, type ReadObject, textOf, valueOf } from '../reading/values.js';
import { javaToString, propertyText } from '../reading/whole-values.js';
import { type CheckContext, type CheckViolation, violation } from './check.js';
import { leafInputs, triggerInputs } from './input-tree.js';
import { matchesWhole } from './java-regex.js';
import { instant, type JavaTime, localDate, parseInstant, parseLocalDate, parseLocalTime } from './java-times.js';

/**
 * 2.0: what a flow itself gives to its inputs – defaults and what its triggers supply – must be what the
 * inputs accept.
 */
export function findWrongInputValues(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  if (context.rules !== '2.0') return [];
  const leaves = leafInputs(flow);
  const found = leaves.flatMap(({ id, input }) => {
    const given = propOf(input, 'defaults');
    const why = given === undefined || given.k === 'null' ? undefined : refusal(input, propertyText(given.node));
    return why === undefined ? [] : [wrong(`Invalid default for input '${id}': ${why}`, given)];
  });
  const byId = new Map<string, Read>();
  for (const { id, input } of leaves) if (!byId.has(id)) byId.set(id, input);
  for (const { kind, trigger, supplied } of leaves.length === 0 ? [] : triggerInputs(flow)) {
    const name = textOf(propOf(trigger, 'id')) ?? 'null';
    for (const [id, given] of supplied) {
      const input = byId.get(id);
      const why = input === undefined || given.k === 'null' ? undefined : refusal(input, javaToString(given.node));
      if (why === undefined) continue;
      found.push(wrong(`Invalid value for input '${id}' supplied by ${kind} Trigger '${name}': ${why}`, given));
    }
  }
  return found;
}

function wrong(message: string, at: Read | undefined): CheckViolation {
  return violation('wrong-input-value', message, at);
}

/** Why an input refuses a value; undefined also for expressions, and for types that only a run can read. */
function refusal(input: Read, text: string): string | undefined {
  const type = textOf(propOf(input, 'type'));
  if (type === undefined || /\{\{|\{%/.test(text)) return undefined;
  const unreadable = `\`${text}\` is not a valid ${type} value`;
  switch (type) {
    case 'INT': {
      if (!/^[+-]?\d+$/.test(text)) return unreadable;
      const value = BigInt(text.replace(/^\+/, ''));
      return value < -(2n ** 31n) || value >= 2n ** 31n ? unreadable : numberOutside(input, Number(value), String);
    }
    case 'FLOAT': {
      const value = parseFloatText(text);
      return value === undefined ? unreadable : numberOutside(input, Math.fround(value), javaFloat);
    }
    case 'DURATION': {
      const value = parseDuration(text);
      return value === undefined ? unreadable : durationOutside(input, value);
    }
    case 'DATE':
      return timeOutside(input, parseLocalDate(text), dateBound) ?? (parseLocalDate(text) ? undefined : unreadable);
    case 'TIME':
      return timeOutside(input, parseLocalTime(text), timeBound) ?? (parseLocalTime(text) ? undefined : unreadable);
    case 'DATETIME':
      return timeOutside(input, parseInstant(text), instantBound) ?? (parseInstant(text) ? undefined : unreadable);
    case 'EMAIL':
      return EMAIL.test(text) ? undefined : 'The input must be a valid email';
    case 'STRING': {
      const validator = textOf(propOf(input, 'validator'));
      if (validator === undefined || matchesWhole(validator, text) !== false) return undefined;
      return `it must match the pattern \`${validator}\``;
    }
    case 'SELECT':
      return selectRefusal(input, text);
    default:
      return undefined;
  }
}

const EMAIL = /^$|^[a-zA-Z0-9_!#$%&’*+/=?`{|}~^.-]+@[a-zA-Z0-9.-]+$/;

/** Java's `Float.valueOf`; NaN stands for everything that fits between no bounds. */
function parseFloatText(text: string): number | undefined {
  const trimmed = text.replace(/^[\0- ]+|[\0- ]+$/g, '');
  if (/^[+-]?(NaN|Infinity)$/.test(trimmed)) return Number(trimmed.replace(/^([+-])(?=NaN)/, ''));
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/.test(trimmed)) return Number(trimmed.replace(/[fFdD]$/, ''));
  return /^[+-]?0[xX][\da-fA-F]*\.?[\da-fA-F]*[pP][+-]?\d+[fFdD]?$/.test(trimmed) ? Number.NaN : undefined;
}

function numberOutside(input: Read, value: number, write: (bound: number) => string): string | undefined {
  const bound = (name: string): number | undefined => {
    const read = propOf(input, name);
    return read?.k === 'scalar' ? Number(read.value) : undefined;
  };
  const [min, max] = [bound('min'), bound('max')];
  if (min !== undefined && value < fit(min, write)) return `it must be more than \`${write(min)}\``;
  return max !== undefined && value > fit(max, write) ? `it must be less than \`${write(max)}\`` : undefined;
}

function fit(bound: number, write: (bound: number) => string): number {
  return write === javaFloat ? Math.fround(bound) : Math.trunc(bound);
}

function durationOutside(input: Read, value: bigint): string | undefined {
  const bound = (name: string): bigint | undefined => {
    const read = propOf(input, name);
    return read?.k === 'scalar' && typeof read.value === 'bigint' ? read.value : undefined;
  };
  const [min, max] = [bound('min'), bound('max')];
  if (min !== undefined && value < min) return `It must be more than \`${javaDuration(min)}\``;
  return max !== undefined && value > max ? `It must be less than \`${javaDuration(max)}\`` : undefined;
}

function timeOutside(
  input: Read,
  value: JavaTime | undefined,
  bound: (read: Read | undefined) => JavaTime | undefined,
): string | undefined {
  if (value === undefined) return undefined;
  const [after, before] = [bound(propOf(input, 'after')), bound(propOf(input, 'before'))];
  if (after !== undefined && value.value < after.value) return `it must be after \`${after.text}\``;
  return before !== undefined && value.value > before.value ? `it must be before \`${before.text}\`` : undefined;
}

/**
 * Bounds are read by the mapper, which takes more forms than `parse`; what is in none of the usual ones
 * bounds nothing.
 */
function dateBound(read: Read | undefined): JavaTime | undefined {
  if (read?.k !== 'scalar') return undefined;
  const text = String(read.value);
  if (/^-?\d+$/.test(text)) return localDate(Number(text));
  return parseLocalDate(paddedParts(text)) ?? parseLocalDate(text.slice(0, 10));
}

function timeBound(read: Read | undefined): JavaTime | undefined {
  if (read?.k !== 'scalar') return undefined;
  const text = String(read.value);
  return parseLocalTime(text.slice(text.indexOf('T') + 1)) ?? parseLocalTime(paddedParts(text).replaceAll('-', ':'));
}

function paddedParts(text: string): string {
  return text.replace(/(?<=^|-)\d(?=-|$)/g, '0$&');
}

function instantBound(read: Read | undefined): JavaTime | undefined {
  if (read?.k !== 'scalar') return undefined;
  return typeof read.value === 'bigint' ? instant(read.value) : parseInstant(String(read.value));
}

function selectRefusal(input: Read, text: string): string | undefined {
  const custom = propOf(input, 'allowCustomValue');
  const given = propOf(input, 'values');
  if ((custom?.k === 'scalar' && custom.value === true) || given?.k !== 'list') return undefined;
  const values = itemsOf(input, 'values').map(({ node }) => {
    const value = node.kind === 'mapping' ? valueOf(node, 'value') : node;
    return value === undefined ? 'null' : javaToString(value);
  });
  return values.includes(text) ? undefined : `it must match the values \`[${values.join(', ')}]\``;
}
