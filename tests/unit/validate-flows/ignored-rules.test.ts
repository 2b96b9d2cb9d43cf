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
  ['deprecated :a b/*.yml', [{ rule: 'deprecated', glob: 'a b/*.yml' }]],
])('%j', (text, value) => {
  expect(ignoredRules.read(text)).toEqual({ value });
});

test.each([
  ['deprecatd', 'names no rule with "deprecatd" – did you mean "deprecated"?'],
  ['legacy/**', 'names no rule with "legacy/**"'],
  ['zzz: a', 'names no rule with "zzz"'],
  ['deprecated legacy/**', 'names no rule with "deprecated legacy/**"'],
  ['old deprecated: a', 'names no rule with "old deprecated: a"'],
  [': deprecated', 'names no rule with ": deprecated" – did you mean "deprecated"?'],
])('%j', (text, problem) => {
  expect(ignoredRules.read(text)).toEqual({ problem });
});
