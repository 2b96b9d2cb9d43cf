import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/kestra/content.js';
import { ProtocolError } from '../../src/kestra/errors.js';
import { readBody } from '../../src/kestra/read-body.js';
import { failureOf } from '../kestra-failure.js';
import { setUp } from './support.js';

const MEGABYTE = 1_048_576;
/** One for all: what is read in pieces takes no more memory than one of them. */
const PIECE = new Uint8Array(MEGABYTE).fill(7);

/** A server that answers with so many megabytes, and how many were taken of it. */
function megabytes(count: number) {
  let sent = 0;
  const fetch = () => {
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (sent++ < count ? controller.enqueue(PIECE) : controller.close()),
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'application/octet-stream' } }));
  };
  return { fetch, sent: () => sent };
}

describe('how large an answer may be', () => {
  test('an export of flows: 256 MB', async () => {
    const { fetch, sent } = megabytes(Infinity);
    const error = await failureOf(setUp({ fetch }).client.exportAllSources());
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error.message).toBe('The answer is larger than 256 MB.');
    expect(sent()).toBeGreaterThan(256);
    expect(sent()).toBeLessThan(262);
  });

  test('a file at once: 64 MB', async () => {
    const { fetch } = megabytes(Infinity);
    expect((await failureOf(setUp({ fetch }).client.getFile('n', '/a'))).message).toBe(
      'The answer is larger than 64 MB.',
    );
  });

  test('an export of files: no more than asked for is read', async () => {
    const { fetch, sent } = megabytes(Infinity);
    expect(await setUp({ fetch }).client.exportFiles('n', 3 * MEGABYTE)).toBeUndefined();
    expect(sent()).toBeLessThan(8);
  });

  test('exactly so large is not too large', async () => {
    expect(Buffer.from(await readBody(new Response('abcd'), 4)).toString()).toBe('abcd');
    await expect(readBody(new Response('abcde'), 4)).rejects.toThrow('The answer is larger than 0 MB.');
    expect(await readBody(new Response(null), 4)).toHaveLength(0);
  });

  test('a file that is compared: as large as it is, here 1 GB', async () => {
    const content: Content = {
      size: 1024 * MEGABYTE,
      open: async function* () {
        for (let count = 0; count < 1024; count++) yield PIECE;
      },
    };
    const { fetch, sent } = megabytes(1024);
    expect(await setUp({ fetch }).client.holdsFile('n', '/a', content)).toBe(true);
    expect(sent()).toBeGreaterThan(1024);
  });
});
