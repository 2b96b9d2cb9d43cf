import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalKestra, type LocalKestra } from '../../local-kestra/server.js';
import { meaningOf } from './meaning.js';
import { headersNotReproduced } from './not-reproduced.js';
import { readHeaderRecordings, type Exchange, type RecordedRequest } from './recordings.js';
import { recorded, send, type Credentials } from './send.js';

const credentials = { user: 'admin@kestra.io', password: 'Kestra-1' };
const servers = [
  ['1.0', '1.0.3'],
  ['1.1', '1.1.0'],
  ['1.2', '1.2.0'],
  ['1.3', '1.3.31'],
  ['2.0', '2.0.0'],
] as const;

describe.each(servers)('the local Kestra answers as Kestra %s to all kinds of Accept', (line, version) => {
  const exchanges = readHeaderRecordings(line);
  const listed = headersNotReproduced[line];
  const answers = new Map<string, { readonly expected: unknown; readonly received: unknown }>();
  let server: LocalKestra;

  beforeAll(async () => {
    server = await startLocalKestra({ ...credentials, version, errorFormat: 'json-error' });
    await fill(server, exchanges);
    for (const { name, request, response } of exchanges) {
      const answer = recorded(await send(server.url, ...authorized(name, request)), response);
      answers.set(name, {
        expected: defined(meaningOf(response, request)),
        received: defined(meaningOf(answer, request)),
      });
    }
  });
  afterAll(() => server.close());

  test('at least 98 % of 321 exchanges are reproduced, and every other one is listed', () => {
    const same = [...answers].filter(([, { expected, received }]) => isDeepStrictEqual(expected, received));
    const others = exchanges.map(({ name }) => name).filter((name) => !same.some(([known]) => known === name));
    expect(exchanges).toHaveLength(321);
    expect(others).toEqual(Object.keys(listed));
    expect(same.length).toBeGreaterThanOrEqual(Math.ceil(321 * 0.98));
  });

  test.each(exchanges.map(({ name }) => name).filter((name) => !(name in listed)))('%s', (name) => {
    const { expected, received } = answers.get(name)!;
    expect(received).toEqual(expected);
  });
});

/** The recordings name only credentials that are wrong. */
function authorized(name: string, request: RecordedRequest): [RecordedRequest, Credentials] {
  const wrong = name.includes(': wrong password');
  const headers = { ...request.headers, authorization: 'Basic ***' };
  return [{ ...request, headers }, wrong ? { ...credentials, password: 'wrong' } : credentials];
}

/** Brings the server to the state in which the recordings began: what they read and did not write. */
async function fill(server: LocalKestra, exchanges: readonly Exchange[]): Promise<void> {
  const search = exchanges.find(({ name }) => name.includes(': search, Accept none'))!;
  const { results, total } = search.response.json as { readonly results: readonly Stored[]; readonly total: number };
  const authored = results.map(({ id, namespace, tasks }) => JSON.stringify({ id, namespace, tasks }));
  const isAlone = total === 1;
  const fillers = Array.from({ length: Math.max(0, total - 2) }, (_, index) => flow(`filler-${index}`, 'other.flows'));
  for (const source of [...(isAlone ? [] : authored), ...fillers, flow('a', 'company.headers')]) {
    await write(server, '/flows', { 'content-type': 'application/x-yaml' }, source);
  }
  const form = 'multipart/form-data; boundary=b';
  const part = '--b\r\nContent-Disposition: form-data; name="fileContent"; filename="f"\r\n\r\nx\r\n--b--\r\n';
  await write(server, '/namespaces/company.headers/files?path=/d/a.txt', { 'content-type': form }, part);
}

interface Stored {
  readonly id: string;
  readonly namespace: string;
  readonly tasks: unknown;
}

async function write(server: LocalKestra, path: string, headers: Readonly<Record<string, string>>, body: string) {
  const request = {
    method: 'POST',
    path: `/api/v1/main${path}`,
    body,
    headers: { authorization: 'Basic ***', ...headers },
  };
  const { status, bytes } = await send(server.url, request, credentials);
  if (status !== 200) throw new Error(`${path}: ${status} ${bytes.toString('utf8')}`);
}

const flow = (id: string, namespace: string) =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - id: t\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n`;

/** Without properties that are undefined. */
function defined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
