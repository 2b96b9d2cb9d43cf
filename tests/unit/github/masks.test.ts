import { describe, expect, test } from '@jest/globals';
import { fc } from '../../generated-inputs.js';
import { maskForms } from '../../../src/github/masks.js';

describe('a secret is masked in every form it travels in', () => {
  test('as it is, for URLs, in JSON, in base64', () => {
    const forms = maskForms('pä"ss w&rd');
    for (const form of ['pä"ss w&rd', 'p%C3%A4%22ss%20w%26rd', 'pä\\"ss w&rd', 'cMOkInNzIHcmcmQ=', 'cMOkInNzIHcmcmQ']) {
      expect(forms).toContain(form);
    }
  });

  test('each line of several, and the values of headers', () => {
    const forms = maskForms('X-Access: first-secret\r\nCF-Id: second-secret');
    expect(forms).toEqual(expect.arrayContaining(['first-secret', 'second-secret', 'X-Access: first-secret']));
  });

  test('without the blanks around a line, or between the name of a header and its value', () => {
    expect(maskForms('  one-secret \n\tX-Id:   two-secret')).toEqual(
      expect.arrayContaining(['one-secret', 'X-Id:   two-secret', 'two-secret']),
    );
    expect(maskForms('X:y')).toEqual(['X:y', 'X%3Ay', 'WDp5', 'eQ==']);
  });

  test('what only looks like a header further on is a text', () => {
    expect(maskForms('a secret: with a colon')).not.toContain('with a colon');
  });

  test('of three characters it is one, of blanks it is none', () => {
    expect(maskForms('abc')).toContain('abc');
    expect(maskForms('ab')).not.toContain('ab');
    expect(maskForms('a   ')).not.toContain('a   ');
  });

  test('never so short that the log would be blackened, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (secret) => {
        for (const form of maskForms(secret)) expect(form.trim().length).toBeGreaterThanOrEqual(3);
      }),
    );
    expect(maskForms('')).toEqual([]);
  });
});
