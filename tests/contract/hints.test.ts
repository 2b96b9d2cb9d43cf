import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import type { KestraClientOptions } from '../../src/kestra/client.js';
import {
  acceptCredentials,
  API,
  failureOf,
  HTML,
  JSON_TYPE,
  jsonError,
  PROBLEM_JSON,
  problem,
  said,
  SERVER,
  setUp,
  withoutNetwork,
} from './support.js';

withoutNetwork();

const token = { kind: 'token', token: 'very-secret-token' } as const;

interface Met {
  readonly status: number;
  readonly body?: string | object;
  readonly headers?: Record<string, string>;
  /** What `/configs` says before; without it, it is not asked. */
  readonly configs?: object | number;
  readonly options?: Partial<KestraClientOptions>;
}

/** What a person reads when a search meets this. */
async function reportedAbout({ status, body, headers = JSON_TYPE, configs, options = {} }: Met): Promise<string> {
  const { client } = setUp({ retries: 0, ...options });
  const base = options.server ?? SERVER;
  if (configs !== undefined) {
    if (typeof configs === 'number')
      nock(base)
        .get(/configs/)
        .times(2)
        .reply(configs);
    else
      nock(base)
        .get(/configs/)
        .reply(200, configs);
    await client.serverInfo();
  }
  nock(base)
    .get(/search/)
    .reply(status, body as string, headers);
  return said(await failureOf(client.searchFlows('company')));
}

const OSS = { version: '1.3.25', edition: 'OSS', isBasicAuthInitialized: true };
const NO_SECRETS =
  'A pull request from a fork gets no secrets, one of Dependabot only those that are stored for Dependabot.';
const TENANT = 'Set `tenant` if yours is not "main".';

describe('401', () => {
  test('a token against Open Source', async () => {
    expect(await reportedAbout({ status: 401, configs: OSS, options: { credentials: token } })).toBe(
      'Kestra refused the credentials (401). This server is Open Source, which has no API tokens: use `user` and `password`.',
    );
  });

  test('a token against Enterprise', async () => {
    expect(await reportedAbout({ status: 401, configs: { edition: 'EE' }, options: { credentials: token } })).toBe(
      `Kestra refused the API token (401). Check the secret behind \`apiToken\`: it may be expired. ${NO_SECRETS} ${TENANT}`,
    );
  });

  test('a token against a 2.0 server, which does not say what it is', async () => {
    expect(await reportedAbout({ status: 401, configs: 401, options: { credentials: token } })).toBe(
      `Kestra refused the API token (401). Check the secret behind \`apiToken\`: it may be expired. ${NO_SECRETS} Open Source has no API tokens: there, use \`user\` and \`password\`.`,
    );
  });

  test.each([401, 403, 404])('11.23: an unknown tenant looks like something else: %i', async (status) => {
    const options = { credentials: token, tenant: 'acme' };
    expect(await reportedAbout({ status, configs: { version: '1.3.25', edition: 'EE' }, options })).toContain(
      'Check `tenant`, too: it is "acme".',
    );
    expect(await reportedAbout({ status, configs: OSS })).not.toContain('`tenant`');
  });

  test('the wrong password', async () => {
    expect(await reportedAbout({ status: 401, configs: OSS })).toBe(
      `Kestra refused the credentials of user ci@acme.com (401). Check the secrets behind \`user\` and \`password\`. ${NO_SECRETS}`,
    );
  });

  test('no credentials', async () => {
    expect(await reportedAbout({ status: 401, options: { credentials: { kind: 'anonymous' } } })).toBe(
      `Kestra wants credentials (401), but none are set. Set \`user\` and \`password\` (Open Source) or \`apiToken\` (Enterprise). Secrets that do not exist give empty inputs. ${NO_SECRETS}`,
    );
  });

  test('credentials in `headers`', async () => {
    const options = { credentials: { kind: 'anonymous' }, headers: { authorization: 'Bearer abcdefgh' } } as const;
    expect(await reportedAbout({ status: 401, options })).toBe(
      'Kestra refused the credentials (401) in the `Authorization` of `headers`. Check its secret, or use `apiToken` or `user` and `password`.',
    );
  });

  const NO_USER =
    'Kestra refused the credentials (401): this server has no user yet. Open its address in a browser and create the first user, or configure `kestra.server.basic-auth`.';

  test('a server without a user', async () => {
    expect(await reportedAbout({ status: 401, configs: { ...OSS, isBasicAuthInitialized: false } })).toBe(NO_USER);
  });

  test('a 2.0 server without a user', async () => {
    nock(SERVER).get('/api/v1/configs').reply(401);
    nock(SERVER).get('/api/v1/configs/login').reply(200, { isBasicAuthInitialized: false });
    nock(SERVER)
      .get(/search/)
      .reply(401);
    const { client } = setUp();
    await client.serverInfo();
    expect(said(await failureOf(client.searchFlows('n')))).toBe(NO_USER);
  });

  test('as a page: may come from an access proxy', async () => {
    expect(await reportedAbout({ status: 401, body: '<html></html>', headers: HTML })).toMatch(
      /The answer is an HTML page: it may come from an access proxy, see `headers`\.$/,
    );
  });
});

