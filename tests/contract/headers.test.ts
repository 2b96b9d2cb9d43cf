import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import type { Credentials } from '../../src/kestra/client.js';
import { API, FLOW, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

type Extra = Readonly<Record<string, string>>;

/** The headers as they leave the process. */
async function sentWith(credentials: Credentials, headers: Extra = {}): Promise<Readonly<Record<string, unknown>>> {
  let sent: Readonly<Record<string, unknown>> = {};
  nock(SERVER)
    .get(`${API}/flows/company.etl/load?source=true`)
    .reply(function () {
      sent = { ...this.req.headers };
      return [200, FLOW, { 'content-type': 'application/json' }];
    });
  await setUp({ credentials, headers }).client.getFlow('company.etl', 'load');
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value].flat().join()]));
}

describe('headers', () => {
  test('every request says what it takes and who sends it', async () => {
    expect(await sentWith({ kind: 'anonymous' })).toMatchObject({
      accept: 'application/json',
      'user-agent': 'kestra-github-actions/1.0.0',
    });
  });

  test('user and password: Basic, in UTF-8, with a colon in the password', async () => {
    const { authorization } = await sentWith({ kind: 'basic', user: 'ci@acme.com', password: 'p:ä$"\'ß' });
    expect(Buffer.from(String(authorization).replace(/^Basic /, ''), 'base64').toString()).toBe(`ci@acme.com:p:ä$"'ß`);
  });

  test('an API token: Bearer', async () => {
    expect(await sentWith({ kind: 'token', token: 'abc.def' })).toMatchObject({ authorization: 'Bearer abc.def' });
  });

  test('anonymous: no credentials', async () => {
    expect(await sentWith({ kind: 'anonymous' })).not.toHaveProperty('authorization');
  });

  test('extra headers are sent as they are', async () => {
    const extra = { 'CF-Access-Client-Id': 'x.access', 'X-Scope': 'a, b' };
    expect(await sentWith({ kind: 'token', token: 't' }, extra)).toMatchObject({
      'cf-access-client-id': 'x.access',
      'x-scope': 'a, b',
      authorization: 'Bearer t',
    });
  });

  test('an extra header replaces our own, whatever its case, instead of joining it', async () => {
    const extra = { ACCEPT: 'application/json, */*', 'User-Agent': 'mine' };
    expect(await sentWith({ kind: 'anonymous' }, extra)).toMatchObject({
      accept: 'application/json, */*',
      'user-agent': 'mine',
    });
  });

  test('an extra Authorization counts when there are no credentials, and never spoils them', async () => {
    const extra = { Authorization: 'Digest x' };
    expect(await sentWith({ kind: 'anonymous' }, extra)).toMatchObject({ authorization: 'Digest x' });
    expect(await sentWith({ kind: 'token', token: 't' }, extra)).toMatchObject({ authorization: 'Bearer t' });
  });

  test('what no header can carry is refused at once, without being shown', () => {
    const attempt = () =>
      setUp({ credentials: { kind: 'token', token: 'line1\nline2' }, headers: { 'X-Key': 'se\u20ACcret' } });
    expect(attempt).toThrow(
      expect.objectContaining({
        message:
          'The header "X-Key" has a value with characters that no header can carry.\nThe API token has characters that no header can carry.',
        hint: 'Look for line ends and other invisible characters in the secret.',
      }),
    );
  });
});
