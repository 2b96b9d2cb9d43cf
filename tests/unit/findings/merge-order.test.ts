import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import {
  mergeFindings,
  mergeOwn,
  sortFindings,
  uniqueFindings,
  withoutSuperseded,
} from '../../../src/findings/merge.js';

const at = (startLine: number, startColumn = 1) => ({ startLine, startColumn, endLine: startLine, endColumn: 99 });
function one(original: string, more: Partial<Finding> = {}): Finding {
  return {
    severity: 'error',
    rule: 'kestra',
    message: original,
    original,
    origin: 'offline',
    file: 'a.yml',
    range: at(1),
    ...more,
  };
}
const without = (finding: Finding) => ({ ...finding, range: undefined }) as unknown as Finding;

const READING = ['Unrecognized field "x"', 'Invalid type: x', 'Illegal Flow source: x'] as const;
const unknown = (line: number, more: Partial<Finding> = {}) =>
  one('Unrecognized field "x" (class a.B)', { range: at(line), ...more });
/** What the server stops at while it reads, as other words than ours. */
const stop = (line: number, column = 1) => one('Invalid type: y', { origin: 'server', range: at(line, column) });

describe('a server that stops while it reads a flow', () => {
  const ours = (finding: Finding, server: readonly Finding[]) =>
    mergeFindings([finding], server).find(({ origin }) => origin === 'offline');

  test.each(READING)('%s: what stands before was accepted, what stands behind comes later', (original) => {
    const server = [one(original, { origin: 'server', range: at(5, 3) })];
    const accepted = { severity: 'warning', hint: 'The server accepts it.' };
    const behind = { severity: 'error', afterLine: 5 };
    expect(ours(unknown(4), server)).toMatchObject(accepted);
    expect(ours(unknown(5, { range: at(5, 2) }), server)).toMatchObject(accepted);
    expect(ours(unknown(5, { range: at(5, 3), rule: 'other' }), server)).toMatchObject(behind);
    expect(ours(unknown(6), server)).toMatchObject(behind);
    expect(ours(one('tasks: must not be empty', { range: at(2) }), server)).toMatchObject(behind);
  });

  test('without a place tells nothing about the others', () => {
    const server = [without(stop(5))];
    expect(ours(unknown(4), server)).toEqual(unknown(4));
    expect(ours(one('tasks: must not be empty'), server)).toEqual(one('tasks: must not be empty'));
    expect(ours(without(unknown(4)), [stop(5)])).toEqual({ ...without(unknown(4)), afterLine: 5 });
  });

  test('what was to come after another place comes after this one, or was accepted', () => {
    const later = unknown(4, { afterLine: 2 });
    expect(ours(later, [])).toEqual({ ...unknown(4), severity: 'warning', hint: 'The server accepts it.' });
    expect(ours(later, [stop(3)])).toEqual({ ...later, afterLine: 3 });
    expect(ours(later, [one('b: wrong', { origin: 'server', range: at(9) })])).toMatchObject({ severity: 'warning' });
    const rule = one('a: wrong', { afterLine: 2 });
    expect(ours(rule, [one('b: wrong', { origin: 'server', range: at(9) })])).toEqual({ ...rule, afterLine: 9 });
  });

  test.each(['b: wrong', ...READING.map((text) => `b: ${text}`)])(
    'what it reads was accepted when it stops at a rule: %s',
    (rule) => {
      expect(ours(unknown(7), [one(rule, { origin: 'server', range: at(3) })])).toMatchObject({
        severity: 'warning',
        hint: 'The server accepts it.',
      });
    },
  );
});

describe('the same problem in other words', () => {
  const same: readonly (readonly [string, Finding, Finding])[] = [
    [
      'an identity that is missing',
      one('-', { rule: 'identity-missing', message: 'No `id`.' }),
      one('id: must not be null'),
    ],
    [
      'a namespace that is blank',
      one('-', { rule: 'identity-missing', message: 'No `namespace`.' }),
      one('namespace: must not be blank'),
    ],
    ['no flow', one('-', { rule: 'not-a-flow' }), one('Cannot invoke', { rule: 'empty-document', message: 'Empty.' })],
    ['the rule at the place', one('a', { rule: 'cron' }), one('b', { rule: 'cron' })],
    ['white space', one('a  b\n c'), one(' a b c ', { message: 'else' })],
    [
      'known properties',
      one('Unrecognized field "x" (class a.B), not marked (one known properties: "c")'),
      one('Unrecognized field "x" (class a.B), not marked (2 known properties: "a", "b")', { message: 'else' }),
    ],
  ];

  test.each(same)('%s', (_name, ours, theirs) => {
    const server = [{ ...theirs, origin: 'server' } as const];
    expect(mergeFindings([ours], server)).toEqual(server);
  });

  const others: readonly (readonly [string, Finding, Finding])[] = [
    [
      'another identity',
      one('-', { rule: 'identity-missing', message: 'No `id`.' }),
      one('namespace: must not be null'),
    ],
    [
      'an id of something else',
      one('-', { rule: 'identity-missing', message: 'No `id`.' }),
      one('tasks.id: must not be null'),
    ],
    [
      'another rule of the id',
      one('-', { rule: 'identity-missing', message: 'No `id`.' }),
      one('id: must not be nullified'),
    ],
    ['words that run together', one('a b'), one('ab')],
    ['another line', one('a', { rule: 'cron' }), one('b', { rule: 'cron', range: at(2) })],
    ['another column', one('a', { rule: 'cron' }), one('b', { rule: 'cron', range: at(1, 2) })],
    ['another rule', one('a', { rule: 'cron' }), one('b', { rule: 'pattern' })],
    ...['missing-property', 'constraint', 'kestra', 'kestra-internal'].map(
      (rule) => [`another problem of the object: ${rule}`, one('a', { rule }), one('b', { rule })] as const,
    ),
  ];

  test.each(others)('not of %s', (_name, ours, theirs) => {
    const server = [{ ...theirs, origin: 'server' } as const];
    expect(mergeFindings([ours], server)).toHaveLength(2);
  });

  test('one of theirs answers for one of ours', () => {
    const ours = [one('a', { range: at(1) }), one('a', { range: at(2) }), one('a', { range: at(3) })];
    const server = [one('a', { range: at(2), origin: 'server' }), one('a', { range: at(7), origin: 'server' })];
    // The one at its place first, then the first of the others.
    expect(mergeFindings(ours, server)).toEqual([server[0], ours[2], server[1]]);
  });
});

