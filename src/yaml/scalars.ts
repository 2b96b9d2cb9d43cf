import { checkBase64 } from './base64.js';

/**
 * What Jackson makes of a scalar: SnakeYAML's resolver of YAML 1.1, without dates and sexagesimal integers.
 */
export interface ScalarReading {
  readonly value: string | number | bigint | boolean | null;
  /** True for a floating-point token, false for an integer; absent when not a number. */
  readonly float?: boolean;
  /** What Jackson says when it cannot read it: taken for a number, and none in Java. */
  readonly problem?: string;
}

const TRUE = new Set(['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['~', 'null', 'Null', 'NULL']);
const INTEGER = /^[-+]?(0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*)$/;
const FLOAT =
  /^[-+]?([0-9][0-9_]*\.[0-9_]*([eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+([eE][-+]?[0-9]+)?)$/;
/** Floats to YAML 1.1 and none to Java: infinity, not a number, `1:30.5`. */
const NO_FLOAT = /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*)$/;
/** Java's `Double.parseDouble`, without hexadecimal floats. */
const JAVA_DOUBLE = /^[-+]?(NaN|Infinity|([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?[fFdD]?)$/;
/** Said to be integers, these are taken for one of another base. */
const OF_ANOTHER_BASE = /^([-+]?)0([bBxX]|(?=[0-9_]))([^]*)$/;
/** Nothing that long is a number. */
const MAX_NUMBER = 5000;

/**
 * Reads a plain scalar as Kestra's parser does: `yes` is true, `012` is 10, `1_000` is 1000, dates stay text.
 */
export function readPlainScalar(text: string): ScalarReading {
  const first = text.charCodeAt(0);
  // Numbers begin with one of + - . 0-9; everything else is spared the patterns.
  if (first > 0x39 || first < 0x2b || first === 0x2c || first === 0x2f) {
    if (text.length > 5) return { value: text };
    if (TRUE.has(text)) return { value: true };
    if (FALSE.has(text)) return { value: false };
    return { value: NULL.has(text) ? null : text };
  }
  if (text === '' || text.length > MAX_NUMBER) return { value: text };
  if (INTEGER.test(text)) return { value: integerOf(text.replaceAll('_', '')), float: false };
  if (FLOAT.test(text)) return readDouble(text);
  return NO_FLOAT.test(text) ? malformed(text) : { value: text };
}

/** Reads a scalar with a tag: those of the core decide, also for quoted text; every other tag leaves text. */
export function readTaggedScalar(tag: string, text: string): ScalarReading {
  if (text === '') return { value: '' };
  if (tag === '!') return readPlainScalar(text);
  switch (tag.replace(/^tag:yaml\.org,2002:/, '').split(',')[0]) {
    case 'int':
      if (INTEGER.test(text)) return { value: integerOf(text.replaceAll('_', '')), float: false };
      return readNoInteger(text);
    case 'float':
      return readDouble(text);
    case 'bool':
      return { value: TRUE.has(text) ? true : FALSE.has(text) ? false : text };
    case 'null':
      return { value: null };
    case 'binary': {
      const problem = checkBase64(text);
      return problem === undefined ? { value: text.replace(/\s/g, '') } : { value: text, problem };
    }
    default:
      return { value: text };
  }
}

/** Text that is tagged as an integer, and is none. */
function readNoInteger(text: string): ScalarReading {
  if (text === '-' || text === '+') return { value: text, problem: NOTHING_READ };
  const [, sign, letter, rest] = OF_ANOTHER_BASE.exec(text) ?? [];
  if (letter === undefined || rest === undefined) return { value: text };
  const lowered = /^[BX]$/.test(letter) ? readPlainScalar(`${sign}0${letter.toLowerCase()}${rest}`) : undefined;
  if (typeof lowered?.value === 'number') return lowered;
  const radix = { b: 2, x: 16 }[letter.toLowerCase()] ?? 8;
  const digits = rest.replaceAll('_', '');
  const problem = `Invalid base-${radix} number ('${digits}'), problem: For input string: "${digits}" under radix ${radix}`;
  return { value: text, problem };
}

/** What Java trims from a number: JavaScript would take a byte order mark and other blanks as well. */
const JAVA_BLANKS = /^[\0- ]+|[\0- ]+$/g;

function readDouble(text: string): ScalarReading {
  const digits = text.replaceAll('_', '').replace(JAVA_BLANKS, '');
  return JAVA_DOUBLE.test(digits) ? { value: Number(digits.replace(/[fFdD]$/, '')), float: true } : malformed(text);
}

/** Jackson loses a sign without a number. */
const NOTHING_READ = 'Unexpected end-of-input when trying read value of type `java.lang.Object`';

function malformed(text: string): ScalarReading {
  return { value: text, problem: `Malformed numeric value '${text}'` };
}

function integerOf(digits: string): number | bigint {
  const [, sign, body] = /^([-+]?)(.*)$/.exec(digits)!;
  const isOctal = /^0[0-7]+$/.test(body!);
  const literal = isOctal ? `0o${body!.slice(1)}` : body!;
  const small = Number(literal);
  if (Number.isSafeInteger(small)) return sign === '-' ? 0 - small : small;
  return sign === '-' ? -BigInt(literal) : BigInt(literal);
}
