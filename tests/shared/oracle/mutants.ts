import type { FlowNode } from '../../../src/flows/tree.js';
import type { Random } from './random.js';

/**
 * A YAML value that can be changed and written again: scalars are kept as the text of a plain or quoted
 * token.
 */
export type Tree = { map: [key: string, value: Tree][] } | { list: Tree[] } | { token: string };

export function treeOf(node: FlowNode): Tree {
  if (node.kind === 'mapping') return { map: node.entries.map(({ key, value }) => [key, treeOf(value)]) };
  if (node.kind === 'sequence') return { list: node.items.map(treeOf) };
  if (node.style === 'absent') return { token: '""' };
  return { token: typeof node.value === 'string' ? JSON.stringify(node.value) : node.value === null ? '~' : node.text };
}

/** The tree as block YAML. */
export function write(tree: Tree, indent = ''): string {
  if ('token' in tree) return ` ${tree.token}\n`;
  if ('list' in tree) {
    if (tree.list.length === 0) return ' []\n';
    return `\n${tree.list.map((item) => `${indent}-${write(item, `${indent}  `)}`).join('')}`;
  }
  if (tree.map.length === 0) return ' {}\n';
  return `\n${tree.map.map(([key, value]) => `${indent}${keyText(key)}:${write(value, `${indent}  `)}`).join('')}`;
}

function keyText(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(key) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(key)
    ? key
    : JSON.stringify(key);
}

/** What a value may be replaced with: the shapes and edges at which the mapper decides. */
const TOKENS = [
  ...[
    '~',
    '""',
    '" "',
    '"x"',
    '"a b"',
    '"{{ x }}"',
    'true',
    'false',
    'yes',
    '"true"',
    '"null"',
    '"no"',
    '0',
    '1',
    '-1',
    '12',
  ],
  ...[
    '1.5',
    '1e3',
    '014',
    '4294967296',
    '9223372036854775808',
    '"12"',
    '"1.5"',
    'PT1S',
    'PT0S',
    '-PT1S',
    '"PT5M"',
    'P1D',
    'P1W',
    'soon',
  ],
  ...[
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    '"10:00"',
    '"10:00:00"',
    'INFO',
    'FAIL',
    'SUCCESS',
    'CANCEL',
    'STRING',
    'ARRAY',
    'INT',
    '"["',
  ],
  ...[
    'Europe/Paris',
    'Mars/Olympus',
    '"* * * * *"',
    '"@daily"',
    '"61 * * * *"',
    '"Upper"',
    '"a.b"',
    '"a-b"',
    'constant',
    'MAX_DURATION',
  ],
];

const SHAPES: readonly (() => Tree)[] = [
  () => ({ list: [] }),
  () => ({ map: [] }),
  () => ({ list: [{ token: '"a"' }] }),
  () => ({ list: [{ token: '~' }] }),
  () => ({ list: [{ token: '1' }, { token: '2' }] }),
  () => ({ map: [['a', { token: '"b"' }]] }),
  () => ({ list: [{ map: [['a', { token: '"b"' }]] }] }),
  () => ({
    map: [
      ['key', { token: '"k"' }],
      ['value', { token: '"v"' }],
    ],
  }),
  () => ({ list: [{ list: [] }] }),
];

type Change = (root: Tree, random: Random, vocabulary: Vocabulary) => void;

/**
 * Names that mean something to Kestra, so that a mutant can be wrong in an interesting way – or still right.
 */
export interface Vocabulary {
  readonly types: readonly string[];
  readonly properties: readonly string[];
}

/** A copy of a flow with one to three changes. */
export function mutate(flow: Tree, random: Random, vocabulary: Vocabulary): Tree {
  const copy = structuredClone(flow);
  const count = random.pick([1, 1, 1, 1, 2, 3]);
  for (let done = 0; done < count; done++) random.pick(CHANGES)(copy, random, vocabulary);
  return copy;
}

type MapTree = Extract<Tree, { map: unknown }>;

function mapsOf(tree: Tree): MapTree[] {
  if ('token' in tree) return [];
  if ('list' in tree) return tree.list.flatMap(mapsOf);
  return [tree, ...tree.map.flatMap(([, value]) => mapsOf(value))];
}

function someMap(root: Tree, random: Random): MapTree | undefined {
  const maps = mapsOf(root).filter(({ map }) => map.length > 0);
  return maps.length === 0 ? undefined : random.pick(maps);
}

const drop: Change = (root, random) => {
  const found = someMap(root, random);
  found?.map.splice(random.below(found.map.length), 1);
};

const rename: Change = (root, random, { properties }) => {
  const entry = someEntry(root, random);
  if (entry === undefined) return;
  const at = random.below(entry[0].length + 1);
  const key = entry[0];
  entry[0] = random.pick([
    `${key.slice(0, at)}x${key.slice(at)}`,
    key.slice(0, Math.max(1, at - 1)) + key.slice(at),
    key.toUpperCase(),
    random.pick(properties),
  ]);
};

const retype: Change = (root, random) => {
  const entry = someEntry(root, random);
  if (entry !== undefined) entry[1] = random.below(4) === 0 ? random.pick(SHAPES)() : { token: random.pick(TOKENS) };
};

const duplicate: Change = (root, random) => {
  const found = someMap(root, random);
  const lists = (found?.map ?? []).flatMap(([, value]) =>
    'list' in value && value.list.length > 0 ? [value.list] : [],
  );
  if (lists.length > 0 && random.below(2) === 0) {
    const list = random.pick(lists);
    list.push(structuredClone(random.pick(list)));
  } else if (found !== undefined) found.map.push(structuredClone(random.pick(found.map)));
};

const move: Change = (root, random) => {
  const from = someMap(root, random);
  const to = someMap(root, random);
  if (from === undefined || to === undefined) return;
  const [entry] = from.map.splice(random.below(from.map.length), 1);
  // Into itself or its own child it would be lost: a copy goes there.
  to.map.splice(random.below(to.map.length + 1), 0, structuredClone(entry!));
};

const add: Change = (root, random, { properties }) => {
  const value: Tree = random.below(4) === 0 ? random.pick(SHAPES)() : { token: random.pick(TOKENS) };
  someMap(root, random)?.map.push([random.pick(properties), value]);
};

const otherType: Change = (root, random, { types }) => {
  const typed = mapsOf(root).flatMap(({ map }) => map.filter(([key]) => key === 'type'));
  if (typed.length > 0) random.pick(typed)[1] = { token: JSON.stringify(random.pick(types)) };
};

const element: Change = (root, random) => {
  const lists = mapsOf(root).flatMap(({ map }) => map.flatMap(([, value]) => ('list' in value ? [value.list] : [])));
  if (lists.length === 0) return;
  const list = random.pick(lists);
  if (random.below(2) === 0) list.splice(random.below(list.length), 1);
  else
    list.splice(
      random.below(list.length + 1),
      0,
      random.below(3) === 0 ? random.pick(SHAPES)() : { token: random.pick(TOKENS) },
    );
};

function someEntry(root: Tree, random: Random): [string, Tree] | undefined {
  const found = someMap(root, random);
  return found === undefined ? undefined : random.pick(found.map);
}

const CHANGES: readonly Change[] = [
  drop,
  drop,
  drop,
  rename,
  rename,
  retype,
  retype,
  retype,
  duplicate,
  move,
  add,
  otherType,
  element,
];