describe('400', () => {
  test('a tenant on Open Source', async () => {
    const body = jsonError("Bad Request: Tenant must be 'main' for OSS version");
    expect(await reportedAbout({ status: 400, body, options: { tenant: 'acme' } })).toBe(
      'This server is Open Source and knows only the tenant "main", but `tenant` is "acme". Remove the input.',
    );
  });

  test('another that only speaks of a tenant', async () => {
    expect(await reportedAbout({ status: 400, body: jsonError('Bad Request: tenant quota reached.') })).toBe(
      'Kestra answered 400 when asked to search flows: Bad Request: tenant quota reached.',
    );
  });

  test.each([
    '<html><center>The plain HTTP request was sent to HTTPS port</center></html>',
    'Client sent an HTTP request to an HTTPS server.\n',
    'Bad Request\nThis combination of host and port requires TLS.\n',
  ])('http:// before a port that speaks TLS: %j', async (body) => {
    const options = { server: 'http://kestra.example:8443/x' };
    expect(await reportedAbout({ status: 400, body, headers: body.startsWith('<') ? HTML : {}, options })).toBe(
      'kestra.example:8443/x speaks TLS, but `server` begins with http://. Write https:// in `server`: https://kestra.example:8443/x',
    );
  });
});

describe('403 names the permission', () => {
  const METHODS = [
    ['validateFlows', 'READ', 'VALIDATE', 'validate flows'],
    ['getFlow', 'READ', 'VIEW', 'read the flow n/i'],
    ['createFlow', 'CREATE', 'CREATE', 'create a flow'],
    ['deleteFlow', 'DELETE', 'DELETE', 'delete the flow n/i'],
    ['searchFlows', 'READ', 'LIST', 'search flows'],
    ['exportSources', 'READ', 'EXPORT', 'export the flows of n'],
  ] as const;
  const FILES = [
    ['listFolder', 'READ', 'list /a of n'],
    ['fileStats', 'READ', 'look at /a of n'],
    ['getFile', 'READ', 'read /a of n'],
    ['putFile', 'CREATE', 'upload /a to n'],
    ['deleteFile', 'DELETE', 'delete /a of n'],
    ['searchFiles', 'READ', 'search the files of n'],
  ] as const;

  type Name = (typeof METHODS)[number][0] | (typeof FILES)[number][0];

  async function refused(name: Name, configs: object): Promise<string> {
    const { client } = setUp();
    nock(SERVER)
      .get(/configs/)
      .reply(200, configs);
    await client.serverInfo();
    const writes = /^(create|delete|put|validate)/.test(name);
    if (writes) acceptCredentials();
    const method = name.startsWith('delete') ? 'DELETE' : writes ? 'POST' : 'GET';
    nock(SERVER).intercept(/.*/, method).reply(403, jsonError('Forbidden'), JSON_TYPE);
    const call = client[name] as (...values: unknown[]) => Promise<unknown>;
    const values = { validateFlows: ['x'], createFlow: ['x'], exportSources: [['n']], searchFlows: ['n'] };
    const given = name in values ? values[name as keyof typeof values] : ['n', name.endsWith('Flow') ? 'i' : '/a'];
    return said(await failureOf(call.call(client, ...given, ...(name === 'putFile' ? [Buffer.from('x')] : []))));
  }

  const EE_1 = { version: '1.3.25', edition: 'EE' };
  const EE_2 = { version: '2.0.1', edition: 'EE' };

  test.each(METHODS)('%s', async (name, before, since, what) => {
    expect(await refused(name, EE_1)).toBe(
      `Kestra does not permit to ${what} (403): Forbidden. Give the account FLOW with ${before} on the namespace. Deploying flows needs FLOW with CREATE, READ and UPDATE; namespace files are under FLOW too. ${TENANT}`,
    );
    expect(await refused(name, EE_2)).toBe(
      `Kestra does not permit to ${what} (403): Forbidden. Give the account FLOW with ${since} on the namespace. Deploying flows needs FLOW with VIEW, LIST, EXPORT, VALIDATE, CREATE and UPDATE; namespace files need NAMESPACE with MANAGE_FILES. Kestra 2.0 answers 403 also where there is nothing: check \`server\` and \`tenant\` too.`,
    );
  });

  test.each(FILES)('%s', async (name, before, what) => {
    expect(await refused(name, EE_1)).toContain(
      `Kestra does not permit to ${what} (403): Forbidden. Give the account FLOW with ${before} on the namespace.`,
    );
    expect(await refused(name, EE_2)).toContain('Give the account NAMESPACE with MANAGE_FILES on the namespace.');
  });

  test('of both lines when the version is not known', async () => {
    expect(await refused('createFlow', { version: 'develop' })).toContain(
      'Give the account FLOW with CREATE on the namespace (since Kestra 2.0: FLOW with CREATE).',
    );
  });

  test('Open Source has none', async () => {
    expect(await refused('createFlow', OSS)).toBe(
      'Kestra does not permit to create a flow (403): Forbidden. Open Source has no permissions: look for a proxy or a firewall in front of Kestra, and into its log.',
    );
  });
});

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
    expect(said(await failureOf(setUp().client.createFlow('x')))).toBe(
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
      expect(said(await failureOf(setUp().client.putFile('n', '/big', Buffer.alloc(10))))).toBe(
        'The request to upload /big to n is too large for Kestra or a proxy in front of it (413). Raise the limit there (nginx: client_max_body_size; Kestra: micronaut.server.max-request-size).',
      );
    }
  });

  test('429, when repeating did not help', async () => {
    nock(SERVER)
      .get(/search/)
      .times(4)
      .reply(429, '', { 'retry-after': '1' });
    expect(said(await failureOf(setUp().client.searchFlows('n')))).toBe(
      'Kestra, or a proxy in front of it, limits requests (429), also after 4 attempts: could not search flows. Lower `concurrency`, or raise `retries`.',
    );
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
    expect(said(await failureOf(setUp({ retries: 1 }).client.searchFlows('n')))).toMatch(
      /^Kestra answered 503 when asked to search flows \(2 attempts\)\. /,
    );
  });
});

describe('no connection', () => {
  async function reportedAboutCode(code: string, options: Partial<KestraClientOptions> = {}): Promise<string> {
    const error = Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('why'), { code }) });
    const { client } = setUp({ retries: 0, fetch: () => Promise.reject(error), ...options });
    return said(await failureOf(client.searchFlows('n')));
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

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_CONNECT_TIMEOUT'])(
    '%s behind a proxy is about the proxy',
    async (code) => {
      expect(await reportedAboutCode(code, { proxy: 'http://proxy.acme:3128' })).toBe(
        `The proxy http://proxy.acme:3128 cannot be reached (${code}). The proxy comes from HTTPS_PROXY or HTTP_PROXY; a host in NO_PROXY is reached without it.`,
      );
    },
  );
});