test.each(['not-a-flow', 'empty-document', 'yaml-limit', 'not-utf8'])(
  '%s stays an error whatever the server says',
  (rule) => {
    const ours = one('x', { rule, origin: 'local' });
    expect(mergeFindings([ours], [])).toEqual([ours]);
    expect(mergeFindings([ours], [stop(5)])[0]).toEqual(ours);
  },
);

describe('our own checks and the offline rules', () => {
  const local = (rule: string, message: string, more: Partial<Finding> = {}) =>
    one('-', { rule, message, origin: 'local', ...more });

  test('of an identity that is wrong nothing more is reported', () => {
    const wrong = local('identity-not-text', 'The `id` is a number.');
    const rules = ['id: must match', 'namespace: must match', 'tasks: id: wrong'].map((text, line) =>
      one(text, { range: at(line + 5) }),
    );
    expect(mergeOwn([wrong], rules)).toEqual([wrong, rules[1], rules[2]]);
    expect(mergeOwn([local('other', 'The `id` is a number.')], rules)).toHaveLength(4);
  });

  test('what the rules find without words of Kestra is reported beside a wrong identity', () => {
    const wrong = local('identity-missing', 'The flow has no `namespace`.');
    const ours = { ...one('Odd.', { range: at(5) }), original: undefined } as unknown as Finding;
    expect(mergeOwn([wrong], [ours, one('namespace: must not be null', { range: at(6) })])).toEqual([wrong, ours]);
    const theirs = one('tasks: must not be null', { range: at(7) });
    expect(mergeOwn([wrong], [theirs])).toEqual([wrong, theirs]);
  });

  test('errors of ours, then warnings that the rules do not report as well, then theirs', () => {
    const warning = (text: string, line: number) =>
      one(text, { severity: 'warning', origin: 'local', range: at(line) });
    const rules = [one('b', { range: at(2) }), one('c', { range: at(3) })];
    const own = [warning('a', 1), warning('b', 2), local('duplicate-key', 'Twice.')];
    expect(mergeOwn(own, rules)).toEqual([own[2], own[0], ...rules]);
  });
});

describe('lists', () => {
  test('by file, document, place; what comes later behind; the worst first at one place', () => {
    const sorted = [
      one('1'),
      one('2', { severity: 'warning' }),
      one('3', { severity: 'notice' }),
      one('4', { range: at(1, 2) }),
      one('5', { range: at(2) }),
      one('6', { range: at(1), afterLine: 2 }),
      one('7', { document: 1 }),
      one('8', { file: 'b.yml' }),
    ];
    for (const list of [sorted.toReversed(), [...sorted.slice(4), ...sorted.slice(0, 4)]]) {
      expect(sortFindings(list).map(({ original }) => original)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    }
    const placeless = without(one('0'));
    expect(sortFindings([one('1'), placeless])).toEqual([placeless, one('1')]);
    expect(sortFindings([placeless, one('1')])).toEqual([placeless, one('1')]);
    const milder = { ...placeless, severity: 'notice' } as const;
    expect(sortFindings([milder, placeless])).toEqual([placeless, milder]);
  });

  test('what differs in nothing but its place is not the same', () => {
    const list = [one('a'), one('a', { range: at(1, 2) }), one('a', { message: 'else' }), without(one('a')), one('a')];
    expect(uniqueFindings(list)).toEqual(list.slice(0, 4));
  });

  test('what the next version refuses elsewhere stays deprecated', () => {
    const refused = one('x', { rule: 'upgrade-unknown-type' });
    const deprecated = [
      one('y', { rule: 'deprecated', range: at(1, 2) }),
      one('y', { rule: 'deprecated', range: at(2) }),
      one('y', { rule: 'deprecated', file: 'b.yml' }),
    ];
    expect(withoutSuperseded([refused, ...deprecated, one('y', { rule: 'deprecated' })])).toEqual([
      refused,
      ...deprecated,
    ]);
  });
});
