import { javaDouble } from '../../flows/java-double.js';

/** Java's `String.trim`: everything up to the blank goes, at both ends. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}

/** The class that Kestra's first reading makes of a value, e.g. "java.lang.Integer". */
export function javaClassOf(value: string | number | bigint | boolean | null, float: boolean): string {
  if (typeof value === 'string') return 'java.lang.String';
  if (typeof value === 'boolean') return 'java.lang.Boolean';
  if (float) return 'java.lang.Double';
  const whole = BigInt(value ?? 0);
  if (whole >= -(2n ** 31n) && whole < 2n ** 31n) return 'java.lang.Integer';
  return whole >= -(2n ** 63n) && whole < 2n ** 63n ? 'java.lang.Long' : 'java.math.BigInteger';
}

/** A float as Java's `Float.toString` writes it: the fewest digits that mean this float. */
export function javaFloat(value: number): string {
  const float = Math.fround(value);
  if (!Number.isFinite(float)) return javaDouble(float);
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(float.toPrecision(digits));
    if (Math.fround(short) === float) return javaDouble(short);
  }
  return javaDouble(float);
}

/** A duration in nanoseconds as Java's `Duration.toString` writes it: PT26H, PT1M30.5S, PT0S. */
export function javaDuration(nanos: bigint): string {
  if (nanos === 0n) return 'PT0S';
  const seconds = nanos / 1_000_000_000n;
  const rest = nanos % 1_000_000_000n;
  const [hours, minutes, left] = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n];
  const fraction =
    rest === 0n
      ? ''
      : `.${String(rest < 0n ? -rest : rest)
          .padStart(9, '0')
          .replace(/0+$/, '')}`;
  const sign = left === 0n && rest < 0n ? '-' : '';
  return [
    'PT',
    hours === 0n ? '' : `${hours}H`,
    minutes === 0n ? '' : `${minutes}M`,
    left === 0n && rest === 0n ? '' : `${sign}${left}${fraction}S`,
  ].join('');
}
