import { randomUUID } from 'node:crypto';

/**
 * One file as a multipart form, encoded in one piece with a known length: streamed forms make Kestra 1.3
 * answer twice, or hang. The file name is neutral on purpose: Kestra unpacks whatever is called `*.zip` at
 * the root of the namespace.
 */
export function encodeFile(part: string, bytes: Uint8Array): { readonly body: Buffer; readonly contentType: string } {
  const boundary = `kestra-${randomUUID()}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${part}"; filename="content.bin"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
