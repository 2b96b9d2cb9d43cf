import type { Random } from './random.js';

/** What YAML is made of, so that any few of them in a row may mean something. */
const PIECES = [
  ...[
    'a',
    'b',
    'x y',
    '- ',
    '-',
    '? ',
    '?',
    ': ',
    ':',
    ', ',
    ',',
    '[',
    ']',
    '{',
    '}',
    '#',
    ' #c',
    '&a ',
    '&b',
    '*a ',
    '*b',
  ],
  ...[
    '!t ',
    '!!int ',
    '!!float ',
    '!!bool ',
    '!!null ',
    '!!binary ',
    '!',
    '!<x> ',
    '!e!y ',
    '|',
    '>',
    '|-',
    '>+',
    '|2',
    "'",
    '"',
    "'s'",
    '"d"',
  ],
  ...[
    '\\n',
    '\n',
    '\n',
    '\n',
    '\n ',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n  - ',
    '\nk: ',
    '\n  k: ',
    ' ',
    '  ',
    '\t',
    '\r\n',
    '\r',
    '\u2028',
    '\u0085',
  ],
  ...[
    '12',
    '1.5',
    '012',
    '1_0',
    '0x1F',
    '.inf',
    '1:30.5',
    '~',
    'yes',
    'No',
    '<<: ',
    '=',
    'é',
    '😀',
    '\uFEFF',
    '\u0007',
    '---',
    '\n---\n',
    '\n--- ',
    '\n...\n',
  ],
  ...[
    '%YAML 1.1\n',
    '%TAG !e! x\n',
    '%',
    '@',
    '`',
    '\\',
    '"\\',
    '\\u0041',
    '\\x',
    '\\/',
    'k: ',
    'k: v\n',
    '- i\n',
    '"a": ',
    '{a: b}',
    '[a, b]',
  ],
];

/** A short text that is hardly ever a flow, and often no YAML. */
export function generateYaml(random: Random): string {
  let text = random.below(2) === 0 ? '' : 'k: ';
  for (let left = 1 + random.below(14); left > 0; left--) text += random.pick(PIECES);
  return text;
}

/** A document that is well-formed on purpose: nested collections and scalars of all styles. */
export function generateDocument(random: Random): string {
  return `${block(random, 0, 3)}\n`;
}

const PLAIN = [
  'a',
  'b c',
  'x:y',
  'http://a/b?c=d#e',
  '12',
  '0x1F',
  '012',
  '1.5',
  '1e3',
  'yes',
  'off',
  '~',
  'null',
  '2024-01-01',
  '12:30:45',
  'a#b',
  '-x',
  '?x',
  ':x',
  '<<',
  'é😀',
];
const QUOTED = [
  "'a'",
  "'it''s'",
  "'a\n  b'",
  '"a"',
  '"a\\n\\u00e9\\"b"',
  '"a\n\n  b"',
  '"\\\n  x"',
  "''",
  '""',
  '"{{ x }}"',
  "'# a: b'",
];
const BLOCKS = ['|', '>', '|-', '>-', '|+', '>+', '|2'];

function block(random: Random, indent: number, depth: number): string {
  const lead = ' '.repeat(indent);
  const count = 1 + random.below(4);
  const isList = random.below(3) === 0;
  return Array.from({ length: count }, (_, index) => {
    const comment = random.below(8) === 0 ? `${lead}# c\n` : '';
    const head = isList
      ? '-'
      : `${random.pick(['k', '"q"', "'s'", 'a b', 'x.y', '12', '<<'])}${index}:`.replace(
          /^(["'].)(["'])(\d+)/,
          '$1$3$2',
        );
    return `${comment}${lead}${head}${value(random, indent, depth, isList)}`;
  }).join('\n');
}

function value(random: Random, indent: number, depth: number, isList: boolean): string {
  const property = random.pick(['', '', '', '', '', ' &n', ' !t', ' !!str']);
  const more = indent + 1 + random.below(3);
  switch (random.below(depth > 0 ? 8 : 5)) {
    case 0:
      return `${property}${random.pick(['', '', ' # c', ' *n'].slice(0, property === '' ? 4 : 3))}`;
    case 1:
      return `${property} ${random.pick(QUOTED).replaceAll('\n', `\n${' '.repeat(more)}`)}`;
    case 2:
      return `${property} ${flow(random, 2)}`;
    case 3:
      return `${property} ${random.pick(BLOCKS)}\n${textBlock(random, indent + 2)}`;
    case 4:
      return `${property} ${random.pick(PLAIN)}${random.below(6) === 0 ? `\n${' '.repeat(more)}more` : ''}${random.below(6) === 0 ? ' # c' : ''}`;
    default:
      return isList && property === '' && random.below(2) === 0
        ? ` ${block(random, indent + 2, depth - 1).trimStart()}`
        : `${property}\n${block(random, more, depth - 1)}`;
  }
}

function textBlock(random: Random, indent: number): string {
  const lines = Array.from({ length: 1 + random.below(4) }, () =>
    random.pick(['text', '  more', 'a: b', '# c', '- x', '']),
  );
  return ['first', ...lines].map((line) => (line === '' ? '' : ' '.repeat(indent) + line)).join('\n');
}

function flow(random: Random, depth: number): string {
  const one = (): string =>
    depth > 0 && random.below(4) === 0
      ? flow(random, depth - 1)
      : random.pick(['a', '12', "'s'", '"d"', 'x y', '~', '*n', '']);
  const count = random.below(4);
  const items = Array.from({ length: count }, (_, index) => {
    const item = one();
    return item === '' ? `i${index}` : item;
  });
  if (random.below(2) === 0) return `[${items.join(random.pick([', ', ',', ' , ']))}]`;
  return `{${items.map((item, index) => `k${index}: ${item}`).join(', ')}}`;
}
