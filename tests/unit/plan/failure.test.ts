import { expect, test } from '@jest/globals';
import { ActionError } from '../../../src/errors.js';
import { errorText } from '../../../src/plan/failure.js';

test.each([
  ['an error', new Error('It broke.'), 'It broke.'],
  ['an error with a way out', new ActionError('It broke.', { hint: 'Mend it.' }), 'It broke. Mend it.'],
  ['what is no error', 'broken', 'broken'],
])('the text of %s', (_what, thrown, text) => {
  expect(errorText(thrown)).toBe(text);
});
