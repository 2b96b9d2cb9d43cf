import type { Tree } from '../../shared/oracle/mutants.js';
import type { Random } from '../../shared/oracle/random.js';

type Path = readonly (string | number)[];

/** One mistake in a flow, at a place of its own: it can be made and left out whatever else is wrong. */
export interface Mistake {
  readonly kind: string;
  readonly path: Path;
  /** What stands in the place of the entry; undefined: nothing. */
  readonly entry: readonly [key: string, value: Tree] | undefined;
}

type Maker = (key: string, value: Tree, random: Random, ids: readonly string[]) => Mistake['entry'] | 'none';

const JUNK: readonly Tree[] = [
  ...['soon', '-1', '"a b"', '"[x"', 'true', '12', '""', '~', '2024-01-01', '"61 * * * *"', 'Mars/Olympus'].map(
    (token): Tree => ({ token }),
  ),
  { list: [{ token: '"a"' }] },
  { map: [['a', { token: '"b"' }]] },
  { list: [] },
];

const MAKERS: Readonly<Record<string, Maker>> = {
  'a letter too much': (key, value, random) => {
    const at = random.below(key.length + 1);
    return [`${key.slice(0, at)}x${key.slice(at)}`, value];
  },
  'another name': (key, value) => [`${key}Instead`, value],
  'left out': () => undefined,
  'another value': (key, _value, random) => [key, random.pick(JUNK)],
  'no such type': (key, value) =>
    key === 'type' && 'token' in value ? [key, { token: `${value.token.replace(/"$/, '')}x"` }] : 'none',
  'id of another': (key, value, random, ids) =>
    key === 'id' && 'token' in value ? [key, { token: random.pick(ids) }] : 'none',
};

/** So many mistakes at places that have nothing to do with each other. */
export function mistakesIn(flow: Tree, count: number, random: Random): readonly Mistake[] {
  const entries = [...entriesOf(flow, [])];
  const ids = entries.flatMap(({ path, value }) => (path.at(-1) === 'id' && 'token' in value ? [value.token] : []));
  const found: Mistake[] = [];
  for (let tries = 0; found.length < count && tries < 50 * count; tries++) {
    const { path, value } = random.pick(entries);
    if (found.some((other) => isBelow(path, other.path) || isBelow(other.path, path))) continue;
    const kind = random.pick(Object.keys(MAKERS));
    const entry = MAKERS[kind]!(String(path.at(-1)), value, random, ids);
    if (entry !== 'none') found.push({ kind, path, entry });
  }
  return found;
}

function isBelow(path: Path, other: Path): boolean {
  return other.every((step, index) => path[index] === step);
}

function* entriesOf(tree: Tree, path: Path): Generator<{ readonly path: Path; readonly value: Tree }> {
  if ('list' in tree) for (const [index, item] of tree.list.entries()) yield* entriesOf(item, [...path, index]);
  if (!('map' in tree)) return;
  for (const [key, value] of tree.map) {
    yield { path: [...path, key], value };
    yield* entriesOf(value, [...path, key]);
  }
}

/** The flow with these mistakes in it. */
export function withMistakes(flow: Tree, mistakes: readonly Mistake[]): Tree {
  return mistakes.reduce((tree, { path, entry }) => changed(tree, path, entry), flow);
}

function changed(tree: Tree, [step, ...rest]: Path, entry: Mistake['entry']): Tree {
  if ('list' in tree) {
    return { list: tree.list.map((item, index) => (index === step ? changed(item, rest, entry) : item)) };
  }
  if ('token' in tree) return tree;
  const map = tree.map.flatMap(([key, value]): [string, Tree][] => {
    if (key !== step) return [[key, value]];
    if (rest.length > 0) return [[key, changed(value, rest, entry)]];
    return entry === undefined ? [] : [[entry[0], entry[1]]];
  });
  return { map };
}
