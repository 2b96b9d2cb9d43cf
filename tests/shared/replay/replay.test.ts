import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startLocalKestra, type LocalKestra } from '../../local-kestra/server.js';
import { meaningOf } from './meaning.js';
import { notReproduced } from './not-reproduced.js';
import { readRecordings } from './recordings.js';
import { recorded, send } from './send.js';

const credentials = { user: 'admin@kestra.io', password: 'Kestra-1' };

const servers = [
  ['1.3.25', 'recordings', { version: '1.3.25' }],
  // The recordings of 2.0 come from a web layer before problem+json.
  ['2.0.0', 'recordings-2.0', { version: '2.0.0', errorFormat: 'json-error' }],
] as const;

describe.each(servers)('the local Kestra answers as Kestra %s', (version, folder, options) => {
  const exchanges = readRecordings(folder);
  const listed = notReproduced[version];
  const answers = new Map<string, { readonly expected: unknown; readonly received: unknown }>();
  let server: LocalKestra;

  beforeAll(async () => {
    server = await startLocalKestra({ ...credentials, ...options, deadlyPut: false });
    for (const { name, request, response } of exchanges) {
      const wrong = name.endsWith(': wrong password') ? { ...credentials, password: 'wrong' } : credentials;
      const answer = recorded(await send(server.url, request, wrong), response);
      answers.set(name, {
        expected: defined(meaningOf(response, request)),
        received: defined(meaningOf(answer, request)),
      });
    }
  });
  afterAll(() => server.close());

  test('there are 302 exchanges, each with its own name', () => {
    expect(exchanges).toHaveLength(302);
    expect(new Set(exchanges.map(({ name }) => name)).size).toBe(302);
  });

  test('at least 95 % of them are reproduced, and every other one is listed', () => {
    const names = exchanges.map(({ name }) => name);
    expect(Object.keys(listed).filter((name) => !names.includes(name))).toEqual([]);
    const same = [...answers.values()].filter(({ expected, received }) => isDeepStrictEqual(expected, received));
    expect(same.length).toBeGreaterThanOrEqual(Math.ceil(302 * 0.95));
  });

  const reproduced = exchanges.map(({ name }) => name).filter((name) => !(name in listed));
  test.each(reproduced)('%s', (name) => {
    const { expected, received } = answers.get(name)!;
    expect(received).toEqual(expected);
  });

  test.each(Object.keys(listed))('%s is still not reproduced', (name) => {
    const { expected, received } = answers.get(name)!;
    expect(received).not.toEqual(expected);
  });
});

/** Without properties that are undefined. */
function defined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}
