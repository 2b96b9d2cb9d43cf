import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { redactor } from '../../../src/actions/redact.js';

describe('redacting', () => {
  test('takes every form of a secret out of every text, however deep', () => {
    const secret = 'p/ss w+rd"1';
    const forms = [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ];
    const report = { a: forms.map((form) => ({ text: `before ${form} after` })), m: new Map([['k', secret]]), n: 1 };
    const clean = redactor([secret])(report);
    expect(clean).toEqual({ a: forms.map(() => ({ text: 'before *** after' })), m: new Map([['k', '***']]), n: 1 });
  });

  test('knows the values of header lines', () => {
    expect(redactor(['X-Key: abc123\nX-Other: def456'])(['abc123', 'def456', 'X-Key'])).toEqual([
      '***',
      '***',
      'X-Key',
    ]);
  });

  test('does not change what a report says in words of its own, nor where files are', () => {
    const finding = {
      severity: 'error',
      rule: 'duplicate-key',
      file: 'kestra/error.yml',
      message: 'an error in kestra',
    };
    expect(redactor(['error', 'kestra'])(finding)).toEqual({ ...finding, message: 'an *** in ***' });
  });

  test('of a secret that is a part of another one leaves nothing of the longer one', () => {
    const text = 'tok3n and tok3n-of-deploy';
    for (const secrets of [
      ['tok3n', 'tok3n-of-deploy'],
      ['tok3n-of-deploy', 'tok3n'],
    ])
      expect(redactor(secrets)(text)).toBe('*** and ***');
  });

  test('looks into a field of our own name when it holds more than a word', () => {
    expect(redactor(['tok3n'])({ file: { url: 'x?tok3n' }, path: ['tok3n'] })).toEqual({
      file: { url: 'x?***' },
      path: ['***'],
    });
  });

  test('leaves a value without secrets as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(redactor([])(value)).toBe(value);
        expect(redactor(['no such secret 4711'])(value)).toEqual(value);
      }),
    );
  });
});
