import { fill, HEAD, size, upTo, type Maker } from './making.js';

export const deepFlow: Maker = (random) => {
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

export const deepBlock: Maker = (random) => {
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
export const deepAndWide: Maker = (random) => {
  const depth = upTo(random, 990);
  return `x: ${'['.repeat(depth)}${fill('a,', size(random, 200_000))}${']'.repeat(depth)}\nid: a\nnamespace: n\n`;
};

export const aliases: Maker = (random) => {
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

export const bigScalar: Maker = (random) => {
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

export const longLine: Maker = (random) => {
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

export const wideMapping: Maker = (random) => {
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

export const wideList: Maker = (random) => {
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
