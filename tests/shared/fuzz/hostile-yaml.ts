import { type Random, randomFrom } from '../oracle/random.js';
import { FLOWS } from './flows.js';

/**
 * One input of the fuzzer: what a file of this name might hold when somebody means harm, or a merge went
 * wrong.
 */
export interface Hostile {
  readonly kind: string;
  readonly bytes: Uint8Array;
}

type Maker = (random: Random) => string | Uint8Array;

const HEAD =
  'id: a\nnamespace: company.team\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: ';

/** Text of about this length. */
const fill = (piece: string, length: number): string => piece.repeat(Math.max(1, Math.ceil(length / piece.length)));
const upTo = (random: Random, limit: number): number => 1 + random.below(Math.ceil(limit));
/** Small most of the time, now and then near the limit. */
const size = (random: Random, limit: number): number =>
  upTo(
    random,
    Math.min(
      limit,
      random.pick([20, 20, 50, 100, 200, 200, 500, 1000, 2000, 2000, 5000, limit / 10, limit / 10, limit]),
    ),
  );

const STRANGE = [
  ...['\0', '\x07', '\x1B[31m', '\x7F', '\x85', '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF', '\uFFFD', '\u200B'],
  ...['\t', '\r', '\r\n', '\n', '\n\n', ' ', '😀', 'é', '\u0301', '\u202E', '\u{10FFFF}'],
];
const INDICATORS = [
  ...[
    ':',
    ': ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    ' #',
    '&a ',
    '*a',
    '!',
    '!!binary ',
    '!<',
    '|',
    '>',
    "'",
    '"',
  ],
  ...[
    '%',
    '@',
    '`',
    '<<: ',
    '---',
    '\n---\n',
    '\n...\n',
    '{{',
    '}}',
    '{%',
    '%}',
    '\\',
    '~',
    '=',
    '|-\n',
    '>+9\n',
    '|0\n',
  ],
];

const deepFlow: Maker = (random) => {
  const depth = size(random, 100_000);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{a: ', '}'],
    ['[{a: [', ']}]'],
    ['{a: [', ']}'],
    ['{? ', ' : 1}'],
    ['[a, ', ', b]'],
  ] as const);
  const closed = random.below(3) === 0 ? '' : close.repeat(depth);
  return `${random.pick(['', HEAD, 'a: '])}${open.repeat(depth)}${random.pick(['', 'x'])}${closed}\n`;
};

const deepBlock: Maker = (random) => {
  const depth = size(random, 1800);
  switch (random.below(5)) {
    case 0:
      return Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
    case 1:
      return `${'- '.repeat(depth)}x\n`;
    case 2:
      return `a:\n${'- '.repeat(depth)}b:\n${'- '.repeat(depth)}c: d\n`;
    case 3:
      return `${'? '.repeat(depth)}x\n`;
    default:
      return `tasks:\n${Array.from({ length: Math.min(depth, 700) }, (_, level) => {
        const indent = ' '.repeat(2 + level * 4);
        return `${indent}- id: t${level}\n${indent}  type: io.kestra.plugin.core.flow.Sequential\n${indent}  tasks:\n`;
      }).join('')}id: a\nnamespace: n\n`;
  }
};

/** A long way down, and much there: what copies its path for every node pays for both. */
const deepAndWide: Maker = (random) => {
  const depth = upTo(random, 990);
  return `x: ${'['.repeat(depth)}${fill('a,', size(random, 200_000))}${']'.repeat(depth)}\nid: a\nnamespace: n\n`;
};

const aliases: Maker = (random) => {
  const levels = upTo(random, 30);
  const width = upTo(random, 12);
  const lines = ['a0: &a0 [lol, lol]'];
  for (let level = 1; level <= levels; level++) {
    const list = Array.from({ length: width }, () => `*a${level - 1}`).join(', ');
    lines.push(random.pick([`a${level}: &a${level} [${list}]`, `a${level}: &a${level} {<<: [${list}], x: *a0}`]));
  }
  const odd = [
    'a: &a *a',
    '&x a: *x',
    'b: *nowhere',
    'c: &',
    'd: *',
    'e: &é [1]',
    'f: &[x] y',
    'g: &a&b c',
    'h: *a : b',
  ];
  for (let count = random.below(4); count > 0; count--) lines.push(random.pick(odd));
  if (random.below(2) === 0) lines.push('id: *a0', 'namespace: &n x');
  return `${lines.join('\n')}\n`;
};

