import { describe, expect, test } from '@jest/globals';
import { contradictions } from '../../../src/deploy-flows/contradictions.js';

const outside = (entry: string, input: string) =>
  expect.stringMatching(new RegExp(`^\`pruneNamespaces\` has ${entry}, which is outside .*\`${input}\``)) as unknown;

describe('namespaces to prune', () => {
  test.each([
    ['another stage', 'rev.dev', ['company.team'], ['company.team']],
    ['all of another stage', 'rev.dev', ['company/**', 'rev.dev.company/**'], ['company/\\*\\*']],
    ['above the prefix', 'rev.dev', ['rev/**'], ['rev/\\*\\*']],
    ['only the beginning of a name', 'rev.dev', ['rev.develop'], ['rev.develop']],
    ['the stage', 'rev.dev', ['rev.dev/**', 'rev.dev.company.team'], []],
  ])('with `namespacePrefix`: %s', (_name, namespacePrefix, pruneNamespaces, refused) => {
    expect(contradictions({ namespacePrefix, prune: 'all', pruneNamespaces })).toEqual(
      refused.map((entry) => outside(entry, 'namespacePrefix')),
    );
  });

  test.each([
    ['another namespace', ['company.other'], ['company.other']],
    ['the one above', ['company/**'], ['company/\\*\\*']],
    ['itself and below it', ['company.team', 'company.team/**', 'company.team.sub'], []],
  ])('with `namespace`: %s', (_name, pruneNamespaces, refused) => {
    expect(contradictions({ namespace: 'company.team', prune: 'all', pruneNamespaces })).toEqual(
      refused.map((entry) => outside(entry, 'namespace')),
    );
  });

  test('are free without a forced target', () => {
    expect(contradictions({ prune: 'all', pruneNamespaces: ['company/**', 'other'] })).toEqual([]);
  });
});

test.each([
  ['company/**', { namespacePrefix: 'rev.dev' }, 'rev.dev, the `namespacePrefix`', ', such as rev.dev.company/**.'],
  ['other', { namespace: 'n' }, 'n, the `namespace`', ': n, or n/** with all below it.'],
])('%s with %j is refused, with what was meant', (entry, target, outsideOf, meant) => {
  expect(contradictions({ ...target, prune: 'all', pruneNamespaces: [entry] })).toEqual([
    `\`pruneNamespaces\` has ${entry}, which is outside ${outsideOf}: its flows were never deployed by this step. Names are those on the server${meant}`,
  ]);
});

test('without namespaces to prune nothing is wrong with pruning or without', () => {
  expect(contradictions({ namespace: 'n', prune: 'all' })).toEqual([]);
  expect(contradictions({ namespace: 'n', prune: 'false' })).toEqual([]);
});

test('what forces a namespace and what keeps each cannot be set together, and pruning needs to be on', () => {
  expect(contradictions({ namespace: 'a', namespacePrefix: 'b', prune: 'false', pruneNamespaces: ['c'] })).toEqual([
    expect.stringContaining('cannot be set together'),
    '`pruneNamespaces` is set, but `prune` is false: it belongs to `prune: all`.',
  ]);
});
