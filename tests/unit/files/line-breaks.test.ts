import { describe, expect, test } from '@jest/globals';
import { Patterns } from '../../../src/files/patterns.js';
import { silence } from '../../../src/validation/silence.js';
import type { Finding } from '../../../src/findings/finding.js';

describe('a line break in a name', () => {
  test.each([
    ['**', 'a\nb.yml'],
    ['**', 'a\nb/c.yml'],
    ['**/*.YML', 'x/a\nb/c.yml'],
    ['secret/**', 'SECRET/a\r\nb'],
  ])('%j matches %j', (glob, path) => {
    expect(new Patterns([glob], 'include').decide(path)).toBe(true);
    expect(new Patterns([glob], 'exclude').decide(path)).toBe(true);
  });

  test('does not make another name match', () => {
    expect(new Patterns(['*.yml'], 'include').decide('a\nb.sql')).toBeUndefined();
  });

  test('does not keep a finding from being ignored', () => {
    const finding: Finding = {
      severity: 'warning',
      rule: 'deprecated',
      message: 'x',
      origin: 'local',
      file: 'flows/a\nb/c.yml',
    };
    expect(silence([finding], [], [{ rule: 'deprecated', glob: 'flows/**' }]).silenced).toBe(1);
  });
});
