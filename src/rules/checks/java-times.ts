/**
 * Dates and times as Java's `parse` and `toString` of Instant, LocalDate and LocalTime have them; undefined:
 * not one.
 */
export interface JavaTime {
  /** For comparisons with others of its kind. */
  readonly value: bigint;
  readonly text: string;
}

const DAY = 86_400_000_000_000n;

/** Java's `LocalDate.parse`. */
export function parseLocalDate(text: string): JavaTime | undefined {
  const match = /^([+-]\d{4,10}|\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const day = match === null ? undefined : epochDay(Number(match[1]), Number(match[2]), Number(match[3]));
  return day === undefined || /^-0+-/.test(text) || /^\+\d{4}-/.test(text) ? undefined : localDate(day);
}

/** The day with a number, counted from 1970. */
export function localDate(day: number): JavaTime {
  return { value: BigInt(day), text: dateText(day) };
}

/** Java's `LocalTime.parse`. */
export function parseLocalTime(text: string): JavaTime | undefined {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (match === null || Number(match[1]) > 23) return undefined;
  const nanos = nanosOf(match[1]!, match[2]!, match[3] ?? '0', match[4] ?? '');
  return nanos === undefined ? undefined : { value: nanos, text: timeText(nanos, false) };
}

const INSTANT = /^([+-]\d{4,10}|\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{0,9}))?(Z|[+-]\d\d:\d\d(?::\d\d)?)$/i;

/** Java's `Instant.parse`, offsets included. */
export function parseInstant(text: string): JavaTime | undefined {
  const match = INSTANT.exec(text);
  if (match === null) return undefined;
  const [, year, month, date, hour, minute, second, fraction = '', zone = 'Z'] = match;
  const day = epochDay(Number(year), Number(month), Number(date));
  const endOfDay = hour === '24' && /^0*$/.test(`${minute}${second}${fraction}`);
  const nanos = Number(hour) > 23 && !endOfDay ? undefined : nanosOf(hour!, minute!, second!, fraction);
  const offset = /^z$/i.test(zone) ? 0n : nanosOf(zone.slice(1, 3), zone.slice(4, 6), zone.slice(7) || '0', '');
  if (day === undefined || nanos === undefined || offset === undefined || offset > 64_800_000_000_000n)
    return undefined;
  return instant(BigInt(day) * DAY + nanos - (zone.startsWith('-') ? -offset : offset));
}

/** The moment so many nanoseconds after 1970. */
export function instant(value: bigint): JavaTime {
  const within = ((value % DAY) + DAY) % DAY;
  return { value, text: `${dateText(Number((value - within) / DAY))}T${timeText(within, true)}Z` };
}

function epochDay(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function dateText(day: number): string {
  const date = new Date(day * 86_400_000);
  // Outside of JavaScript's years nothing is ever compared closely.
  if (Number.isNaN(date.getTime())) return String(day);
  const year = date.getUTCFullYear();
  const digits = String(Math.abs(year)).padStart(4, '0');
  const sign = year < 0 ? '-' : year > 9999 ? '+' : '';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${sign}${digits}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

function nanosOf(hour: string, minute: string, second: string, fraction: string): bigint | undefined {
  if (Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}

/** Java leaves seconds out of a LocalTime when they are 0, and writes fractions in groups of three digits. */
function timeText(nanos: bigint, withSeconds: boolean): string {
  const two = (part: bigint): string => String(part).padStart(2, '0');
  const seconds = nanos / 1_000_000_000n;
  const fraction = String(nanos % 1_000_000_000n)
    .padStart(9, '0')
    .replace(/(000)+$/, '');
  const short = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}`;
  if (!withSeconds && seconds % 60n === 0n && fraction === '') return short;
  return `${short}:${two(seconds % 60n)}${fraction === '' ? '' : `.${fraction}`}`;
}
