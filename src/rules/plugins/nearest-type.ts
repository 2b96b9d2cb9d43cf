import { editDistance, nearestName } from '../nearest-name.js';

/** Class names are long: so many letters may differ in a slip of the pen. */
const SLIPS = 3;

/**
 * The type that was probably meant: nearly the same letters, another class of its package, or the same
 * class elsewhere.
 */
export function nearestType(type: string, types: readonly string[]): string | undefined {
  return nearestSpelling(type, types) ?? neighbour(type, types) ?? namesake(type, types);
}

/** A type that differs by a slip of the pen. */
export function nearestSpelling(type: string, types: readonly string[]): string | undefined {
  let best = SLIPS + 1;
  let found: string | undefined;
  for (const candidate of types) {
    if (Math.abs(candidate.length - type.length) >= best) continue;
    const distance = distanceWithin(type, candidate, best);
    if (distance >= best) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

/** Most types begin alike and end alike: only what lies between is compared. */
function distanceWithin(a: string, b: string, limit: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [first, second] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return Math.max(first.length, second.length) > WIDEST ? limit : editDistance(first, second, limit);
}

/** Two words with more than this between their common beginning and end are no slip of the pen. */
const WIDEST = 30;

function neighbour(type: string, types: readonly string[]): string | undefined {
  const home = packageOf(type);
  const simple = nearestName(
    type.slice(home.length + 1),
    types.filter((name) => packageOf(name) === home).map((name) => name.slice(home.length + 1)),
  );
  return simple === undefined ? undefined : `${home}.${simple}`;
}

/** The same class in another package, the one with most of the package's words; of two alike none. */
function namesake(type: string, types: readonly string[]): string | undefined {
  const simple = type.slice(type.lastIndexOf('.'));
  const words = new Set(packageOf(type).split('.'));
  const same = types
    .filter((name) => name.endsWith(simple))
    .map((name) => ({
      name,
      shared: packageOf(name)
        .split('.')
        .filter((word) => words.has(word)).length,
    }))
    .sort((a, b) => b.shared - a.shared);
  const [best, next] = same;
  // Shared by all are "io", "kestra" and "plugin".
  return best === undefined || best.shared < 4 || next?.shared === best.shared ? undefined : best.name;
}

/** The type with this last name, of several the core's. */
export function typeNamed(simple: string, types: readonly string[]): string | undefined {
  const wanted = `.${simple.toLowerCase()}`;
  const same = types.filter((name) => name.toLowerCase().endsWith(wanted));
  return same.find((name) => name.startsWith('io.kestra.plugin.core.')) ?? (same.length === 1 ? same[0] : undefined);
}

/** Whether a name is another one with a slip of the pen in it, and not its plural or singular. */
export function isSlipOf(name: string, other: string): boolean {
  if (other.length < 4 || `${name}s` === other || name === `${other}s`) return false;
  return name !== other && Math.abs(name.length - other.length) <= 1 && editDistance(name, other) === 1;
}

/** "a.b" of "a.b.C". */
export function packageOf(type: string): string {
  return type.slice(0, Math.max(0, type.lastIndexOf('.')));
}
