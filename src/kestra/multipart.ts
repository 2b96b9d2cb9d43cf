import { randomUUID } from 'node:crypto';
import { type Content, gather } from './content.js';

export interface Form {
  readonly body: Uint8Array | Content;
  readonly contentType: string;
}

/** Up to this, a form is sent in one piece. */
const ONE_PIECE = 1024 * 1024;

/**
 * One file as a multipart form of known length, framed here: what `fetch` streams by itself has none, and
 * makes Kestra 1.3 answer twice, or hang. With a length, 1.0, 1.1, 1.3 and 2.0 take it in pieces as well. The
 * file name is neutral on purpose: Kestra unpacks whatever is called `*.zip` at the root of the namespace.
 */
export async function encodeFile(part: string, content: Content): Promise<Form> {
  const boundary = `kestra-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="${part}"; filename="content.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  async function* open(): AsyncIterable<Uint8Array> {
    yield head;
    yield* content.open();
    yield tail;
  }
  const size = head.length + content.size + tail.length;
  const body = size > ONE_PIECE ? { size, open } : await gather(open());
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
