import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import nock from 'nock';
import type { KestraClient, KestraClientOptions } from '../../src/kestra/client.js';
import { testClient } from '../test-client.js';

export const SERVER = 'https://kestra.example';
export const API = '/api/v1/main';

/** What was handed to `fetch`. */
export interface Call {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

export interface Setup {
  readonly client: KestraClient;
  readonly calls: readonly Call[];
  /** What was shown to the person who waits. */
  readonly retries: readonly string[];
  readonly sleeps: readonly number[];
}

/** A client whose requests are answered by nock and whose pauses take no time. */
export function setUp(options: Partial<KestraClientOptions> = {}): Setup {
  const calls: Call[] = [];
  const retries: string[] = [];
  const sleeps: number[] = [];
  const client = testClient({
    server: SERVER,
    timeoutMs: 5000,
    retries: 3,
    fetch: (input, init = {}) => {
      const { method = 'GET', headers, body } = init;
      calls.push({
        method,
        url: String(input),
        headers: headers as Record<string, string>,
        body: body as string | undefined,
      });
      return globalThis.fetch(input, init);
    },
    onRetry: (text) => retries.push(text),
    sleep: (ms) => {
      sleeps.push(ms);
      return Promise.resolve();
    },
    ...options,
  });
  return { client, calls, retries, sleeps };
}

/** No request leaves the process, and every answer that a test prepares is fetched. */
export function withoutNetwork(): void {
  beforeAll(() => {
    if (!nock.isActive()) nock.activate();
    nock.disableNetConnect();
  });
  afterEach(() => {
    const left = nock.pendingMocks();
    nock.cleanAll();
    expect(left).toEqual([]);
  });
  afterAll(() => nock.restore());
}

/** The GET that tries the credentials before the first write. */
export function acceptCredentials(server = SERVER, api = API): void {
  nock(server).get(`${api}/flows/search?page=1&size=1`).reply(200, { results: [], total: 0 });
}

export const FLOW = {
  tenantId: 'main',
  id: 'load',
  namespace: 'company.etl',
  revision: 7,
  updated: '2026-11-01T10:00:00.123Z',
  disabled: false,
  deleted: false,
  labels: [{ key: 'env', value: 'prod' }],
  tasks: [{ id: 'hello', type: 'io.kestra.plugin.core.log.Log', message: 'Hello' }],
  source: 'id: load\r\nnamespace: company.etl  \r\n',
} as const;

/** An error as Kestra 1.x words it. */
export function jsonError(message: string, errors: readonly { message: string; path?: string }[] = []): object {
  const self = { href: '/api/v1/main/flows', templated: false };
  return { message, logref: null, path: null, _links: { self }, _embedded: errors.length === 0 ? {} : { errors } };
}

/** An error as Kestra 2.0 words it. */
export function problem(type: string, status: number, detail: string, more: object = {}): object {
  const uri = `https://kestra.io/docs/api-reference/problems/${type}`;
  return { type: uri, title: 'A title', status, detail, instance: '/api/v1/main/flows', ...more };
}

export const JSON_TYPE = { 'content-type': 'application/json' };
export const PROBLEM_JSON = { 'content-type': 'application/problem+json' };
export const HTML = { 'content-type': 'text/html; charset=utf-8' };
