import type { Constraint, ConstraintParams } from '../catalogue/format.js';
import type { Read } from '../reading/values.js';

/**
 * Whether a value satisfies a constraint of the Bean Validation standard; undefined when it is not one of
 * them.
 */
export function satisfies([name, , params = {}]: Constraint, value: Read | undefined): boolean | undefined {
  const check = STANDARD.get(name);
  return check?.(value === undefined || value.k === 'null' ? undefined : value, params);
}

type Check = (value: Read | undefined, params: ConstraintParams) => boolean;

const atLeast =
  (limit: (params: ConstraintParams) => number, exclusive = false): Check =>
  (value, params) => {
    if (value?.k !== 'scalar') return true;
    const number = Number(value.value);
    return exclusive ? number > limit(params) : number >= limit(params);
  };

const STANDARD: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['NotNull', (value) => value !== undefined],
  ['Null', (value) => value === undefined],
  ['NotBlank', (value) => value !== undefined && (value.k !== 'scalar' || !/^[\0- ]*$/.test(String(value.value)))],
  ['NotEmpty', (value) => value !== undefined && sizeOf(value) !== 0],
  ['Size', (value, { min = 0, max = Infinity }) => within(value, Number(min), Number(max))],
  ['Pattern', (value, { regexp = '' }) => value?.k !== 'scalar' || pattern(String(regexp)).test(String(value.value))],
  ['Min', atLeast(({ value = 0 }) => Number(value))],
  ['Max', (value, { value: limit = 0 }) => value?.k !== 'scalar' || Number(value.value) <= Number(limit)],
  ['Positive', atLeast(() => 0, true)],
  ['PositiveOrZero', atLeast(() => 0)],
]);

function sizeOf(value: Read): number | undefined {
  if (value.k === 'scalar') return String(value.value).length;
  if (value.k === 'list') return value.items.length;
  return value.k === 'map' ? value.entries.length : undefined;
}

function within(value: Read | undefined, min: number, max: number): boolean {
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined || (size >= min && size <= max);
}

const patterns = new Map<string, RegExp>();

/** A pattern of the catalogue: Java matches the whole text. All of them mean the same in JavaScript. */
function pattern(java: string): RegExp {
  let compiled = patterns.get(java);
  if (compiled === undefined) {
    compiled = new RegExp(`^(?:${java})$`, 'u');
    patterns.set(java, compiled);
  }
  return compiled;
}