const bigScalar: Maker = (random) => {
  const length = random.pick([100, 1000, 1000, 10_000, 60_000, 400_000, 3_000_000, 3_145_728, 5_000_000]);
  const unit = random.pick([
    'a',
    'é',
    '😀',
    ' a',
    '\\',
    '""',
    "''",
    'a\n      ',
    'word ',
    '{{ x }} ',
    '{{',
    '-',
    ': ',
    '\\n',
    '#',
  ]);
  const text = fill(unit, length);
  switch (random.below(6)) {
    case 0:
      return `${HEAD}"${text}"\n`;
    case 1:
      return `${HEAD}'${text}'\n`;
    case 2:
      return `${HEAD}|\n      ${text}\n`;
    case 3:
      return `${HEAD}>-\n      ${text}\n`;
    case 4:
      return `${HEAD}${text}\n`;
    default:
      return `${HEAD}${random.pick(['"', "'"])}${text}`;
  }
};

const longLine: Maker = (random) => {
  const length = size(random, 1_000_000);
  const unit = random.pick([
    'a: ',
    '- ',
    '# ',
    '"',
    "'",
    '[',
    ', ',
    ' ',
    '\t',
    '? ',
    '&a ',
    '!x ',
    '%',
    '{{ a ',
    '}} ',
    'a:b',
    '*',
  ]);
  return `${random.pick(['', 'id: a\nx: ', '# '])}${fill(unit, length)}${random.pick(['', '\n'])}`;
};

const wideMapping: Maker = (random) => {
  const count = size(random, 100_000);
  const distinct = random.pick([1, 2, count]);
  const line = random.pick<(index: number) => string>([
    (index) => `k${index % distinct}: ${index}`,
    (index) => `"k${index % distinct}":`,
    (index) => `k${index % distinct}: {a: ${index}}`,
  ]);
  const text = Array.from({ length: count }, (_, index) => line(index));
  switch (random.below(4)) {
    case 0:
      return `id: a\nnamespace: n\nvariables:\n${text.map((one) => `  ${one}\n`).join('')}`;
    case 1:
      return `{${text.join(', ')}}\n`;
    case 2:
      return `id: a\nnamespace: n\nlabels:\n${text.map((one) => `  ${one}\n`).join('')}tasks: []\n`;
    default:
      return `${text.join('\n')}\n`;
  }
};

const wideList: Maker = (random) => {
  const count = size(random, 60_000);
  const item = random.pick([
    '[]',
    '{}',
    '',
    'a',
    '{id: t}',
    '{id: t, type: io.kestra.plugin.core.log.Log, message: x}',
    '~',
  ]);
  if (random.below(2) === 0) return `id: a\nnamespace: n\ntasks: [${fill(`${item}, `, count * (item.length + 2))}]\n`;
  return `id: a\nnamespace: n\n${random.pick(['tasks', 'inputs', 'triggers'])}:\n${fill(`  - ${item}\n`, count * (item.length + 5))}`;
};

const manyDocuments: Maker = (random) => {
  const count = size(random, 5000);
  const piece = random.pick([
    '---\n',
    '---\na: 1\n',
    '...\n',
    '--- x\n',
    '---\nid: a\nnamespace: n\n',
    '---\n"\n',
    '---\n# c\n',
    '--- |\n',
  ]);
  return fill(piece, count * piece.length);
};

const randomBytes: Maker = (random) => Uint8Array.from({ length: size(random, 4000) }, () => random.below(256));

const brokenText: Maker = (random) => {
  const parts: Uint8Array[] = [Buffer.from(random.pick(FLOWS))];
  const bad = [
    [0xed, 0xa0, 0x80],
    [0xed, 0xb0, 0x80, 0xed, 0xa0, 0x80],
    [0xff, 0xfe, 0x69, 0x00],
    [0xc0, 0x80],
    [0xe2, 0x82],
    [0xf4, 0x90, 0x80, 0x80],
    [0x80],
    [0xf0, 0x9f, 0x98],
  ];
  const at = random.below(parts[0]!.length);
  return Buffer.concat([parts[0]!.subarray(0, at), Uint8Array.from(random.pick(bad)), parts[0]!.subarray(at)]);
};

const otherEncoding: Maker = (random) => {
  const flow = random.pick(FLOWS);
  const wide = Buffer.from(`\uFEFF${flow}`, 'utf16le');
  return random.pick([wide, wide.swap16(), Buffer.from(flow.replaceAll('e', 'é'), 'latin1')]);
};

const soup: Maker = (random) => {
  let text = '';
  for (let count = size(random, 400); count > 0; count--) {
    text += random.pick([
      random.pick(INDICATORS),
      random.pick(INDICATORS),
      random.pick(STRANGE),
      'a',
      'id',
      '1',
      ' ',
      '\n',
      '\n  ',
    ]);
  }
  return text;
};

