import { request as sendRequest } from 'undici';
import type { RecordedPart, RecordedRequest, RecordedResponse } from './recordings.js';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** An answer, its headers in lower case. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/**
 * Sends a recorded request, in one write and with no other header, with credentials in place of what the
 * recording hides.
 */
export async function send(
  server: string,
  request: RecordedRequest,
  { user, password }: Credentials,
): Promise<Received> {
  const { authorization, ...headers } = request.headers;
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const sent: Record<string, string> = { ...headers };
  if (authorization !== undefined) sent['authorization'] = authorization.replace('Basic ***', `Basic ${basic}`);
  let body: Uint8Array | string | undefined = request.body;
  if (request.multipart !== undefined) {
    sent['content-type'] = `multipart/form-data; boundary=${BOUNDARY}`;
    body = encode(request.multipart);
  }
  const answer = await sendRequest(server + request.path, {
    method: request.method as 'GET',
    headers: sent,
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.from(await answer.body.arrayBuffer()) };
}

const BOUNDARY = 'boundary-of-the-replay';

function encode(parts: readonly RecordedPart[]): Buffer {
  const pieces = parts.flatMap(({ name, filename, content, type = 'application/octet-stream' }) => [
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`,
    typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'),
    '\r\n',
  ]);
  return Buffer.concat([...pieces, `--${BOUNDARY}--\r\n`].map((piece) => Buffer.from(piece as string)));
}

/** An answer in the form of the recordings; only the headers that were recorded. */
export function recorded({ status, headers: received, bytes }: Received, expected: RecordedResponse): RecordedResponse {
  const headers = Object.fromEntries(
    [...new Set([...Object.keys(expected.headers), 'content-type', 'www-authenticate', 'location'])].flatMap((name) => {
      const value = received[name];
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
  if ('json' in expected) return { status, headers, ...parsed(bytes.toString('utf8')) };
  if ('bytes' in expected) return { status, headers, bytes: bytes.length };
  if ('base64' in expected) return { status, headers, base64: bytes.toString('base64') };
  return { status, headers, text: bytes.toString('utf8') };
}

function parsed(text: string): Pick<RecordedResponse, 'json' | 'text'> {
  try {
    return { json: JSON.parse(text) as unknown };
  } catch {
    return { text };
  }
}
