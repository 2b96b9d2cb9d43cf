import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/kestra/content.js';
import { ProtocolError } from '../../src/kestra/errors.js';
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
