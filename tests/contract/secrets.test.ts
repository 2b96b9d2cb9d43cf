import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { fc } from '../generated-inputs.js';
import nock from 'nock';
import type { Credentials } from '../../src/kestra/client.js';
import { redactor } from '../../src/kestra/redact.js';
import { failureOf } from '../kestra-failure.js';
import { API, HTML, jsonError, PROBLEM_JSON, problem, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

const TOKEN = 'tok/en+"0123456789 äé';
const PASSWORD = 'pass"word/ä +%41\\';
const HEADER = 'Bearer abc.def/ghi+jkl==';
const COOKIE = 'CF_Authorization=eyJhbGciOi; theme=dark-dark';

const PAIR = `ci@acme.com:${PASSWORD}`;
const BASE64 = Buffer.from(PAIR).toString('base64');

/** Everything that gives one of them away. */
const FORMS: readonly string[] = [
  TOKEN,
  PASSWORD,
  BASE64,
  BASE64.replace(/=+$/, ''),
  Buffer.from(PAIR).toString('base64url'),
  HEADER,
  'abc.def/ghi+jkl',
  COOKIE,
  'eyJhbGciOi',
].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  encodeURI(secret),
  encodeURIComponent(secret).replaceAll('%20', '+'),
  encodeURIComponent(secret).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()),
  new URLSearchParams({ x: secret }).toString().slice(2),
  JSON.stringify(secret).slice(1, -1),
]);

const headers = { 'X-Access': HEADER, Cookie: COOKIE };
const CREDENTIALS: readonly Credentials[] = [
  { kind: 'basic', user: 'ci@acme.com', password: PASSWORD },
  { kind: 'token', token: 'tok/en+"0123456789 \u00e4\u00e9' },
];

const ECHO = FORMS.join(' | ');
const ANSWERS: readonly (readonly [string, number, string | object, Record<string, string>])[] = [
  ['1.x', 422, jsonError(ECHO, [{ message: ECHO, path: PASSWORD }]), { 'content-type': 'application/json' }],
  ['2.0', 500, problem('x', 500, ECHO, { errors: [{ detail: ECHO, path: TOKEN }], traceId: PASSWORD }), PROBLEM_JSON],
  ['plain text', 400, ECHO, { 'content-type': 'text/plain' }],
  ['JSON that is cut', 409, JSON.stringify({ message: ECHO }).slice(0, -1), {}],
  ['HTML', 403, `<html>${ECHO}</html>`, HTML],
  ['200 that is no JSON', 200, ECHO, { 'content-type': 'text/plain' }],
  ['200 of HTML', 200, `<html>${ECHO}</html>`, HTML],
  ['another shape', 200, { [ECHO]: ECHO, results: ECHO }, { 'content-type': 'application/json' }],
  [
    'a redirect',
    302,
    '',
    {
      location: `http://other.example/${encodeURIComponent(PASSWORD)}/${encodeURIComponent(TOKEN)}?${encodeURIComponent(BASE64)}`,
    },
  ],
  ['a redirect with a user', 302, '', { location: `http://x:${encodeURIComponent(PASSWORD)}@other.example/` }],
  ['repeated', 503, ECHO, { 'retry-after': '1' }],
];

describe('no error shows a secret that the server echoes', () => {
  const cases = ANSWERS.flatMap((answer) => CREDENTIALS.map((credentials) => [...answer, credentials] as const));
  test.each(cases)('%s (%i)', async (_name, status, body, type, credentials) => {
    // A redirect is followed by GET, and refused from https to http.
    nock(SERVER)
      .get(/search/)
      .times(status === 503 ? 2 : 1)
      .reply(status, body as string, type);
    const { client, retries } = setUp({ credentials, headers, retries: 1 });
    const error = await failureOf(client.searchFlows('n'));
    const shown = [inspect(error, { depth: 10 }), error.message, error.hint, error.stack, ...retries].join('\n');
    const own = credentials.kind === 'token' ? [TOKEN] : [PASSWORD, BASE64, BASE64.replace(/=+$/, '')];
    const forms = FORMS.filter((form) =>
      [...own, HEADER, 'eyJhbGciOi'].some((secret) => decoded(form).includes(secret)),
    );
    expect(forms.length).toBeGreaterThan(8);
    expect(forms.filter((form) => shown.includes(form))).toEqual([]);
  });

  test('also when the text is cut in the middle of it', async () => {
    for (let at = 985; at <= 1001; at++) {
      nock(SERVER)
        .get(/search/)
        .reply(422, `${'x'.repeat(at)} ${PASSWORD}`);
      const error = await failureOf(setUp({ credentials: CREDENTIALS[0]! }).client.searchFlows('n'));
      expect(error.excerpt).not.toContain('pass');
    }
  });

  test('also when it comes in the reason of a failed connection, and in its cause', async () => {
    const credentials = CREDENTIALS[0]!;
    const cause = Object.assign(new Error(`request with Basic ${BASE64} failed`), { code: 'EWHATEVER' });
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }));
    const error = await failureOf(setUp({ credentials, fetch, retries: 0 }).client.searchFlows('n'));
    expect(inspect(error)).toContain('Basic ***');
    expect(inspect(error, { depth: 10 })).not.toContain(BASE64);
  });

  test('what is shown is the rest of the text', async () => {
    nock(SERVER)
      .get(/search/)
      .reply(422, `before ${PASSWORD} between ${encodeURIComponent(PASSWORD)} after`);
    const error = await failureOf(setUp({ credentials: CREDENTIALS[0]! }).client.searchFlows('n'));
    expect(error.excerpt).toBe('before *** between *** after');
    expect(error.facts.path).toBe(`${API}/flows/search`);
  });
});

describe('redactor', () => {
  test('hides every secret in any text around it', () => {
    const secret = fc
      .string({ minLength: 4, maxLength: 30 })
      .filter((text) => text.trim() !== '' && !text.includes('*'));
    fc.assert(
      fc.property(
        fc.array(secret, { minLength: 1, maxLength: 4 }),
        fc.string(),
        fc.string(),
        (secrets, before, after) => {
          const redact = redactor(secrets);
          for (const each of secrets) {
            for (const form of [each, encodeURIComponent(each), JSON.stringify(each).slice(1, -1)]) {
              expect(redact(`${before}${form}${after}`)).not.toContain(form);
            }
          }
        },
      ),
    );
  });

  test.each([
    ["a!'()*~b c", 'a%21%27%28%29%2A%7Eb%20c'],
    ["a!'()*~b c", 'a%21%27%28%29%2a%7eb%20c'],
    ["a!'()*~b c", 'a%21%27%28%29%2A%7Eb+c'],
    ["a!'()*~b c", "a!'()*~b+c"],
    [' padded ', 'padded'],
  ])('hides %j as %s', (secret, form) => {
    expect(redactor([secret])(`<${form}>`)).toBe('<***>');
  });

  test('hides a secret that holds another one as a whole', () => {
    expect(redactor(['abcd', 'abcd-efgh'])('abcd-efgh abcd')).toBe('*** ***');
  });

  test('without secrets changes nothing; an empty secret is none', () => {
    expect(redactor(['', ' '.trim()])('a b')).toBe('a b');
  });
});

function decoded(form: string): string {
  const plain = form.replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
