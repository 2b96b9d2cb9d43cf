import { expect, test } from '@jest/globals';
import { type Credentials, secretsOf } from '../../../src/kestra/credentials.js';

test.each<[string, Credentials, Readonly<Record<string, string>>, readonly string[]]>([
  ['none', { kind: 'anonymous' }, {}, []],
  ['a token', { kind: 'token', token: 'abc' }, {}, ['abc']],
  [
    'a password, and what goes over the wire',
    { kind: 'basic', user: 'ab', password: 'c' },
    {},
    ['c', 'YWI6Yw==', 'YWI6Yw', 'YWI6Yw'],
  ],
  [
    'headers, and their long parts',
    { kind: 'anonymous' },
    { 'X-Key': 'Bearer 12345678;  id=1234567, x=abcdefghi' },
    ['Bearer 12345678;  id=1234567, x=abcdefghi', '12345678', 'abcdefghi'],
  ],
])('what would give credentials away: %s', (_name, credentials, headers, secrets) => {
  expect(secretsOf(credentials, headers)).toEqual(secrets);
});
