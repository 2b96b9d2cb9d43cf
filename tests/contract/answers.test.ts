import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import nock from 'nock';
import { ProtocolError } from '../../src/kestra/errors.js';
import { failureOf } from '../kestra-failure.js';
import {
  acceptCredentials,
  API,
  FLOW,
  JSON_TYPE,
  jsonError,
  PROBLEM_JSON,
  problem,
  SERVER,
  setUp,
  withoutNetwork,
} from './support.js';

withoutNetwork();

function answerGet(answer: string | object, status = 200, headers: Record<string, string> = JSON_TYPE): void {
  nock(SERVER)
    .get(/.*/)
    .reply(status, answer as string, headers);
}

function answerValidate(answer: object): void {
  acceptCredentials();
  nock(SERVER).post(`${API}/flows/validate`).reply(200, answer);
}

describe('serverInfo', () => {
  const table: readonly (readonly [string, object, object])[] = [
    [
      '1.3, Open Source',
      { uuid: 'x', version: '1.3.25', edition: 'OSS', isBasicAuthInitialized: true, isTemplateEnabled: false },
      { version: '1.3.25', edition: 'OSS', initialized: true },
    ],
    ['2.0, Enterprise', { version: '2.0.0', edition: 'EE', tenants: {} }, { version: '2.0.0', edition: 'EE' }],
    ['before 0.24: no edition', { version: '0.23.4' }, { version: '0.23.4' }],
    ['a build without a number', { version: 'develop', edition: 'FREE' }, { version: 'develop' }],
    [
      'a server without a user',
      { version: '1.0.0', edition: 'OSS', isBasicAuthInitialized: false },
      { version: '1.0.0', edition: 'OSS', initialized: false },
    ],
  ];
  test.each(table)('%s', async (_name, answer, info) => {
    answerGet(answer);
    expect(await setUp().client.serverInfo()).toEqual(info);
  });

  test.each([403, 404])('%i means that nothing is known', async (status) => {
    answerGet('no', status, {});
    expect(await setUp().client.serverInfo()).toEqual({});
  });

  test('401: 2.0 is asked, without success being needed, whether it has a user', async () => {
    nock(SERVER).get('/api/v1/configs').twice().reply(401);
    nock(SERVER).get('/api/v1/configs/login').reply(200, { isBasicAuthInitialized: false });
    nock(SERVER).get('/api/v1/configs/login').reply(401);
    expect(await setUp().client.serverInfo()).toEqual({ initialized: false });
    expect(await setUp().client.serverInfo()).toEqual({});
  });
});

