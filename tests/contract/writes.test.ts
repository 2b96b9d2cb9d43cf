import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { ConflictError, InvalidRequestError } from '../../src/kestra/errors.js';
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
import { ONE, reset, methodsOf } from './counting-calls.js';

withoutNetwork();

describe('the first request with credentials is a GET', () => {
  test.each([
    ['validateFlows', (c) => c.validateFlows('x'), 'post', []],
    ['createFlow', (c) => c.createFlow('x'), 'post', FLOW],
    ['putFile', (c) => c.putFile('n', '/a', Buffer.alloc(10)), 'post', ''],
    ['deleteFlow', (c) => c.deleteFlow('n', 'i'), 'delete', ''],
    ['deleteFile', (c) => c.deleteFile('n', '/a'), 'delete', ''],
  ] satisfies [string, (client: ReturnType<typeof setUp>['client']) => Promise<unknown>, string, unknown][])(
    '%s',
    async (_name, call, method, answer) => {
      acceptCredentials();
      nock(SERVER)
        [method as 'post'](/.*/)
        .reply(200, answer as string, JSON_TYPE);
      const setup = setUp();
      await call(setup.client);
      expect(methodsOf(setup)).toEqual(['GET', method.toUpperCase()]);
    },
  );

  test('wrong credentials: no body is sent', async () => {
    nock(SERVER)
      .get(/search/)
      .reply(401);
    const setup = setUp();
    await expect(setup.client.putFile('n', '/a', Buffer.alloc(10))).rejects.toThrow('401');
    expect(methodsOf(setup)).toEqual(['GET']);
  });

  test('a read before is enough, also one that finds nothing', async () => {
    nock(SERVER).get(ONE).query(true).reply(404, jsonError('Not Found'), JSON_TYPE);
    nock(SERVER).post(`${API}/flows`).reply(200, FLOW);
    const setup = setUp();
    await setup.client.getFlow('company.etl', 'load');
    await setup.client.createFlow('x');
    expect(methodsOf(setup)).toEqual(['GET', 'POST']);
  });

  test('/configs is not: it is open, and would take any', async () => {
    nock(SERVER).get('/api/v1/configs').reply(200, { version: '1.3.25', edition: 'OSS' });
    acceptCredentials();
    nock(SERVER).post(`${API}/flows`).reply(200, FLOW);
    const setup = setUp();
    await setup.client.serverInfo();
    await setup.client.createFlow('x');
    expect(methodsOf(setup)).toEqual(['GET', 'GET', 'POST']);
  });
});

describe('createFlow', () => {
  const EXISTS = jsonError('Invalid entity: flow.id: Flow id already exists', [
    { message: 'Flow id already exists', path: 'flow.id' },
  ]);

  test.each([
    ['1.x: 422', 422, EXISTS, JSON_TYPE],
    ['1.x, without a path', 422, jsonError('Invalid entity: Flow id already exists'), JSON_TYPE],
    [
      '1.x, in other words',
      422,
      jsonError('Invalid entity', [{ message: 'it already exists', path: 'flow.id' }]),
      JSON_TYPE,
    ],
    ['2.0, early: 409', 409, jsonError("Conflict: Flow 'load' already exists in namespace 'company.etl'."), JSON_TYPE],
    ['2.0: 409', 409, problem('entity-already-exists', 409, "A flow with id 'load' already exists."), PROBLEM_JSON],
  ])('exists, %s', async (_name, status, body, headers) => {
    acceptCredentials();
    nock(SERVER).post(`${API}/flows`).reply(status, body, headers);
    const error = await failureOf(setUp().client.createFlow('x'));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error.status).toBe(status);
    expect(error.facts.attempts).toBe(1);
    expect(error.message).toContain('already exists');
  });

  test('a refusal that only speaks of something that exists is none', async () => {
    acceptCredentials();
    const details = [{ message: 'A file "x" already exists', path: 'tasks[0]' }];
    nock(SERVER).post(`${API}/flows`).reply(422, jsonError('Invalid entity: x already exists', details), JSON_TYPE);
    expect(await failureOf(setUp().client.createFlow('x'))).toBeInstanceOf(InvalidRequestError);
  });

  test('whose answer is lost is sent again, and its "exists" tells that it was', async () => {
    acceptCredentials();
    nock(SERVER).post(`${API}/flows`).replyWithError(reset());
    nock(SERVER).post(`${API}/flows`).reply(422, EXISTS, JSON_TYPE);
    const error = await failureOf(setUp().client.createFlow('x'));
    expect(error).toBeInstanceOf(ConflictError);
    expect(error.facts.attempts).toBe(2);
  });

  test('that succeeds at the second attempt has succeeded', async () => {
    acceptCredentials();
    nock(SERVER).post(`${API}/flows`).reply(502);
    nock(SERVER).post(`${API}/flows`).reply(200, FLOW);
    expect(await setUp().client.createFlow('x')).toMatchObject({ revision: 7 });
  });
});

describe('deleteFlow', () => {
  test('true when there was one, false when there was none', async () => {
    acceptCredentials();
    nock(SERVER).delete(ONE).reply(204);
    nock(SERVER).delete(ONE).reply(404, jsonError('Not Found'), JSON_TYPE);
    const { client } = setUp();
    expect(await client.deleteFlow('company.etl', 'load')).toBe(true);
    expect(await client.deleteFlow('company.etl', 'load')).toBe(false);
  });

  test('a repeat that finds nothing has met its own success', async () => {
    acceptCredentials();
    nock(SERVER).delete(ONE).replyWithError(reset());
    nock(SERVER).delete(ONE).reply(404, jsonError('Not Found'), JSON_TYPE);
    expect(await setUp().client.deleteFlow('company.etl', 'load')).toBe(true);
  });
});
