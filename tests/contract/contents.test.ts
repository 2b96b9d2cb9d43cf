import { describe, expect, test } from '@jest/globals';
import { fc } from '../generated-inputs.js';
import { zipSync } from 'fflate';
import nock from 'nock';
import { FilesError } from '../../src/errors.js';
import { type Content, contentOf, isSameContent } from '../../src/kestra/content.js';
import { failureOf } from '../kestra-failure.js';
import { JSON_TYPE, jsonError, SERVER, setUp, withoutNetwork } from './support.js';

withoutNetwork();

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let start = 0;
  for (const size of [...sizes, bytes.length]) yield bytes.subarray(start, (start += size));
}

describe('comparing contents', () => {
  const sizes = fc.array(fc.nat(5), { maxLength: 10 });

  test('equal bytes are the same, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 30 }), sizes, sizes, async (bytes, one, other) => {
        expect(await isSameContent(cut(bytes, one), cut(bytes, other))).toBe(true);
      }),
    );
  });

  test('other bytes, more or fewer are not', async () => {
    const bytes = fc.uint8Array({ maxLength: 12, max: 2 });
    await fc.assert(
      fc.asyncProperty(bytes, bytes, sizes, sizes, async (a, b, one, other) => {
        expect(await isSameContent(cut(a, one), cut(b, other))).toBe(Buffer.compare(a, b) === 0);
      }),
    );
  });

  test('a read stops at the first difference, and starts anew after a failure', async () => {
    nock(SERVER).get(/files/).reply(503);
    nock(SERVER).get(/files/).reply(200, 'abc');
    expect(await setUp().client.holdsFile('n', '/a', contentOf(Buffer.from('abd')))).toBe(false);
  });

  test('both are closed at the first difference', async () => {
    const closed: string[] = [];
    async function* open(name: string, ...texts: readonly string[]): AsyncIterable<Uint8Array> {
      try {
        for (const text of texts) yield Buffer.from(text);
      } finally {
        closed.push(name);
      }
    }
    expect(await isSameContent(open('one', 'a', 'b'), open('other', 'x', 'y'))).toBe(false);
    expect(closed.sort()).toEqual(['one', 'other']);
  });

  test('no such file', async () => {
    nock(SERVER).get(/files/).twice().reply(404, jsonError('Not Found'), JSON_TYPE);
    const { client } = setUp();
    expect(await client.holdsFile('n', '/a', contentOf(Buffer.from('')))).toBeUndefined();
    expect(await client.readFile('n', '/a', () => Promise.reject(new Error('no body')))).toBe(false);
  });

  test('a local file that cannot be read is not a failure of the connection, and not retried', async () => {
    const broken: Content = {
      size: 1,
      open: () => {
        throw new FilesError('a.txt cannot be read (EACCES).');
      },
    };
    nock(SERVER).get(/files/).reply(200, 'x');
    const { client, calls } = setUp();
    await expect(client.holdsFile('n', '/a', broken)).rejects.toThrow(new FilesError('a.txt cannot be read (EACCES).'));
    await expect(client.putFile('n', '/a', broken)).rejects.toThrow(FilesError);
    expect(calls).toHaveLength(1);
  });
});

describe('the export of all files', () => {
  const zip = (files: Readonly<Record<string, string>>) =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))));

  test('gives sizes, and the contents that are asked for', async () => {
    nock(SERVER)
      .get(/export/)
      .reply(200, zip({ 'ü/a.txt': 'one', b: '', '_flows/x.yml': 'id: x' }));
    const files = (await setUp().client.exportFiles('n', 10_000))!;
    expect([...files.sizes]).toEqual([
      ['/ü/a.txt', 3],
      ['/b', 0],
      ['/_flows/x.yml', 5],
    ]);
    const contents = files.read(['/ü/a.txt', '/none']);
    expect([...contents].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([['/ü/a.txt', 'one']]);
  });

  test('leaves out a content that is not as large as the zip says', async () => {
    const bytes = Buffer.from(zipSync({ a: [Buffer.from('four'), { level: 0 }] }));
    // The uncompressed size in the central directory, which stands 24 bytes behind its mark.
    bytes.writeUInt32LE(3, bytes.indexOf('PK\u0001\u0002', 0, 'latin1') + 24);
    nock(SERVER)
      .get(/export/)
      .reply(200, bytes);
    const files = (await setUp().client.exportFiles('n', 10_000))!;
    expect([...files.sizes]).toEqual([['/a', 3]]);
    expect([...files.read(['/a'])]).toEqual([]);
  });

  test('may be as large as allowed', async () => {
    const bytes = zip({ a: 'one' });
    nock(SERVER)
      .get(/export/)
      .reply(200, bytes);
    expect((await setUp().client.exportFiles('n', bytes.length))?.sizes.get('/a')).toBe(3);
  });

  test('is broken off when it is too large', async () => {
    nock(SERVER)
      .get(/export/)
      .reply(200, Buffer.alloc(2000));
    expect(await setUp().client.exportFiles('n', 1999)).toBeUndefined();
  });

  test('that is no zip: says so', async () => {
    nock(SERVER)
      .get(/export/)
      .reply(200, 'nothing of the kind');
    expect((await failureOf(setUp().client.exportFiles('n', 1999))).message).toContain('no readable zip');
  });
});
