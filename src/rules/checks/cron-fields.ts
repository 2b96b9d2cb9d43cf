/** A field of a cron expression as Kestra defines it. */
export interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
  /** Number of the first name. */
  readonly first?: number;
  /** 7 is Sunday as well as 0 – but not in a range. */
  readonly sevenIsZero?: true;
  /** "L", the last day: since 2.0. */
  readonly last?: boolean;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/** Which expressions are asked for; by default five fields. */
export interface CronSyntax {
  /** There is a field for seconds. */
  readonly withSeconds?: boolean;
  /** The day of the month may be "L": since 2.0. */
  readonly lastDay?: boolean;
}

/** The fields of an expression. */
export function fieldsOf({ withSeconds = false, lastDay = false }: CronSyntax): readonly Field[] {
  const sixty = { min: 0, max: 59 };
  return [
    ...(withSeconds ? [sixty] : []),
    sixty,
    { min: 0, max: 23 },
    { min: 1, max: 31, last: lastDay },
    { min: 1, max: 12, names: MONTHS, first: 1 },
    { min: 0, max: 7, names: DAYS, first: 1, sevenIsZero: true },
  ];
}

/** Why an expression is refused, in the words of the cron library. */
export class CronError extends Error {}

/** Java's `Integer.parseInt`, for which the digits of every script are digits. */
export function wholeNumber(text: string): number | undefined {
  const latin = /^[+-]?[0-9]+$/.test(text) ? text : inLatinDigits(text);
  return latin !== undefined && Math.abs(Number(latin)) < 2 ** 31 ? Number(latin) : undefined;
}

function inLatinDigits(text: string): string | undefined {
  if (!/^[+-]?\p{Nd}+$/u.test(text)) return undefined;
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0)!)));
}

/** The digits of a script stand side by side, ten of them. */
function digitValue(code: number): number {
  if (code < 128) return code - 48;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}

/** A number as Java parses it. @throws CronError */
export function plainNumber(text: string): number {
  const number = wholeNumber(text);
  if (number === undefined) throw new CronError(`For input string: "${text}"`);
  return number;
}

/** The cron library's words for characters that it cannot read. */
export function invalidChars(expression: string, left: string): string {
  return `Invalid chars in expression! Expression: ${expression} Invalid chars: ${left}`;
}
