/**
 * What Jackson makes of a scalar: SnakeYAML's resolver of YAML 1.1, without dates and sexagesimal numbers.
 */
export interface ScalarReading {
  readonly value: string | number | bigint | boolean | null;
  /** True for a floating-point token, false for an integer; absent when not a number. */
  readonly float?: boolean;
  /** `.inf` and `.nan`: resolved as numbers, then refused. */
  readonly malformed?: true;
}

const TRUE = new Set(['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['~', 'null', 'Null', 'NULL']);
const INTEGER = /^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0[0-7_]+|0|[1-9][0-9_]*)$/;
const FLOAT =
  /^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9][0-9_]*([eE][-+]?[0-9]+)?)$/;
const NO_NUMBER = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/;

/**
 * Reads a plain scalar as Kestra's parser does: `yes` is true, `012` is 10, `1_000` is 1000, dates stay text.
 */
export function readPlainScalar(text: string): ScalarReading {
  if (TRUE.has(text)) return { value: true };
  if (FALSE.has(text)) return { value: false };
  if (NULL.has(text)) return { value: null };
  // Numbers begin with one of these; everything else is spared the patterns.
  if (!/^[-+.0-9]/.test(text) || text.length > 5000) return { value: text };
  if (INTEGER.test(text)) return { value: integerOf(text.replaceAll('_', '')), float: false };
  if (FLOAT.test(text)) return { value: Number(text.replaceAll('_', '')), float: true };
  return NO_NUMBER.test(text) ? { value: text, malformed: true } : { value: text };
}

/** The numbers of the core tags are read from quoted text as well; every other tag leaves text. */
export function readTaggedScalar(tag: string, text: string): ScalarReading {
  const known = /^(!!|tag:yaml\.org,2002:)(int|float|bool|null)$/.exec(tag)?.[2];
  if (known === undefined) return { value: text };
  const reading = readPlainScalar(text);
  if (known === 'int' || known === 'float') return reading.float === undefined ? { value: text } : reading;
  if (known === 'bool') return typeof reading.value === 'boolean' ? reading : { value: text };
  return { value: null };
}

function integerOf(digits: string): number | bigint | string {
  const [, sign, body] = /^([-+]?)(.*)$/.exec(digits)!;
  const radix = /^0[bx]/.test(body!) ? '' : /^0[0-7]+$/.test(body!) ? '0o' : '';
  const literal = radix === '0o' ? `0o${body!.slice(1)}` : body!;
  if (/^0[bx]$/.test(literal)) return digits;
  const big = BigInt(literal) * (sign === '-' ? -1n : 1n);
  const small = Number(big);
  return Number.isSafeInteger(small) ? small + 0 : big;
}
