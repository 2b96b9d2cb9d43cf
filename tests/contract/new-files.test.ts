import { describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { FileConflictError } from '../../src/kestra/errors.js';
import { failureOf } from '../kestra-failure.js';
import { acceptCredentials, JSON_TYPE, jsonError, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

const content = Buffer.from('ours');
const stats = () => nock(SERVER).get(/files\/stats/);
const upload = () => nock(SERVER).post(/files/);
const download = () => nock(SERVER).get(/files\?/);
const posts = ({ calls }: ReturnType<typeof setUp>) => calls.filter(({ method }) => method === 'POST').length;
const putNew = ({ client }: ReturnType<typeof setUp>) => client.putFile('n', '/a', content, { onlyNew: true });

describe.each([429, 500, 502, 503, 504])('a new file whose upload ends in %i', (status) => {
  test.each([
    ['another size', () => void stats().twice().reply(200, { fileName: 'a', type: 'File', size: 6 })],
    [
      'other bytes',
      () => {
        stats().twice().reply(200, { fileName: 'a', type: 'File', size: 4 });
        download().twice().reply(200, 'them');
      },
    ],
  ])('is not sent again over a file with %s', async (_what, answer) => {
    acceptCredentials();
    upload().reply(status);
    answer();
    const setup = setUp();
    const error = await failureOf(putNew(setup));
    expect(error).toBeInstanceOf(FileConflictError);
    expect(error).toMatchObject({
      message: '/a of n was not there when the upload began, and holds something else now: it was left as it is.',
      hint: 'Look at it in Kestra. To overwrite it, set `override: true`.',
      reason: 'conflict',
    });
    expect(posts(setup)).toBe(1);
    nock.cleanAll();
  });

  test.each([
    ['there is none', () => void stats().twice().reply(404, jsonError('Not Found'), JSON_TYPE)],
    ['a folder is there', () => void stats().twice().reply(200, { fileName: 'a', type: 'Directory', size: 6 })],
  ])('is sent again when %s', async (_what, answer) => {
    acceptCredentials();
    upload().reply(status);
    answer();
    upload().reply(200);
    const setup = setUp();
    await putNew(setup);
    expect(posts(setup)).toBe(2);
    nock.cleanAll();
  });

  test('fails with that when nobody knows what is there', async () => {
    acceptCredentials();
    upload().reply(status);
    stats().twice().reply(500);
    const setup = setUp();
    expect(await failureOf(putNew(setup))).toMatchObject({ status });
    expect(posts(setup)).toBe(1);
    nock.cleanAll();
  });
});

test('a new file whose upload was refused is sent again over the same bytes', async () => {
  acceptCredentials();
  upload().reply(429);
  stats().reply(200, { fileName: 'a', type: 'File', size: 4 });
  download().reply(200, 'ours');
  upload().reply(200);
  const setup = setUp();
  await putNew(setup);
  expect(posts(setup)).toBe(2);
});
