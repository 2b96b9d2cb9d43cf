import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../../src/findings/finding.js';
import { upgradeFinding } from '../../../src/validation/upgrade-finding.js';

const finding: Finding = {
  severity: 'warning',
  rule: 'unknown-type',
  message: 'Unknown type "a.B".',
  origin: 'offline',
  file: 'a.yml',
};

describe('what a newer Kestra says', () => {
  test.each([
    ['Unknown type "a.B".', 'unknown type "a.B".'],
    ['A task is missing.', 'a task is missing.'],
    ['"Timeout" must be a Duration.', '"Timeout" must be a Duration.'],
    ['URI is no type of an input.', 'URI is no type of an input.'],
  ])('%s is a part of a sentence', (message, within) => {
    expect(upgradeFinding({ ...finding, message, original: 'Invalid type: a.B' }, '2.0')).toEqual({
      ...finding,
      rule: 'upgrade-unknown-type',
      message: `Kestra 2.0 will refuse this: ${within}`,
    });
  });

  test('in words of our own stays as it is', () => {
    expect(upgradeFinding(finding, '2.0')).toEqual({ ...finding, rule: 'upgrade-unknown-type' });
  });
});
