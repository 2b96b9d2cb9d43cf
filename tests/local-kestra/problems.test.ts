import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import { flow, startCaller, yaml, type Caller } from './calling.js';

describe('2.0 answers errors as problems (RFC 9457)', () => {
  let kestra: Caller;
  beforeAll(async () => {
    kestra = await startCaller({ version: '2.0.0', deadlyPut: false });
    await kestra.call('POST', '/api/v1/main/flows', { body: flow('a'), headers: yaml });
    await kestra.upload('n', '/dir/file.txt', 'x');
  });
  afterAll(() => kestra.server.close());

  const unknown = flow('a', 'hi').replace('message', 'mesage');
  const missing = flow('b').replace(/ {4}message.*\n/, '');

  test.each([
    ['entity-already-exists', 409, 'POST', '/flows', flow('a'), /^A flow with id 'a' already exists in namespace/],
    ['validation-failed', 422, 'POST', '/flows', unknown, /^Unrecognized field "mesage"/],
    ['validation-failed', 422, 'PUT', '/flows/company.team/a', unknown, /^Unrecognized field "mesage"/],
    ['validation-failed', 422, 'PUT', '/flows/company.team/a', `${flow('a')}foo: bar\n`, /^Unrecognized field "foo"/],
    ['invalid-request-body', 422, 'POST', '/flows', '', /Required Body/],
    ['not-found', 404, 'GET', '/flows/company.team/b', undefined, /^Not Found$/],
    ['not-found', 404, 'PUT', '/flows/company.team/b', flow('b'), /^Not Found$/],
    ['not-found', 404, 'GET', '/nothing', undefined, /^Not Found$/],
    ['method-not-allowed', 405, 'GET', '/namespaces/n/kv', undefined, /Method \[GET\] not allowed/],
    ['invalid-query-filters', 400, 'GET', '/flows/search?filters[x][EQUALS]=y', undefined, /^Unsupported field 'x'/],
    ['invalid-query-parameter', 400, 'POST', '/namespaces/n/files', undefined, /Required QueryValue \[path\]/],
    ['invalid-argument', 422, 'GET', '/namespaces/n/files?path=/_flows/a.yml', undefined, /^Forbidden path/],
    ['internal-error', 500, 'POST', '/namespaces/n/files?path=/a', undefined, /^An unexpected error occurred/],
  ] as const)('%s %i: %s %s', async (type, status, method, path, body, detail) => {
    const answer = await kestra.call(method, `/api/v1/main${path}`, {
      ...(body === undefined ? {} : { body, headers: yaml }),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json).toMatchObject({
      type: `https://kestra.io/docs/api-reference/problems/${type}`,
      title: expect.any(String),
      status,
      detail: expect.stringMatching(detail),
      instance: `/api/v1/main${path.replace(/\?.*/, '')}`,
    });
    expect('traceId' in (answer.json as object)).toBe(status === 500);
  });

  test('each reason has its place', async () => {
    const { json } = await kestra.call('POST', '/api/v1/main/flows', { body: missing, headers: yaml });
    expect(json).toMatchObject({
      errors: [{ detail: 'must not be null', path: 'tasks[0].message', pointer: '/tasks/0/message' }],
    });
  });

  test('another media type', async () => {
    const answer = await kestra.call('POST', '/api/v1/main/flows/validate', {
      body: flow('a'),
      headers: { 'content-type': 'application/yaml' },
    });
    expect(answer.status).toBe(415);
    expect(answer.json).toMatchObject({ type: expect.stringMatching(/\/unsupported-media-type$/) });
  });

  test.each(['/flows/search', '/nothing'])('without credentials: %s', async (path) => {
    const answer = await kestra.call('GET', `/api/v1/main${path}`, { headers: { authorization: '' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Basic');
    expect(answer.json).toMatchObject({ type: expect.stringMatching(/\/unauthenticated$/), status: 401 });
  });

  test('/configs wants credentials, /configs/login does not', async () => {
    const anonymous = { headers: { authorization: '' } };
    expect((await kestra.call('GET', '/api/v1/configs', anonymous)).status).toBe(401);
    expect((await kestra.call('GET', '/api/v1/configs')).json).toMatchObject({ version: '2.0.0', edition: 'OSS' });
    expect((await kestra.call('GET', '/api/v1/configs/login', anonymous)).json).toEqual({
      isBasicAuthInitialized: true,
    });
  });

  test('flat search parameters are ignored', async () => {
    const { json } = await kestra.call('GET', '/api/v1/main/flows/search?namespace=nowhere&q=nothing');
    expect(json).toMatchObject({ total: 1 });
  });

  test('the export of files has no flows', async () => {
    const { bytes } = await kestra.call('GET', '/api/v1/main/namespaces/n/files/export');
    const files = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]);
    expect(files).toEqual([['dir/file.txt', 'x']]);
  });

  test('a folder and a file cannot share a path', async () => {
    expect((await kestra.upload('n', '/dir', 'x')).status).toBe(409);
    expect((await kestra.upload('n', '/dir/file.txt/x', 'x')).status).toBe(409);
  });

  test('file names are kept', async () => {
    for (const name of ['/a b', '/a#b', '/a?b', '/100%', '/[x]']) {
      expect((await kestra.upload('n', name, name)).status).toBe(200);
      expect(Buffer.from(kestra.server.file('n', name)!).toString()).toBe(name);
    }
  });
});

test('the error format is a switch of its own', async () => {
  const kestra = await startCaller({ version: '2.0.0', errorFormat: 'json-error' });
  const { json } = await kestra.call('GET', '/api/v1/main/flows/company.team/a');
  expect(json).toMatchObject({ message: 'Not Found', _links: { self: { href: '/api/v1/main/flows/company.team/a' } } });
  await kestra.server.close();
});
