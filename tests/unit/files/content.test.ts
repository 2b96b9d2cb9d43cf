import { afterEach, describe, expect, test } from '@jest/globals';
import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openContent } from '../../../src/files/content.js';
import { makeWorkspace } from '../../local-runner/workspace.js';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

/** A file of this size, as the plan found it. */
async function fileOf(size: number) {
  const workspace = await makeWorkspace({ 'a.bin': Buffer.alloc(size, 'ab') });
  cleanUp.push(workspace.remove);
  return { content: openContent(workspace.path, 'a.bin', size), path: join(workspace.path, 'a.bin') };
}

async function read(
  pieces: AsyncIterable<Uint8Array>,
  onPiece: (piece: Uint8Array) => void = () => undefined,
): Promise<readonly Uint8Array[]> {
  const found: Uint8Array[] = [];
  for await (const piece of pieces) {
    onPiece(piece);
    found.push(piece);
  }
  return found;
}

/** Read at once, and in pieces. */
describe.each([10, 600_000])('a file of %i bytes', (size) => {
  test('is read as often as needed, all of it', async () => {
    const { content } = await fileOf(size);
    for (let time = 0; time < 2; time++) expect(Buffer.concat(await read(content.open()))).toHaveLength(size);
  });

  test.each([
    ['grew', (path: string) => writeFile(path, Buffer.alloc(size + 1))],
    ['became shorter', (path: string) => truncate(path, size - 1)],
    ['became empty', (path: string) => truncate(path, 0)],
  ])('that %s since it was found is no content', async (_name, change) => {
    const { content, path } = await fileOf(size);
    await change(path);
    let length = 0;
    const reading = read(content.open(), (piece) => (length += piece.length));
    await expect(reading).rejects.toMatchObject({
      message: 'a.bin was changed while it was read.',
      hint: expect.stringContaining('still write to it?'),
    });
    // A request has been told the size, and must not get more.
    expect(length).toBeLessThanOrEqual(size);
  });

  test('that is gone says so', async () => {
    const { content, path } = await fileOf(size);
    await rm(path);
    await expect(read(content.open())).rejects.toMatchObject({
      message: 'a.bin cannot be read (ENOENT).',
      cause: { code: 'ENOENT' },
    });
  });
});

test('a large file comes in pieces', async () => {
  const { content } = await fileOf(600_000);
  expect((await read(content.open())).length).toBeGreaterThan(1);
});

test('an empty file is nothing', async () => {
  const { content } = await fileOf(0);
  expect(await read(content.open())).toEqual([]);
});