const mutant: Maker = (random) => {
  let text = random.pick(FLOWS);
  for (let count = upTo(random, 6); count > 0; count--) {
    const at = random.below(text.length + 1);
    const length = random.pick([1, 1, 2, 5, 20, 100]);
    const piece = random.pick([random.pick(STRANGE), random.pick(INDICATORS), text.slice(at, at + 30), '']);
    text = text.slice(0, at) + piece + text.slice(random.below(2) === 0 ? at : at + length);
  }
  return text;
};

const truncated: Maker = (random) => {
  const bytes = Buffer.from(random.pick(FLOWS));
  return bytes.subarray(0, random.below(bytes.length + 1));
};

const lineEnds: Maker = (random) => {
  const flow = random.pick(FLOWS);
  const end = random.pick(['\r', '\r\n', '\n\r', '\u2028', '\x85', '\r\r\n']);
  return flow.replaceAll('\n', random.below(3) === 0 ? random.pick([end, '\n']) : end);
};

const marks: Maker = (random) => {
  const flow = random.pick(FLOWS);
  const at = random.pick([0, random.below(flow.length)]);
  const text = flow.slice(0, at) + random.pick(['\uFEFF', '\uFEFF\uFEFF']) + flow.slice(at);
  return `${random.pick(['', '\uFEFF'])}${text}${random.pick(['', `\n---\n\uFEFF${flow}`])}`;
};

const tags: Maker = (random) => {
  const tag = random.pick([
    ...[
      '!!binary',
      '!!python/object:os.system',
      '!!python/object/apply:os.system',
      '!!java.util.Date',
      '!!set',
      '!!omap',
    ],
    ...[
      '!',
      '!x',
      '!<tag:yaml.org,2002:int>',
      '!!int',
      '!!float',
      '!!null',
      '!!bool',
      '!!str',
      '!!map',
      '!!seq',
      '!%41',
      '!e!x',
      '!<',
    ],
  ]);
  const value = random.pick([
    'x',
    '"ls"',
    '[ls]',
    '{a: b}',
    '12',
    '0x1F',
    'R0lGODlhDAAMAIQAAP',
    '',
    '.inf',
    '|\n      x',
    '1_0.5e3',
  ]);
  return `${HEAD}${tag} ${value}\n${random.pick(['', `${tag} k: v\n`, `x: [${tag} ${value.split('\n')[0]}]\n`])}`;
};

const directives: Maker = (random) => {
  const lines = [
    '%YAML 1.1',
    '%YAML 1.2',
    '%YAML 9.9',
    '%YAML',
    '%TAG ! tag:x,2000:',
    '%TAG !e! !x-',
    '%TAG',
    '%FOO bar',
    '%',
    '%YAML 1.1 # c',
  ];
  const some = Array.from({ length: upTo(random, 4) }, () => random.pick(lines)).join('\n');
  return `${some}\n${random.pick(['---\n', '', '--- ', '...\n'])}${random.pick(FLOWS)}${random.pick(['', `...\n${some}\n---\nid: b\n`])}`;
};

const complexKeys: Maker = (random) => {
  const key = random.pick([
    '[a, b]',
    '{a: b}',
    '? a',
    '|\n  x',
    '- a\n  - b',
    '"a\n  b"',
    '',
    '*x',
    '&x y',
    '{{ x }}',
    '!!map {}',
    `"${fill('k', size(random, 100_000))}"`,
  ]);
  return `${random.pick(['', HEAD.replace(/message: $/, '')])}? ${key}\n: ${random.pick(['v', '[x]', '? y', ''])}\n${random.pick(['', `${fill('k', size(random, 3000))}: v\n`])}`;
};

const pebble: Maker = (random) => {
  const depth = size(random, 100_000);
  const text = random.pick([
    '{{ '.repeat(depth),
    `${'{{ '.repeat(depth)}x${' }}'.repeat(depth)}`,
    `{{ ${'('.repeat(depth)}1${')'.repeat(depth)} }}`,
    `{{ ${'['.repeat(depth)} }}`,
    '{% if a %}'.repeat(depth),
    '{{ a | b }}'.repeat(Math.min(depth, 20_000)),
    `{{ ${'a | '.repeat(depth)}b }}`,
    `{{ ${'a.'.repeat(depth)}b }}`,
    `{{ ${'not '.repeat(depth)}b }}`,
    '{#'.repeat(depth),
    `{{ '${'\\'.repeat(depth)} }}`,
    `{{ "${fill('x', depth)} }}`,
    `{{ outputs.${fill('a-', depth)}b }}`,
  ]);
  return random.pick([
    `${HEAD}'${text.replaceAll("'", "''")}'\n`,
    `${HEAD}|\n      ${text}\n`,
    `${HEAD}"${text.replaceAll(/[\\"]/g, '\\$&')}"\n`,
  ]);
};

