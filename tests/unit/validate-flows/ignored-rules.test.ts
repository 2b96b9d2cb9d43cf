import { expect, test } from '@jest/globals';
import { ignoredRules } from '../../../src/validate-flows/ignored-rules.js';

test.each([
  ['deprecated', [{ rule: 'deprecated', glob: undefined }]],
  [
    'deprecated: legacy/**\n\nupgrade-unknown-type',
    [
      { rule: 'deprecated', glob: 'legacy/**' },
      { rule: 'upgrade-unknown-type', glob: undefined },
    ],
  ],
])('%j', (text, value) => {
  expect(ignoredRules.read(text)).toEqual({ value });
});

test.each([
  ['deprecatd', 'names no rule with "deprecatd" – did you mean "deprecated"?'],
  ['legacy/**', 'names no rule with "legacy/**"'],
  ['zzz: a', 'names no rule with "zzz"'],
])('%j', (text, problem) => {
  expect(ignoredRules.read(text)).toEqual({ problem });
});
