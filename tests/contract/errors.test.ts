import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { ActionError } from '../../src/errors.js';
import {
  AuthenticationError,
  ConflictError,
  ConnectionError,
  HttpError,
  InvalidRequestError,
  KestraError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../../src/kestra/errors.js';
import { failureOf } from '../kestra-failure.js';
import { whereTimeRunsOut } from './running-out.js';
import { API, jsonError, PROBLEM_JSON, problem, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

/** The error that a search ends in. */
async function metBy(status: number, body?: string | object, headers?: Record<string, string>): Promise<HttpError> {
  nock(SERVER)
    .get(/search/)
    .reply(status, body as string, headers);
  return failureOf(setUp({ retries: 0 }).client.searchFlows('n'));
}

describe('the class of a status', () => {
  const classes: readonly (readonly [number, typeof HttpError])[] = [
    [400, InvalidRequestError],
    [401, AuthenticationError],
    [403, PermissionError],
    [404, NotFoundError],
    [405, HttpError],
    [409, ConflictError],
    [410, HttpError],
    [413, HttpError],
    [415, HttpError],
    [422, InvalidRequestError],
    [423, HttpError],
    [429, RateLimitError],
    [500, ServerError],
    [501, ServerError],
    [503, ServerError],
    [504, ServerError],
  ];
  const formats: readonly (readonly [
    string,
    (status: number) => readonly [object | string, Record<string, string>],
  ])[] = [
    ['1.x', () => [jsonError('Because'), { 'content-type': 'application/json' }]],
    ['2.0', (status) => [problem('x', status, 'Because'), PROBLEM_JSON]],
    ['no body', () => ['', {}]],
    ['HTML', () => ['<html>Because</html>', { 'content-type': 'text/html' }]],
  ];
  test.each(
    formats.flatMap(([format, bodyOf]) => classes.map(([status, type]) => [status, format, type, bodyOf] as const)),
  )('%i (%s)', async (status, format, type, bodyOf) => {
    const error = await metBy(status, ...bodyOf(status));
    expect(error.constructor).toBe(type);
    expect(error).toBeInstanceOf(KestraError);
    expect(error).toBeInstanceOf(ActionError);
    expect(error.status).toBe(status);
    expect(error.name).toBe(type.name);
    expect(error.excerpt).toBe(format === '1.x' || format === '2.0' ? 'Because' : '');
    expect(error.facts).toMatchObject({ method: 'GET', path: `${API}/flows/search`, attempts: 1 });
    expect(error.facts.elapsedMs).toBeGreaterThanOrEqual(0);
  });
});

test.each([
  [400, 'server'],
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'server'],
  [409, 'server'],
  [429, 'unreachable'],
  [500, 'server'],
  [501, 'server'],
  [502, 'unreachable'],
  [503, 'unreachable'],
  [504, 'unreachable'],
])('%i: the reason of the failure is "%s"', async (status, reason) => {
  expect((await metBy(status)).reason).toBe(reason);
});

describe('what the server says', () => {
  test('1.x: the message, which repeats its details', async () => {
    const details = [{ message: 'must not be null', path: 'tasks[0].message' }];
    const error = await metBy(422, jsonError('Invalid entity: a.message: must not be null\n', details));
    expect(error.message).toBe(
      'Kestra answered 422 when asked to search flows: Invalid entity: a.message: must not be null.',
    );
    expect(error.details).toMatchObject({ paths: ['tasks[0].message'], problem: undefined, html: false });
  });

  test('1.x: details that the message leaves out, with their paths', async () => {
    const details = [{ message: 'size must be between 1 and 100', path: 'id' }, { message: 'Unsupported' }];
    expect((await metBy(422, jsonError('Invalid entity', details))).excerpt).toBe(
      'Invalid entity; id: size must be between 1 and 100; Unsupported',
    );
  });

  test('2.0: the detail, and each of its errors by path or else by pointer', async () => {
    const errors = [
      { detail: 'must not be null', pointer: '/tasks/0/message', path: 'tasks[a].message', type: 'x' },
      { detail: 'Unrecognized field "mesage"', pointer: '/tasks/1/mesage' },
    ];
    const error = await metBy(422, problem('validation-failed', 422, 'The flow is invalid.', { errors }), PROBLEM_JSON);
    expect(error.message).toBe(
      'Kestra answered 422 when asked to search flows: The flow is invalid.; tasks[a].message: must not be null; /tasks/1/mesage: Unrecognized field "mesage".',
    );
    expect(error.details).toMatchObject({
      problem: 'validation-failed',
      paths: ['tasks[a].message', '/tasks/1/mesage'],
    });
  });

  test('2.0: the title when there is no detail', async () => {
    const body = { type: 'about:blank', title: 'A title', status: 423 };
    expect((await metBy(423, body, PROBLEM_JSON)).excerpt).toBe('A title');
  });

  test.each([
    ['plain text', 'Access denied', 'Access denied'],
    ['a list of messages', '["a", 1, "b"]', 'a; b'],
    ['cut JSON', '{"message":"Not', '{"message":"Not'],
    ['a message in another shape', '{"message":{"a":1},"_embedded":[],"errors":[1,null,"x"]}', ''],
    ['null', 'null', 'null'],
  ])('%s', async (_name, body, excerpt) => {
    expect((await metBy(422, body)).excerpt).toBe(excerpt);
  });

  test('in one line of at most 1 kB, without control characters and marks that reorder text', async () => {
    const { excerpt } = await metBy(422, jsonError(`a\r\n::error::b\u001b[31m\u202Ec\u0000${'ö'.repeat(2000)}`));
    expect(excerpt).toMatch(/^a ::error::b \[31m c ö*…$/);
    expect(excerpt).toHaveLength(1001);
  });

  test('an error that never ends is not read to its end', async () => {
    let sent = 0;
    const body = () =>
      new ReadableStream({ pull: (controller) => void (sent++, controller.enqueue(new Uint8Array(1_048_576))) });
    const fetch = () => Promise.resolve(new Response(body(), { status: 422 }));
    await expect(setUp({ fetch }).client.searchFlows('n')).rejects.toThrow('larger than 1 MB');
    expect(sent).toBeLessThan(10);
  });
});

describe('no answer', () => {
  const failing = (error: unknown) => setUp({ retries: 0, fetch: () => Promise.reject(error) }).client;

  test('the innermost code and reason count', async () => {
    const inner = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const outer = new TypeError('fetch failed', { cause: new AggregateError([inner], '') });
    const error = await failureOf<ConnectionError>(failing(outer).searchFlows('n'));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error.code).toBe('ECONNRESET');
    expect(error.reason).toBe('unreachable');
  });

  test.each<[string, unknown, string]>([
    ['its own words', new Error('odd.'), 'odd'],
    ['those of its cause', new TypeError('fetch failed', { cause: new Error('odd. Really') }), 'odd. Really'],
    ['those around a cause without words', new TypeError('fetch failed', { cause: new Error('') }), 'fetch failed'],
    ['those around a cause that is none', new TypeError('fetch failed', { cause: null }), 'fetch failed'],
    ['something else than words', Object.assign(new Error('odd'), { cause: { message: 7, code: 9 } }), 'odd'],
    ['nothing', null, 'null'],
    [
      'a circle',
      (() => {
        const error = new Error('round');
        return Object.assign(error, { cause: error });
      })(),
      'round',
    ],
  ])('a failure that has %s', async (_name, thrown, reason) => {
    const error = await failureOf<ConnectionError>(failing(thrown).searchFlows('n'));
    expect(error.message).toBe(`The connection to kestra.example failed: ${reason}.`);
    expect(error.code).toBeUndefined();
  });

  test('where it failed is kept for a log in debug mode', async () => {
    const thrown = Object.assign(new Error('odd'), { stack: 'Error: odd\n    at somewhere' });
    expect((await failureOf(failing(thrown).searchFlows('n'))).cause).toMatchObject({
      message: 'odd',
      stack: 'Error: odd\n    at somewhere',
    });
  });

  test('a failure without a code is shown as it is, and is not repeated', async () => {
    const { client, calls } = setUp({ fetch: undefined as never });
    const error = await failureOf<ConnectionError>(client.searchFlows('n'));
    expect(error.code).toBeUndefined();
    expect(error.facts.attempts).toBe(1);
    expect(calls).toHaveLength(0);
  });

  test('something thrown that is no error', async () => {
    expect((await failureOf(failing('boom').searchFlows('n'))).message).toBe(
      'The connection to kestra.example failed: boom.',
    );
  });

  test('a server that never answers, and one whose answer never ends', () =>
    whereTimeRunsOut(async ({ options, silence, endlessBody }) => {
      const never: typeof fetch = (_input, init) => silence(init!.signal!);
      const silent = await failureOf<TimeoutError>(
        setUp({ ...options, fetch: never, retries: 0 }).client.searchFlows('n'),
      );
      expect(silent).toBeInstanceOf(TimeoutError);
      expect(silent).toMatchObject({ phase: 'answer', reason: 'unreachable' });
      expect(silent.message).toBe('Kestra did not answer within 0.02 s when asked to search flows.');
      expect(silent.hint).toBe('Raise `timeout`, or look at the load of the server.');

      const endless: typeof fetch = (_input, init) => endlessBody(init!.signal!);
      const cut = await failureOf<TimeoutError>(
        setUp({ ...options, fetch: endless, retries: 0 }).client.searchFlows('n'),
      );
      expect(cut.phase).toBe('body');
      expect(cut.message).toBe("Kestra's answer was not complete within 0.02 s when asked to search flows.");
    }));
});