const comments: Maker = (random) =>
  fill(
    random.pick(['# c\n', '#\n', '\n', '   \n', '\t\n', '# c\r\n', '# ', '#\r', ' ', '\r\n', '\uFEFF']),
    size(random, 500_000),
  );

const markers: Maker = (random) => {
  let text = '';
  for (let count = upTo(random, 40); count > 0; count--) {
    text += random.pick([
      '---',
      '...',
      '--- ',
      '----',
      '--- # c',
      '---\t',
      '... x',
      '%YAML 1.1',
      'id: a',
      'x: |',
      '  ---',
      '',
      '"',
      '# c',
      '\uFEFF---',
      '--- {a: b}',
    ]);
    text += random.pick(['\n', '\n', '\n', '\r\n', '\r', '']);
  }
  return text;
};

const scalars: Maker = (random) => {
  const values = [
    ...[
      'off',
      '012',
      '1_0',
      '0x1F',
      '1.0',
      '~',
      '2024-01-01',
      '12:30:45',
      '.inf',
      '-.INF',
      '.nan',
      '1e999',
      '0b',
      '0b2',
      '0x',
      '0o7',
      '-',
      '=',
      '<<',
    ],
    ...[
      '9'.repeat(400),
      '0x' + 'f'.repeat(4000),
      '1'.repeat(100_000),
      '1e-400',
      '-0',
      '+1',
      '0_0',
      '._',
      '1__0',
      '"\\uD800"',
      '"\\x00"',
      '"\\U00110000"',
    ],
    ...['"\\', "'", '|', '>', '|9', '>-\n\n\n', '[', '{', '*', '&', '!', '@', '`', '%', '?', ':', '- x', '#'],
  ];
  const keys = [
    'id',
    'namespace',
    'revision',
    'tasks',
    'labels',
    'disabled',
    'inputs',
    'triggers',
    'pluginDefaults',
    'retry',
    'timeout',
    'concurrency',
    'sla',
    '<<',
    '',
  ];
  const lines = Array.from({ length: upTo(random, 8) }, () => `${random.pick(keys)}: ${random.pick(values)}`);
  return `${lines.join('\n')}\n`;
};

const hugeFile: Maker = (random) =>
  fill(
    random.pick(['a: 1\n', '---\na\n', `---\n${FLOWS[0]}`, '[', 'é', '\n', '- ', '- - ']),
    random.pick([3_000_000, 5_000_000, 7_000_000, 12_000_000]),
  );

/** What is made, and how often: weights, with the large ones rare. */
const MAKERS: Readonly<Record<string, readonly [weight: number, make: Maker]>> = {
  'deep flow style': [8, deepFlow],
  'deep block style': [5, deepBlock],
  'deep and wide': [2, deepAndWide],
  aliases: [8, aliases],
  'big scalar': [2, bigScalar],
  'long line': [4, longLine],
  'wide mapping': [2, wideMapping],
  'wide list': [2, wideList],
  'many documents': [2, manyDocuments],
  'random bytes': [10, randomBytes],
  'no UTF-8': [8, brokenText],
  'other encoding': [3, otherEncoding],
  'indicator soup': [25, soup],
  mutant: [70, mutant],
  truncated: [12, truncated],
  'line ends': [8, lineEnds],
  'byte order marks': [6, marks],
  tags: [12, tags],
  directives: [8, directives],
  'complex keys': [10, complexKeys],
  expressions: [5, pebble],
  'comments only': [4, comments],
  markers: [12, markers],
  scalars: [15, scalars],
};

const LOTS = Object.entries(MAKERS).flatMap(([kind, [weight]]) => Array.from({ length: weight }, () => kind));

/** The input of this kind; of any, by weight, when none is named. */
export function hostileYaml(random: Random, wanted?: string): Hostile {
  const kind = wanted ?? (random.below(1000) === 0 ? 'huge file' : random.pick(LOTS));
  const made = kind === 'huge file' ? hugeFile(random) : MAKERS[kind]![1](random);
  return { kind, bytes: typeof made === 'string' ? Buffer.from(made) : made };
}

/** The input of this number: the same seed gives the same. */
export function hostileInput(seed: number, index: number): Hostile {
  return hostileYaml(randomFrom(seed + index * 7919));
}
