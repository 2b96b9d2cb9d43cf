import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { digestFailure, type DigestLine, digestOf, fingerprint } from '../../../src/plan/digest.js';
import { pruneFailure } from '../../../src/plan/prune.js';

const line: fc.Arbitrary<DigestLine> = fc.record({
  kind: fc.constantFrom('create', 'update', 'unchanged', 'conflict', 'delete'),
  key: fc.string({ maxLength: 3 }),
  found: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
  wanted: fc.option(fc.string({ maxLength: 3 }), { nil: undefined }),
});

describe('the digest of a plan', () => {
  test('does not depend on the order of its lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        expect(digestOf(lines.toReversed())).toBe(digestOf(lines));
        expect(digestOf(lines)).toMatch(/^[0-9a-f]{40}$/);
      }),
    );
  });

  test('is another one for other lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 4 }), fc.array(line, { maxLength: 4 }), (one, other) => {
        const texts = (lines: readonly DigestLine[]) =>
          lines.map(({ kind, key, found, wanted }) => JSON.stringify([kind, key, found ?? null, wanted ?? null]));
        const same = JSON.stringify(texts(one).sort()) === JSON.stringify(texts(other).sort());
        expect(digestOf(one) === digestOf(other)).toBe(same);
      }),
    );
  });

  test('is another one when any part of a line is, of the same length too', () => {
    const one: DigestLine = { kind: 'update', key: 'n/a', found: 'aaaa', wanted: 'bbbb' };
    const others: readonly DigestLine[] = [
      one,
      { ...one, kind: 'conflict' },
      { ...one, key: 'n/b' },
      { ...one, found: 'cccc' },
      { ...one, wanted: 'cccc' },
      { ...one, found: undefined },
      { ...one, wanted: undefined },
    ];
    expect(new Set(others.map((line) => digestOf([line]))).size).toBe(others.length);
  });

  test('tells contents apart, as text and as bytes', () => {
    expect(fingerprint('a')).not.toBe(fingerprint('b'));
    expect(fingerprint('ä')).toBe(fingerprint(Buffer.from('ä')));
  });

  test('that is not the reviewed one is a failure', () => {
    const plan = { writes: [], conflicts: [], deletions: [{ stored: 'a', reason: 'because' }] };
    expect(digestFailure(undefined, 'aa', plan)).toBeUndefined();
    expect(digestFailure('AA', 'aa', plan)).toBeUndefined();
    expect(digestFailure('bb', 'aa', plan)).toEqual({
      reason: 'plan',
      message:
        "The plan is not the one that was reviewed: `planDigest` is `bb`, this plan's is `aa`. Nothing was changed.",
      hint: 'What is deployed or what is on the server has changed since. Review the plan; if it is right, pass its digest.',
    });
  });

  const change = { kind: 'update', desired: 'a' } as const;
  test.each([
    ['nothing', {}, 'There is nothing to do: the server holds all of it already'],
    ['a write', { writes: [change] }, 'What is deployed or what is on the server has changed since'],
    ['a conflict', { conflicts: [change] }, 'What is deployed or what is on the server has changed since'],
  ])('of %s says what may have happened', (_what, more, hint) => {
    const plan = { writes: [], conflicts: [], deletions: [], ...more };
    expect(digestFailure('bb', 'aa', plan)?.hint).toMatch(new RegExp(`^${hint}`));
  });
});

test('too many deletions are a failure that names the input, and what would be deleted', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `n/${index}`);
  expect(pruneFailure(keys(10), 10, 'flow')).toBeUndefined();
  expect(pruneFailure(keys(1), 0, 'flow')?.message).toBe(
    'The plan deletes 1 flow (n/0), more than `maxDelete` (0). Nothing was changed.',
  );
  expect(pruneFailure(keys(20), 10, 'flow')?.message).toContain(`20 flows (${keys(20).join(', ')}), more than`);
  expect(pruneFailure(keys(25), 10, 'flow')).toEqual({
    reason: 'deletions',
    short: '25 flows to delete, more than maxDelete (10)',
    message: `The plan deletes 25 flows (${keys(20).join(', ')} and 5 more), more than \`maxDelete\` (10). Nothing was changed.`,
    hint: 'If this is right, raise `maxDelete`.',
  });
});
