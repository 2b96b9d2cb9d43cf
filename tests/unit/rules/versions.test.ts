import { expect, test } from '@jest/globals';
import { hasRule, ruleSetFor } from '../../../src/rules/versions.js';

test.each([
  ['1.0', '1.3'],
  ['1.1', '1.3'],
  ['1.2', '1.3'],
  ['1.3', '1.3'],
  ['1.3.25', '1.3'],
  ['v1.3.25', '1.3'],
  ['0.24.3', '1.3'],
  ['2.0', '2.0'],
  ['2.0.0-SNAPSHOT', '2.0'],
  ['2.1', '2.0'],
  ['10.0', '2.0'],
  ['develop', '1.3'],
  ['', '1.3'],
  [undefined, '1.3'],
])('the rules of %s are those of %s', (version, rules) => {
  expect(ruleSetFor(version)).toBe(rules);
});

test.each([
  ['reserved-flow-id', '0.24.0', false],
  ['reserved-flow-id', '1.0', true],
  ['default-of-optional-input', '1.0.3', false],
  ['default-of-optional-input', '1.1', true],
  ['duplicate-preconditions-id', '1.0', false],
  ['duplicate-preconditions-id', '1.1.0', true],
  ['label-key', '1.0', false],
  ['label-key', '1.1.9', false],
  ['label-key', '1.2', true],
  ['label-key', '1.3.25', true],
  ['label-key', '1', true],
  ['label-key', '2.0.0-SNAPSHOT', true],
  ['label-key', 'develop', true],
  ['label-key', '', true],
  ['label-key', undefined, true],
  ['task-id-length', '0.23.1', false],
  ['task-id-length', '0.24', true],
  ['missing-property', '0.20', true],
  ['toString', '0.20', true],
])('the rule %s in %s: %s', (rule, version, known) => {
  expect(hasRule(version, rule)).toBe(known);
});
