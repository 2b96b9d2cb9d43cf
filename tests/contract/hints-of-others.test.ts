import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import type { KestraClientOptions } from '../../src/kestra/client.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import {
  acceptCredentials,
  API,
  HTML,
  JSON_TYPE,
  jsonError,
  PROBLEM_JSON,
  problem,
  SERVER,
  setUp,
  withoutNetwork,
} from './support.js';
import { reportedAbout } from './refusals.js';

withoutNetwork();

describe('others', () => {
  const CHECK =
    'Check `server`: its path prefix must be there and nothing behind it. Kestra 0.22 and older do not know addresses with a tenant.';

  test('404 on everything: a page', async () => {
    expect(await reportedAbout({ status: 404, body: '<html></html>', headers: HTML })).toBe(
      `${SERVER} answered with 404 and an HTML page: this is no address of Kestra. ${CHECK}`,
    );
  });

  test('404 on everything: JSON', async () => {
    expect(await reportedAbout({ status: 404, body: jsonError('Not Found') })).toBe(
      `Kestra answered 404 when asked to search flows: Not Found. ${CHECK}`,
    );
  });

  test('404 to the credentials, before the first write', async () => {
    nock(SERVER).get(`${API}/flows/search?page=1&size=1`).reply(404, jsonError('Not Found'), JSON_TYPE);
    expect(messageAndHint(await failureOf(setUp().client.createFlow('x')))).toBe(
      `Kestra answered 404 when asked to accept the credentials: Not Found. ${CHECK}`,
    );
  });

  test('413, of Kestra or as the page of a proxy', async () => {
    for (const [body, headers] of [
      ['', {}],
      ['<html></html>', HTML],
    ] as const) {
      acceptCredentials();
      nock(SERVER).post(/files/).reply(413, body, headers);
      expect(messageAndHint(await failureOf(setUp().client.putFile('n', '/big', Buffer.alloc(10))))).toBe(
        'The request to upload /big to n is too large for Kestra or a proxy in front of it (413). Raise the limit there (nginx: client_max_body_size; Kestra: micronaut.server.max-request-size).',
      );
    }
  });

  test('429, when repeating did not help', async () => {
    nock(SERVER)
      .get(/search/)
      .times(4)
      .reply(429, '', { 'retry-after': '1' });
    expect(messageAndHint(await failureOf(setUp().client.searchFlows('n')))).toBe(
      'Kestra, or a proxy in front of it, limits requests (429), also after 4 attempts: could not search flows. Lower `concurrency`, or raise `retries`.',
    );
  });

  test('429 that is not repeated', async () => {
    expect(await reportedAbout({ status: 429 })).toBe(
      'Kestra, or a proxy in front of it, limits requests (429): could not search flows. Lower `concurrency`, or raise `retries`.',
    );
  });

  test('a status that nobody expects', async () => {
    expect(await reportedAbout({ status: 418, body: jsonError('Tea.') })).toBe(
      'Kestra answered 418 when asked to search flows: Tea.',
    );
    expect(await reportedAbout({ status: 304 })).toBe(`Kestra answered 304 when asked to search flows. ${CHECK}`);
  });

  test('500 of 1.x', async () => {
    expect(await reportedAbout({ status: 500, body: jsonError('Internal server error: duplicate entry: x.yml') })).toBe(
      'Kestra answered 500 when asked to search flows: Internal server error: duplicate entry: x.yml. The server has a problem: see its log. Running the step again may help.',
    );
  });

  test('500 of 2.0 with a trace id', async () => {
    const detail = 'An unexpected error occurred. Quote the traceId when contacting support.';
    const body = problem('internal-error', 500, detail, { traceId: '4bf92f3577b34da6' });
    expect(await reportedAbout({ status: 500, body, headers: PROBLEM_JSON })).toBe(
      `Kestra answered 500 when asked to search flows: ${detail} The server has a problem: search its log for the trace id 4bf92f3577b34da6.`,
    );
  });

  test('503 after repeats says how many', async () => {
    nock(SERVER)
      .get(/search/)
      .times(2)
      .reply(503);
    expect(messageAndHint(await failureOf(setUp({ retries: 1 }).client.searchFlows('n')))).toMatch(
      /^Kestra answered 503 when asked to search flows \(2 attempts\)\. /,
    );
  });
});

