import { expect, test } from '@jest/globals';
import { readErrorBody } from '../../../src/kestra/error-body.js';

test.each([
  ['a colon with nothing before it', { message: ': Invalid Flow' }, 'Invalid Flow'],
  ['a colon inside', { message: 'Invalid Flow: no id' }, 'Invalid Flow: no id'],
])('%s', (_name, body, expected) => {
  expect(readErrorBody(JSON.stringify(body), 'application/json', (value) => value).message).toBe(expected);
});
