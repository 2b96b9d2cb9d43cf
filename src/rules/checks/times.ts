import { javaDuration } from '../reading/java-text.js';
import { parseDuration } from '../reading/times.js';
import { propOf, type Read, textOf } from '../reading/values.js';
import { type CheckViolation, type ConstraintCheck, violation } from './check.js';
import { cronProblem } from './cron.js';

/** `Schedule.cron`. */
export const checkSchedule: ConstraintCheck = (trigger, context) => {
  const cron = propOf(trigger, 'cron');
  const text = textOf(cron);
  if (text === undefined) return [];
  const seconds = propOf(trigger, 'withSeconds');
  const problem = cronProblem(text, {
    withSeconds: seconds?.k === 'scalar' && seconds.value === true,
    lastDay: context.rules === '2.0',
  });
  return problem === undefined
    ? []
    : [violation('invalid-cron', `invalid cron expression '${text}': ${problem}`, cron)];
};

/** A time zone as `ZoneId.of` takes it. */
export const checkTimezone: ConstraintCheck = (value) => {
  const text = textOf(value);
  if (text === undefined || isZone(text)) return [];
  return [violation('invalid-timezone', `timezone '(${text})' is not a valid time-zone ID`, value)];
};

const zones = new Map<string, boolean>();

/** Whether Java's `ZoneId.of` takes it. */
export function isZone(text: string): boolean {
  let known = zones.get(text);
  if (known === undefined) {
    known = isOffset(text.replace(/^(UTC|GMT|UT)(?=[+-])/, '')) || /^(Z|UTC|GMT|UT|GMT0)$/.test(text) || isRegion(text);
    zones.set(text, known);
  }
  return known;
}

function isOffset(text: string): boolean {
  const match = /^[+-](\d\d?)(?::?(\d\d)(?::?(\d\d))?)?$/.exec(text);
  if (match === null) return false;
  const [hours, minutes, seconds] = [1, 2, 3].map((group) => Number(match[group] ?? 0)) as [number, number, number];
  // Colons are all there or none is, and one digit stands alone.
  const isUniform = match[3] === undefined || text.split(':').length !== 2;
  const isWide = match[1]!.length === 2 || match[2] === undefined;
  return isUniform && isWide && minutes < 60 && seconds < 60 && hours * 3600 + minutes * 60 + seconds <= 18 * 3600;
}

/** Names that JavaScript takes and Java does not. */
const NOT_IN_JAVA = new Set(['EST', 'MST', 'HST', 'ROC']);

/** The time zone database of the machine answers; unlike Java it does not mind the case. */
function isRegion(text: string): boolean {
  if (!/^[A-Z][\w+-]*(\/[A-Z][\w+-]*)*$/.test(text) || NOT_IN_JAVA.has(text)) return false;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    return known === text || known.toLowerCase() !== text.toLowerCase();
  } catch {
    return false;
  }
}

/** 2.0: durations have bounds. */
export const checkDurationMin: ConstraintCheck = (value, _context, params) => {
  const least = parseDuration(String(params['min'] ?? '')) ?? lengthOf(params);
  if (value.k !== 'scalar' || typeof value.value !== 'bigint' || value.value >= least) return [];
  return [violation('duration-too-short', minText(params), value)];
};

function lengthOf(params: Parameters<ConstraintCheck>[2]): bigint {
  const part = (name: string, nanos: bigint): bigint => BigInt(Number(params[name] ?? 0)) * nanos;
  const seconds = part('days', 86_400n) + part('hours', 3600n) + part('minutes', 60n) + part('seconds', 1n);
  return seconds * 1_000_000_000n + part('millis', 1_000_000n) + part('nanos', 1n);
}

function minText(params: Parameters<ConstraintCheck>[2]): string {
  return params['minutes'] === 1 ? 'must be longer than or equal to 1 minute' : 'must be a positive duration';
}

