import { describe, expect, test } from '@jest/globals';
import { headers } from '../../../src/inputs/headers.js';
import type { InputReader } from '../../../src/inputs/input.js';
import {
  choice,
  digest,
  fileName,
  identifier,
  integer,
  lines,
  namespace,
  namespaces,
  parentNamespace,
  tenant,
  text,
  version,
} from '../../../src/inputs/readers.js';

const letters = 'a'.repeat(150);
const fingerprint = '0123456789abcdef'.repeat(3).slice(0, 40);

describe('what is allowed', () => {
  test.each<[string, InputReader<unknown>, string, unknown]>([
    ['text', text, 'any: thing', 'any: thing'],
    ['a number', integer(1, 99), '1', 1],
    ['a number', integer(1, 99), '99', 99],
    ['a word', choice('error', 'never'), 'NEVER', 'never'],
    ['lines', lines, ' a \r\n\n b\nc', ['a', 'b', 'c']],
    ['the name of a file', fileName, '.kestraignore', '.kestraignore'],
    ['a namespace', namespace, '9a.b-c_d', '9a.b-c_d'],
    ['a namespace', namespace, letters, letters],
    ['a prefix', parentNamespace, 'rev.dev', 'rev.dev'],
    ['namespaces', namespaces, ' a.b \r\n\nc/**', ['a.b', 'c/**']],
    ['a tenant', tenant, '1-a_b', '1-a_b'],
    ['a version', version, '1.3', '1.3'],
    ['a version', version, 'v2.10.31', '2.10.31'],
    ['a version', version, '2.0.0-rc1', '2.0.0-rc1'],
    ['a version', version, '12.0-SNAPSHOT.v3', '12.0-SNAPSHOT.v3'],
    ['an identifier', identifier, 'Prod_1.eu-west', 'Prod_1.eu-west'],
    ['an identifier', identifier, 'x'.repeat(60), 'x'.repeat(60)],
    ['a digest', digest, fingerprint.toUpperCase(), fingerprint],
    ['headers', headers, 'A:b\r\n \n  X-Env :  prod, eu \t\n', { A: 'b', 'X-Env': 'prod, eu' }],
  ])('%s: %#', (_what, reader, given, value) => {
    expect(reader.read(given)).toEqual({ value });
  });
});

describe('what is not, and why', () => {
  test.each<[string, InputReader<unknown>, string]>([
    ...['0', '100', '-1', '1.5', '1e1', '5s', 's5', '1234567890'].map(
      (given) => [given, integer(1, 99), 'is no whole number from 1 to 99'] as [string, InputReader<unknown>, string],
    ),
    ['errors', choice('error', 'never'), 'is none of error, never'],
    ['a/b', fileName, 'names a folder'],
    ['a\\b', fileName, 'names a folder'],
    ['.a', namespace, 'is no Kestra namespace'],
    ['Company', namespace, 'is no Kestra namespace'],
    ['company team', namespace, 'is no Kestra namespace'],
    [`${letters}a`, namespace, 'is no Kestra namespace'],
    ['dev.', parentNamespace, 'ends with a dot, and one more would be put behind it'],
    ['De v', parentNamespace, 'is no Kestra namespace'],
    ['a\nb/**/c', namespaces, 'names "b/**/c", which is no Kestra namespace'],
    ['a/**b', namespaces, 'names "a/**b", which is no Kestra namespace'],
    ['a/*', namespaces, 'names "a/*", which is no Kestra namespace'],
    ['_main', tenant, 'is no tenant id'],
    ['main/x', tenant, 'is no tenant id'],
    ...['latest', '1', '1.x', 'x1.3', '1.3 ', '1.3_2', '1.3-', '1.3-rc 1'].map(
      (given) => [given, version, 'is no version of Kestra'] as [string, InputReader<unknown>, string],
    ),
    ['prod eu', identifier, 'has other characters'],
    ['/prod', identifier, 'has other characters'],
    ['prod/', identifier, 'has other characters'],
    ['x'.repeat(61), identifier, 'has other characters'],
    [fingerprint.slice(1), digest, 'is no digest of a plan'],
    [`${fingerprint}0`, digest, 'is no digest of a plan'],
    [`0${fingerprint}`, digest, 'is no digest of a plan'],
    [fingerprint.replace('0', 'g'), digest, 'is no digest of a plan'],
    ['A: b\nno colon', headers, 'has no "Name: value" in line 2'],
    ['A B: c', headers, 'has no "Name: value" in line 1'],
    ['A: b\nC:', headers, 'has an empty or non-ASCII value for "C" in line 2'],
    ['A: grün', headers, 'has an empty or non-ASCII value for "A" in line 1'],
    ['hOST: x', headers, 'sets "hOST", which the request itself decides'],
  ])('%j: %#', (given, reader, problem) => {
    expect(reader.read(given)).toEqual({ problem });
  });
});
