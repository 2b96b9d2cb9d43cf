import { FLOWS } from './flows.js';
import { fill, HEAD, size, upTo, type Maker } from './making.js';

export const tags: Maker = (random) => {
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

export const directives: Maker = (random) => {
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

export const complexKeys: Maker = (random) => {
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

export const pebble: Maker = (random) => {
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

export const scalars: Maker = (random) => {
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
