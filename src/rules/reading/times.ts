import type { FlowNode, YamlPath } from '../../flows/tree.js';
import { javaTrim } from './java-text.js';
import { bare, located, scalarToken, scalarValue, wrongShape } from './refusal.js';
import { fromString, outOfRange, type ScalarResult } from './scalars.js';

const LONG = { min: -(2n ** 63n), max: 2n ** 63n - 1n, name: 'long' } as const;
const SECOND = 1_000_000_000n;

/** Reads a `java.time.Duration`: nanoseconds, or undefined for the empty string. */
export function readDuration(java: string, node: FlowNode, path: YamlPath): ScalarResult {
  const text = timeText(java, node, path);
  if (text === undefined) return undefined;
  if (typeof text === 'bigint') return text;
  const nanos = parseDuration(text);
  if (nanos !== undefined) return nanos;
  throw fromString(java, text, unparsed(java, 'Text cannot be parsed to a Duration'), path);
}

const DURATION = /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?)(\d+)(?:[.,](\d{0,9}))?S)?)?$/i;

/** Java's `Duration.parse`, in nanoseconds; undefined when it refuses. */
export function parseDuration(text: string): bigint | undefined {
  const match = DURATION.exec(text);
  if (match === null) return undefined;
  const [, sign, days, time, hours, minutes, secondSign, seconds, fraction = ''] = match;
  if (time?.toUpperCase() === 'T' || (days ?? hours ?? minutes ?? seconds) === undefined) return undefined;
  const number = (digits: string | undefined): bigint => BigInt((digits ?? '0').replace(/^\+/, ''));
  const exact = number(seconds) * SECOND + BigInt(fraction.padEnd(9, '0'));
  const total =
    ((number(days) * 24n + number(hours)) * 60n + number(minutes)) * 60n * SECOND +
    (secondSign === '-' ? -exact : exact);
  if (total / SECOND > LONG.max || total / SECOND < LONG.min) return undefined;
  return sign === '-' ? -total : total;
}

/**
 * Reads an `Instant`, `LocalDate` or `LocalTime`; the value itself does not matter to any rule, so its text
 * is kept.
 */
export function readDate(java: string, node: FlowNode, path: YamlPath): ScalarResult {
  if (java === 'java.time.Instant') {
    const text = timeText(java, node, path);
    if (typeof text !== 'string') return text;
    if (INSTANT.test(text)) return text;
    throw fromString(
      java,
      text,
      unparsed(java, `Text '${text}' could not be parsed at index ${failure(text, INSTANT_FORM)}`),
      path,
    );
  }
  const isDate = java === 'java.time.LocalDate';
  if (node.kind === 'sequence') return readParts(java, node.items, path);
  if (node.kind === 'mapping') throw located('wrong-type', 'Expected array or string', path);
  const value = scalarValue(node);
  if (typeof value === 'string') return readLocal(java, javaTrim(value), path);
  if (typeof value === 'boolean' || value === null || node.float === true)
    throw located('wrong-type', 'Expected array or string', path);
  if (isDate) {
    const day = BigInt(value);
    if (day < LONG.min || day > LONG.max) throw outOfRange(node, LONG, path);
    return String(value);
  }
  const message = `raw timestamp (${value}) not allowed for \`${java}\`: need additional information such as an offset or time-zone (see class Javadocs)`;
  throw located('wrong-value', message, path);
}

const INSTANT = /^[+-]?\d{4,10}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{0,9})?)?(Z|[+-]\d\d(:?\d\d(:?\d\d)?)?)$/i;
const INSTANT_FORM = '0000-00-00T00:00:00Z';

function readLocal(java: string, text: string, path: YamlPath): ScalarResult {
  if (text === '') return undefined;
  const isDate = java === 'java.time.LocalDate';
  const shape = isDate
    ? /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z?)?$/
    : /^(\d{4}-\d\d-\d\dT)?\d\d:\d\d(:\d\d(\.\d{1,9})?)?$/;
  const why = !shape.test(text)
    ? `at index ${failure(text, isDate ? '0000-00-00' : '00:00')}`
    : isDate
      ? wrongDate(text)
      : wrongTime(text.slice(text.indexOf('T') + 1));
  if (why === undefined) return text;
  const parsed = why.startsWith('at ') ? `could not be parsed ${why}` : `could not be parsed: ${why}`;
  throw fromString(java, text, unparsed(java, `Text '${text}' ${parsed}`), path);
}

