import { describe, expect, test } from '@jest/globals';
import {
  basicSecret,
  readCredentials,
  refuseHalfCertificate,
  refuseWithoutServer,
} from '../../../src/inputs/connection.js';
import { refusalOf } from './refusal.js';

const none = { apiToken: undefined, user: undefined, password: undefined };

describe('credentials', () => {
  const ignored = ['`apiToken` is used; `user` and `password` are ignored.'];

  test.each([
    [none, { kind: 'anonymous' }, []],
    [{ ...none, apiToken: 't' }, { kind: 'token', token: 't' }, []],
    [{ ...none, apiToken: 't', user: 'u' }, { kind: 'token', token: 't' }, ignored],
    [{ ...none, apiToken: 't', password: 'p' }, { kind: 'token', token: 't' }, ignored],
    [{ ...none, user: 'u', password: 'p' }, { kind: 'basic', user: 'u', password: 'p' }, []],
  ])('%j', (inputs, credentials, notices) => {
    expect(readCredentials(inputs)).toEqual({ credentials, notices });
  });

  test.each([
    ['password', 'user', { ...none, user: 'u' }],
    ['user', 'password', { ...none, password: 'p' }],
  ])('an empty `%s` beside `%s` is refused', (missing, given, inputs) => {
    expect(refusalOf(() => readCredentials(inputs))).toEqual({
      problems: [`\`${missing}\` is empty, but \`${given}\` is set: Kestra needs both.`],
      hint: 'A secret that does not exist gives an empty input; pull requests from forks get no secrets.',
    });
  });

  test('the secret of user and password is what goes over the wire, without blanks around them', () => {
    expect(basicSecret(' u ', ' pä ')).toEqual([Buffer.from('u:pä', 'utf8').toString('base64')]);
    expect(basicSecret('u', '  ')).toEqual([]);
  });
});

describe('half a certificate', () => {
  test.each([
    ['clientKey', 'clientCertificate', 'pem', undefined],
    ['clientCertificate', 'clientKey', undefined, 'pem'],
  ])('without `%s`, `%s` is refused', (missing, given, certificate, key) => {
    expect(refusalOf(() => refuseHalfCertificate(certificate, key)).problems).toEqual([
      `\`${missing}\` is empty, but \`${given}\` is set: one is of no use without the other.`,
    ]);
  });

  test('both and none are fine', () => {
    expect(() => refuseHalfCertificate('pem', 'pem')).not.toThrow();
    expect(() => refuseHalfCertificate(undefined, undefined)).not.toThrow();
  });
});

describe('no server', () => {
  const source =
    'The secret or variable that `server` is filled from (often KESTRA_HOSTNAME or KESTRA_URL) is probably missing or misspelt, or belongs to another environment; pull requests from forks and from Dependabot do not get it.';

  test.each([
    [{ ...none, apiToken: 't' }, '`apiToken` is', '`apiToken`'],
    [{ ...none, user: 'u', password: 'p' }, '`password` and `user` are', '`password` and `user`'],
  ])('with %j is refused', (inputs, are, names) => {
    expect(refusalOf(() => refuseWithoutServer(inputs, false))).toEqual({
      problems: [`\`server\` is empty, but ${are} set: no server would judge the flows.`],
      hint: `${source} To validate offline, leave ${names} out as well.`,
    });
  });

  test('is refused where one is required, and fine where neither is so', () => {
    expect(refusalOf(() => refuseWithoutServer(none, true))).toEqual({
      problems: ['`server` is empty, but `requireServer` is true: no server would judge the flows.'],
      hint: source,
    });
    expect(refusalOf(() => refuseWithoutServer({ ...none, user: 'u' }, true)).hint).toBe(source);
    expect(() => refuseWithoutServer(none, false)).not.toThrow();
  });
});
