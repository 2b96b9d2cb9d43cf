import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { acceptCredentials, HTML, JSON_TYPE, jsonError, SERVER, setUp, withoutNetwork } from './support.js';
import { token, reportedAbout, OSS, NO_SECRETS, TENANT } from './refusals.js';

withoutNetwork();

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

  test.each([401, 403, 404])('an unknown tenant looks like something else: %i', async (status) => {
    const options = { credentials: token, tenant: 'acme' };
    expect(await reportedAbout({ status, configs: { version: '1.3.25', edition: 'EE' }, options })).toContain(
      'Check `tenant`, too: it is "acme".',
    );
    expect(await reportedAbout({ status, configs: OSS })).not.toContain('`tenant`');
  });

  test('an unknown tenant of a server that does not say what it is', async () => {
    expect(await reportedAbout({ status: 404, options: { tenant: 'acme' } })).toContain(
      'Check `tenant`, too: it is "acme".',
    );
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

  test.each([
    ['another header is none', { kind: 'anonymous' }, { 'X-Key': 'abcdefgh' }, 'wants credentials (401), but none are'],
    ['beside a token', token, { authorization: 'Bearer abcdefgh' }, 'refused the API token (401)'],
  ] as const)('credentials in `headers`: %s', async (_name, credentials, headers, expected) => {
    expect(await reportedAbout({ status: 401, options: { credentials, headers } })).toContain(`Kestra ${expected}`);
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
    expect(messageAndHint(await failureOf(client.searchFlows('n')))).toBe(NO_USER);
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

  test.each([
    ['another status', 422, 'acme'],
    ['the tenant that it has', 400, 'main'],
  ])('the same words with %s', async (_name, status, tenant) => {
    const body = jsonError("Tenant must be 'main' for OSS version");
    expect(await reportedAbout({ status, body, options: { tenant } })).toBe(
      `Kestra answered ${status} when asked to search flows: Tenant must be 'main' for OSS version.`,
    );
  });

  test('another that only speaks of a tenant', async () => {
    expect(
      await reportedAbout({ status: 400, body: jsonError('tenant quota reached.'), options: { tenant: 'acme' } }),
    ).toBe('Kestra answered 400 when asked to search flows: tenant quota reached.');
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
    ['exportFiles', 'READ', 'export the files of n'],
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
    const values = {
      validateFlows: ['x'],
      createFlow: ['x'],
      exportSources: [['n']],
      searchFlows: ['n'],
      exportFiles: ['n', 10],
    };
    const given = name in values ? values[name as keyof typeof values] : ['n', name.endsWith('Flow') ? 'i' : '/a'];
    return messageAndHint(
      await failureOf(call.call(client, ...given, ...(name === 'putFile' ? [Buffer.from('x')] : []))),
    );
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

  test.each(['10.0.1', 'v2.1.0'])('of the newer line: %s', async (version) => {
    expect(await refused('getFlow', { version, edition: 'EE' })).toContain('Give the account FLOW with VIEW on');
  });

  test('of both lines when the version is not known', async () => {
    expect(await refused('getFlow', { version: 'dev-2.0.0' })).toContain(
      'Give the account FLOW with READ on the namespace (since Kestra 2.0: FLOW with VIEW).',
    );
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