function wrongDate(text: string): string | undefined {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  if (month < 1 || month > 12) return `Invalid value for MonthOfYear (valid values 1 - 12): ${month}`;
  if (day < 1 || day > 31) return `Invalid value for DayOfMonth (valid values 1 - 28/31): ${day}`;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day <= days) return undefined;
  return day === 29
    ? `Invalid date 'February 29' as '${year}' is not a leap year`
    : `Invalid date '${MONTHS[month - 1]} ${day}'`;
}

const MONTHS = [
  ...['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'],
  ...['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'],
];

function wrongTime(text: string): string | undefined {
  const [hour = 0, minute = 0, second = 0] = text.split(':').map((part) => Math.trunc(Number(part)));
  if (hour > 23) return `Invalid value for HourOfDay (valid values 0 - 23): ${hour}`;
  if (minute > 59) return `Invalid value for MinuteOfHour (valid values 0 - 59): ${minute}`;
  return second > 59 ? `Invalid value for SecondOfMinute (valid values 0 - 59): ${second}` : undefined;
}

/** `[2024, 1, 1]` and `[10, 0]`. */
function readParts(java: string, items: readonly FlowNode[], path: YamlPath): ScalarResult {
  if (items.length === 0) return undefined;
  const numbers: number[] = [];
  for (const item of items) {
    const value = item.kind === 'scalar' ? scalarValue(item) : undefined;
    if (typeof value !== 'number' || (item.kind === 'scalar' && item.float === true)) {
      const given =
        item.kind === 'scalar' ? scalarToken(item) : item.kind === 'mapping' ? 'START_OBJECT' : 'START_ARRAY';
      throw located('wrong-type', `Unexpected token (${given}) within Array, expected VALUE_NUMBER_INT`, path);
    }
    numbers.push(value);
  }
  const two = (part: number | undefined): string => String(part ?? 0).padStart(2, '0');
  const why =
    java === 'java.time.LocalDate'
      ? wrongDate(`${String(numbers[0]).padStart(4, '0')}-${two(numbers[1])}-${two(numbers[2])}`)
      : wrongTime(numbers.slice(0, 3).map(two).join(':'));
  if (why !== undefined) throw bare('wrong-value', why, path);
  return numbers.join('-');
}

function unparsed(java: string, why: string): string {
  return `Failed to deserialize ${java}: (java.time.format.DateTimeParseException) ${why}`;
}

/** Index of the first character that does not fit a form, in which 0 stands for any digit. */
function failure(text: string, form: string): number {
  const fits = (expected: string, given: string | undefined): boolean =>
    given !== undefined && (expected === '0' ? /\d/.test(given) : expected.toLowerCase() === given.toLowerCase());
  let index = 0;
  while (index < form.length && fits(form[index]!, text[index])) index++;
  // Java reads a number as a whole: a digit that is missing is reported where the number begins.
  if (index < form.length && form[index] === '0') while (index > 0 && form[index - 1] === '0') index--;
  return index;
}

/** What durations and instants share: numbers are seconds, strings of a number too. */
function timeText(java: string, node: FlowNode, path: YamlPath): string | bigint | undefined {
  if (node.kind === 'sequence') throw wrongShape(java, node, path);
  const value = node.kind === 'scalar' ? scalarValue(node) : true;
  if (node.kind === 'mapping' || typeof value === 'boolean' || value === null) {
    const given = node.kind === 'scalar' ? scalarToken(node) : 'START_OBJECT';
    const expected = '[VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT]';
    throw located('wrong-type', `Unexpected token (${given}), expected one of ${expected} for ${java} value`, path);
  }
  if (typeof value === 'bigint' || (typeof value === 'number' && node.float !== true)) {
    const whole = BigInt(value);
    if (whole < LONG.min || whole > LONG.max) throw outOfRange(node, LONG, path);
    return whole * SECOND;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value * 1e3)) * 1_000_000n : 0n;
  const text = javaTrim(value);
  if (text === '') return undefined;
  if (/^[+-]?\d+$/.test(text)) {
    const whole = BigInt(text.replace(/^\+/, ''));
    if (whole >= LONG.min && whole <= LONG.max) return whole * SECOND;
  }
  if (/^[+-]?[\d.]+$/.test(text) && text.includes('.')) {
    if (text.split('.').length > 2) throw bare('wrong-value', 'multiple points', path);
    if (!/\d/.test(text)) throw bare('wrong-value', `For input string: "${text}"`, path);
    return BigInt(Math.trunc(Number(text) * 1e3)) * 1_000_000n;
  }
  return text;
}