export const checkDurationMax: ConstraintCheck = (value, _context, params) => {
  const most = parseDuration(String(params['max'] ?? ''));
  if (most === undefined || value.k !== 'scalar' || typeof value.value !== 'bigint' || value.value <= most) return [];
  const message = `duration '${javaDuration(value.value)}' must not exceed ${params['max']}`;
  return [violation('duration-too-long', message, value)];
};

/** 1.3: the time window of a Flow trigger's preconditions. */
export const checkTimeWindow: ConstraintCheck = (window) => {
  const type = textOf(propOf(window, 'type')) ?? 'DURATION_WINDOW';
  const form = TIME_WINDOWS[type];
  if (form === undefined) return [];
  return checkWindow(window, `Time window of type \`${type}\``, form);
};

interface WindowForm {
  readonly cannot: readonly string[];
  readonly must: readonly string[];
}

const TIME_WINDOWS: Readonly<Record<string, WindowForm>> = {
  DAILY_TIME_DEADLINE: { cannot: ['window', 'windowAdvance', 'startTime', 'endTime'], must: ['deadline'] },
  DAILY_TIME_WINDOW: { cannot: ['window', 'windowAdvance', 'deadline'], must: ['startTime', 'endTime'] },
  DURATION_WINDOW: { cannot: ['deadline', 'startTime', 'endTime'], must: [] },
  SLIDING_WINDOW: { cannot: ['deadline', 'startTime', 'endTime', 'windowAdvance'], must: [] },
};

/** 2.0: the window of a Flow trigger; which properties it has says what type it is. */
export const checkTriggerWindow: ConstraintCheck = (window) => {
  const has = (name: string): boolean => isGiven(propOf(window, name));
  const type = has('deadline')
    ? 'DAILY_TIME_DEADLINE'
    : has('from') || has('to')
      ? 'DAILY_TIME_WINDOW'
      : has('lookback')
        ? 'SLIDING_WINDOW'
        : undefined;
  if (type === undefined) return [];
  const form = WINDOWS[type];
  // Half a time window is reported before anything else.
  const incomplete = form.must.some((name) => !has(name));
  return checkWindow(window, `Window of type \`${type}\``, incomplete ? { ...form, cannot: [] } : form);
};

const WINDOWS = {
  DAILY_TIME_DEADLINE: { cannot: ['every', 'offset', 'from', 'to', 'lookback'], must: [] },
  DAILY_TIME_WINDOW: { cannot: ['deadline', 'every', 'offset', 'lookback'], must: ['from', 'to'] },
  SLIDING_WINDOW: { cannot: ['deadline', 'from', 'to', 'offset', 'every'], must: [] },
} as const satisfies Readonly<Record<string, WindowForm>>;

function checkWindow(window: Read, what: string, { cannot, must }: WindowForm): readonly CheckViolation[] {
  const given = cannot.filter((name) => isGiven(propOf(window, name)));
  if (given.length > 0) {
    const reported = given.filter((name) => name !== 'deadline' || !must.includes('startTime'));
    // The server looks at the start time where it means the deadline – and breaks when there is nothing left
    // to report.
    const isDeadlineReported = reported.length < given.length && reported.length === 0;
    const asksStart = must.includes('startTime') && isGiven(propOf(window, 'startTime'));
    const names = asksStart || isDeadlineReported ? [...reported, 'deadline'] : reported;
    return names.map((name) =>
      violation('wrong-window', `${what} cannot have ${PARTS[name]}.`, propOf(window, name) ?? window),
    );
  }
  const missing = must.filter((name) => !isGiven(propOf(window, name)));
  return missing.map((name) => violation('wrong-window', `${what} must have ${PARTS[name]}.`, window));
}

function isGiven(value: Read | undefined): boolean {
  return value !== undefined && value.k !== 'null';
}

const PARTS: Readonly<Record<string, string>> = {
  deadline: 'a deadline',
  startTime: 'a start time',
  endTime: 'an end time',
  window: 'a window',
  windowAdvance: 'a window advance',
  from: 'a from time',
  to: 'a to time',
  every: 'an every duration',
  offset: 'an offset',
  lookback: 'a lookback duration',
};