describe('flows', () => {
  test('a flow: what is not known is ignored, the source is kept to the byte', async () => {
    answerGet(FLOW);
    expect(await setUp().client.getFlow('company.etl', 'load')).toEqual({
      namespace: 'company.etl',
      id: 'load',
      revision: 7,
      disabled: false,
      source: 'id: load\r\nnamespace: company.etl  \r\n',
    });
  });

  test('of an older version, and one that cannot be read any more: `disabled` may be absent', async () => {
    const { id, namespace, revision, source } = FLOW;
    answerGet({ id, namespace, revision, source, tasks: [], exception: 'Invalid type: x' });
    expect(await setUp().client.getFlow('company.etl', 'load')).toEqual({ id, namespace, revision, source });
  });

  test.each([
    ['1.x', jsonError('Not Found'), JSON_TYPE],
    ['2.0', problem('not-found', 404, 'Flow not found.'), PROBLEM_JSON],
  ])('%s: 404 means that there is none', async (_name, body, headers) => {
    answerGet(body, 404, headers);
    expect(await setUp().client.getFlow('company.etl', 'load')).toBeUndefined();
  });

  test('a page: flows without source', async () => {
    const { source, ...flow } = FLOW;
    answerGet({ results: [flow, { ...flow, id: source, disabled: undefined }], total: 12 });
    expect(await setUp().client.searchFlows('company')).toEqual({
      total: 12,
      flows: [
        { namespace: 'company.etl', id: 'load', revision: 7, disabled: false },
        { namespace: 'company.etl', id: source, revision: 7 },
      ],
    });
  });

  test('an export: the texts of the zip, byte order marks and line ends included; none for an empty zip', async () => {
    const texts = ['\uFEFFid: a\r\n', 'id: ü \n\n'];
    const zip = zipSync(Object.fromEntries(texts.map((text, index) => [`x-${index}.yml`, Buffer.from(text)])));
    nock(SERVER)
      .get(/export/)
      .reply(200, Buffer.from(zip), { 'content-type': 'application/octet-stream' });
    nock(SERVER)
      .get(/export/)
      .reply(200, Buffer.from(zipSync({})), { 'content-type': 'application/octet-stream' });
    const { client } = setUp();
    expect(await client.exportSources(['a'])).toEqual(texts);
    expect(await client.exportSources(['a'])).toEqual([]);
  });

  test('an export that is no zip, a cut one, or one that claims gigabytes is refused', async () => {
    const zip = Buffer.from(zipSync({ 'a.yml': Buffer.from('id: a\n'.repeat(100)) }));
    const huge = Buffer.from(zip);
    // The uncompressed size in the central directory, which stands 24 bytes behind its mark.
    huge.writeUInt32LE(0x7fffffff, huge.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
    for (const body of [Buffer.from('{}'), zip.subarray(0, 40), Buffer.alloc(0), huge]) {
      nock(SERVER)
        .get(/export/)
        .reply(200, body, { 'content-type': 'application/octet-stream' });
      const error = await failureOf(setUp().client.exportSources(['company.etl']));
      expect(error).toBeInstanceOf(ProtocolError);
      expect(error.message).toMatch(/by-query with something that is no readable zip\.$/);
    }
  });
});

describe('verdicts', () => {
  test('a valid flow, a refused one, and one of an older version', async () => {
    answerValidate([
      {
        index: 0,
        namespace: 'a',
        flow: 'b',
        outdated: false,
        deprecationPaths: [],
        warnings: ['w'],
        infos: [],
        new: 1,
      },
      { index: 1, filename: 'x.yml', constraints: 'Validation error: tasks: must not be empty\n', outdated: true },
      { index: 2, constraints: null, namespace: null },
    ]);
    expect(await setUp().client.validateFlows('x')).toEqual([
      { index: 0, namespace: 'a', flow: 'b', outdated: false, deprecationPaths: [], warnings: ['w'], infos: [] },
      { index: 1, constraints: 'Validation error: tasks: must not be empty\n', outdated: true },
      { index: 2, outdated: false },
    ]);
  });

  test.each([
    ['constraints in another shape', { index: 0, constraints: ['tasks: must not be empty'] }, /constraints is no text/],
    ['warnings in another shape', { index: 0, warnings: 'w' }, /warnings is no list/],
    ['no index', { outdated: false }, /something else than a verdict \(no index\)\.$/],
    ['warnings that are no texts', { index: 0, warnings: ['w', 1] }, /warnings is no list of texts/],
    ['an entry that is no object', 'ok', /something else than a verdict\.$/],
  ])('%s is no verdict, rather than a valid one', async (_name, entry, message) => {
    answerValidate([entry]);
    const error = await failureOf(setUp().client.validateFlows('x'));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toMatch(message);
  });
});

test('verdicts that are no list', async () => {
  answerValidate({});
  expect((await failureOf(setUp().client.validateFlows('x'))).message).toMatch(/else than a list of verdicts\.$/);
});

describe('namespace files', () => {
  const file = { type: 'File', size: 5, fileName: 'b.txt', lastModifiedTime: 1, creationTime: 1, metadata: {} };

  test('one level of a folder', async () => {
    answerGet([file, { type: 'Directory', fileName: 'sub' }]);
    expect(await setUp().client.listFolder('company', '/a')).toEqual([
      { name: 'b.txt', type: 'File', size: 5 },
      { name: 'sub', type: 'Directory', size: 0 },
    ]);
  });

  test("a list of files is repeated after any 5xx: two that are the first to ask get in each other's way", async () => {
    nock(SERVER)
      .get(/directory/)
      .reply(500);
    nock(SERVER)
      .get(/directory/)
      .reply(200, []);
    expect(await setUp().client.listFolder('n', '/')).toEqual([]);
  });

  test('the attributes of one', async () => {
    answerGet(file);
    expect(await setUp().client.fileStats('company', '/a/b.txt')).toEqual({ name: 'b.txt', type: 'File', size: 5 });
  });

  test('the bytes of one, also of HTML and of an empty file', async () => {
    for (const content of [
      Buffer.from([0, 255, 13, 10]),
      Buffer.from('<!doctype html><html></html>'),
      Buffer.alloc(0),
    ]) {
      nock(SERVER).get(/files/).reply(200, content, { 'content-type': 'application/octet-stream' });
      const bytes = await setUp().client.getFile('company', '/x');
      expect(Buffer.compare(Buffer.from(bytes!), content)).toBe(0);
    }
  });

  test('paths that contain a text', async () => {
    answerGet(['/.env', '/ü/日本.txt']);
    expect(await setUp().client.searchFiles('company', '/')).toEqual(['/.env', '/ü/日本.txt']);
  });

  test('404 means that there is none', async () => {
    nock(SERVER).get(/files/).times(3).reply(404, jsonError('Not Found: Directory not found: /a'), JSON_TYPE);
    const { client } = setUp();
    expect(await client.listFolder('n', '/a')).toBeUndefined();
    expect(await client.fileStats('n', '/a')).toBeUndefined();
    expect(await client.getFile('n', '/a')).toBeUndefined();
  });

  test('deleting what is not there succeeds', async () => {
    acceptCredentials();
    nock(SERVER).delete(/files/).reply(200);
    nock(SERVER).delete(/files/).reply(404, jsonError('Not Found'));
    const { client } = setUp();
    await client.deleteFile('n', '/a');
    await expect(client.deleteFile('n', '/a')).resolves.toBeUndefined();
  });
});

test('a write that is answered with a deleted flow is a failure', async () => {
  acceptCredentials();
  nock(SERVER)
    .post(`${API}/flows`)
    .reply(200, { ...FLOW, deleted: true });
  const error = await failureOf(setUp().client.createFlow(FLOW.source));
  expect(error).toBeInstanceOf(ProtocolError);
  expect(error.message).toContain('something else than a flow that is there');
});