describe('no connection', () => {
  async function reportedAboutCode(code: string, options: Partial<KestraClientOptions> = {}): Promise<string> {
    const error = Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('why'), { code }) });
    const { client } = setUp({ retries: 0, fetch: () => Promise.reject(error), ...options });
    return messageAndHint(await failureOf(client.searchFlows('n')));
  }
  const PUBLIC = 'GitHub-hosted runners reach public addresses only';

  test.each([
    [
      'ECONNREFUSED',
      `The connection to kestra.example was refused: nothing listens there. Check host and port of \`server\`, and that Kestra runs. ${PUBLIC}.`,
    ],
    ['ENOTFOUND', 'The host kestra.example was not found. Check `server`. A private name needs a self-hosted runner.'],
    ['EAI_AGAIN', 'The host kestra.example was not found. Check `server`. A private name needs a self-hosted runner.'],
    [
      'UND_ERR_CONNECT_TIMEOUT',
      `kestra.example did not accept a connection (UND_ERR_CONNECT_TIMEOUT). Check \`server\`, and firewalls in between. ${PUBLIC}; a private Kestra needs a self-hosted runner.`,
    ],
    [
      'ECONNRESET',
      'The connection to kestra.example broke off before the answer was complete (ECONNRESET). Check that Kestra still runs, and proxies in between.',
    ],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      "The certificate of kestra.example is not trusted (SELF_SIGNED_CERT_IN_CHAIN). Give your authority's certificate as `caCertificate`, or set NODE_EXTRA_CA_CERTS on the runner to its PEM file; the server must send its intermediate certificates. Verification is never switched off.",
    ],
    [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'The certificate of kestra.example was made for another name (ERR_TLS_CERT_ALTNAME_INVALID). Use a name in `server` that the certificate holds. Verification is never switched off.',
    ],
    [
      'CERT_HAS_EXPIRED',
      'The certificate of kestra.example is not valid today (CERT_HAS_EXPIRED). Renew it on the server. Verification is never switched off.',
    ],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'kestra.example does not speak TLS, but `server` begins with https://. If this port is plain HTTP, write http:// in `server`: http://kestra.example',
    ],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'kestra.example refused the TLS handshake (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED). It may want a client certificate (`clientCertificate` and `clientKey`), or a TLS version that Node does not speak.',
    ],
    ['ERR_SSL_BAD_RECORD_TYPE', 'TLS with kestra.example failed: why (ERR_SSL_BAD_RECORD_TYPE).'],
    [
      'HPE_INVALID_CONSTANT',
      'kestra.example answered with something that is not HTTP (HPE_INVALID_CONSTANT). Check the port of `server`: Kestra listens on 8080 unless configured otherwise.',
    ],
    [
      'EMFILE',
      'The connection to kestra.example failed: why (EMFILE). Check that the runner reaches the server, and proxies in between.',
    ],
  ])('%s', async (code, expected) => {
    expect(await reportedAboutCode(code)).toBe(expected);
  });

  test('a reset of plain http may be a port that speaks TLS', async () => {
    expect(await reportedAboutCode('ECONNRESET', { server: 'http://kestra.example:8443' })).toBe(
      'The connection to kestra.example:8443 broke off before the answer was complete (ECONNRESET). Check that Kestra still runs, and proxies in between. If this port speaks TLS, write https:// in `server`.',
    );
  });

  test('a port that is no HTTP, and TLS that fails on plain http', async () => {
    expect(await reportedAboutCode('UND_ERR_HEADERS_OVERFLOW')).toMatch(
      /^kestra\.example answered with something that is not HTTP \(UND_ERR_HEADERS_OVERFLOW\)\. /,
    );
    expect(await reportedAboutCode('EPROTO', { server: 'http://kestra.example' })).toBe(
      'TLS with kestra.example failed: why (EPROTO).',
    );
    expect(await reportedAboutCode('NOT_EPROTO')).toMatch(/^The connection to kestra\.example failed: why/);
    expect(await reportedAboutCode('CERT_NOT_YET_VALID')).toMatch(
      /^The certificate of kestra\.example is not valid today/,
    );
  });

  const FROM = 'The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY is reached without it.';

  test.each([
    [
      'Proxy response (407) !== 200 when HTTP Tunneling',
      `The proxy http://proxy.acme:3128 answered 407 instead of connecting to Kestra. It wants credentials: http://user:password@host:port. ${FROM}`,
    ],
    [
      'Proxy Authentication Required (407)',
      `The proxy http://proxy.acme:3128 answered 407 instead of connecting to Kestra. It wants credentials: http://user:password@host:port. ${FROM}`,
    ],
    [
      'Proxy response (503) !== 200 when HTTP Tunneling',
      `The proxy http://proxy.acme:3128 answered 503 instead of connecting to Kestra. ${FROM}`,
    ],
  ])('a proxy that says "%s"', async (reason, expected) => {
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new Error(reason) }));
    const { client } = setUp({ retries: 0, fetch, proxy: 'http://proxy.acme:3128' });
    expect(messageAndHint(await failureOf(client.searchFlows('n')))).toBe(expected);
  });

  test('what fails behind the proxy is about the server', async () => {
    const proxy = 'http://proxy.acme:3128';
    expect(await reportedAboutCode('ECONNRESET', { proxy })).toMatch(/^The connection to kestra\.example broke off/);
    expect(await reportedAboutCode('EMFILE', { proxy })).toMatch(/^The connection to kestra\.example failed/);
  });

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH'])(
    '%s behind a proxy is about the proxy',
    async (code) => {
      expect(await reportedAboutCode(code, { proxy: 'http://proxy.acme:3128' })).toBe(
        `The proxy http://proxy.acme:3128 cannot be reached (${code}). The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY is reached without it.`,
      );
    },
  );
});
