import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { ProtocolError } from '../../src/kestra/errors.js';
import { failureOf, messageAndHint } from '../kestra-failure.js';
import { JSON_TYPE, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

function answerWith(body: unknown): void {
  nock(SERVER).get(/.*/).reply(200, JSON.stringify(body), JSON_TYPE);
}

describe('an answer in another shape', () => {
  type Client = ReturnType<typeof setUp>['client'];
  const flow = { id: 'i', namespace: 'n', revision: 1, source: '' };
  const without = (key: keyof typeof flow) => ({ ...flow, [key]: undefined });
  const info: (client: Client) => Promise<unknown> = (client) => client.serverInfo();
  const get: typeof info = (client) => client.getFlow('n', 'i');
  const search: typeof info = (client) => client.searchFlows('n');
  const list: typeof info = (client) => client.listFolder('n', '/');
  const stats: typeof info = (client) => client.fileStats('n', '/');
  const find: typeof info = (client) => client.searchFiles('n', '/');

  test.each<[string, typeof info, unknown]>([
    ['a configuration', info, []],
    ['a configuration', info, null],
    ['a configuration', info, 'text'],
    ['a flow', get, 1],
    ['a flow (no namespace)', get, without('namespace')],
    ['a flow (no id)', get, without('id')],
    ['a flow (no revision)', get, without('revision')],
    ['a flow with its source (no source)', get, without('source')],
    ['a page of flows', search, []],
    ['a page of flows', search, { total: 1 }],
    ['a page of flows (no total)', search, { results: [] }],
    ['a flow', search, { results: [1], total: 1 }],
    ['a flow (no namespace)', search, { results: [without('namespace')], total: 1 }],
    ['a flow (no id)', search, { results: [without('id')], total: 1 }],
    ['a flow (no revision)', search, { results: [without('revision')], total: 1 }],
    ['a list of files', list, {}],
    ['a file', stats, []],
    ['a file or a folder', stats, { fileName: 'x', type: 'Link', size: 1 }],
    ['a file (no size)', stats, { fileName: 'x', type: 'File' }],
    ['a file (no size)', stats, { fileName: 'x', type: 'Directory', size: 'x' }],
    ['a file (no fileName)', stats, { type: 'File', size: 1 }],
    ['a list of paths', find, 1],
    ['a path', find, [1]],
  ])('is not %s', async (expected, call, answer) => {
    answerWith(answer);
    const error = await failureOf(call(setUp().client));
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message.endsWith(` with something else than ${expected}.`)).toBe(true);
    expect(error.reason).toBe('protocol');
    expect(error.cause).toMatchObject({ name: 'DecodeError', message: `expected ${expected}` });
    expect(messageAndHint(error)).toContain('Check that `server` is the address of Kestra.');
  });

  test('what may be missing is left out when it is something else', async () => {
    answerWith({ version: 1, edition: 'FREE', isBasicAuthInitialized: 'no' });
    expect(await setUp().client.serverInfo()).toEqual({});
    answerWith({ ...flow, disabled: 'no' });
    expect(await setUp().client.getFlow('n', 'i')).toEqual(flow);
    answerWith({ results: [{ ...flow, disabled: 'no' }], total: 1 });
    expect(await setUp().client.searchFlows('n')).toEqual({
      total: 1,
      flows: [{ id: 'i', namespace: 'n', revision: 1 }],
    });
  });
});
