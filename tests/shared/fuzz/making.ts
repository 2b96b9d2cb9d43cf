import type { Random } from '../oracle/random.js';

/** Makes one hostile file. */
export type Maker = (random: Random) => string | Uint8Array;

export const HEAD =
  'id: a\nnamespace: company.team\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: ';

/** Text of about this length. */
export const fill = (piece: string, length: number): string =>
  piece.repeat(Math.max(1, Math.ceil(length / piece.length)));
export const upTo = (random: Random, limit: number): number => 1 + random.below(Math.ceil(limit));
/** Small most of the time, now and then near the limit. */
export const size = (random: Random, limit: number): number =>
  upTo(
    random,
    Math.min(
      limit,
      random.pick([20, 20, 50, 100, 200, 200, 500, 1000, 2000, 2000, 5000, limit / 10, limit / 10, limit]),
    ),
  );

export const STRANGE = [
  ...['\0', '\x07', '\x1B[31m', '\x7F', '\x85', '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF', '\uFFFD', '\u200B'],
  ...['\t', '\r', '\r\n', '\n', '\n\n', ' ', '😀', 'é', '\u0301', '\u202E', '\u{10FFFF}'],
];
export const INDICATORS = [
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
