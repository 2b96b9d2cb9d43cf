/** A double as Java's `Double.toString` writes it: 1000.0, 1.0E10, NaN. */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value);
    return text.includes('.') ? text : `${text}.0`;
  }
  const [digits = '0', power = '0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(power)}`;
}

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
