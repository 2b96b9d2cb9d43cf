import type { RecordedPart, RecordedRequest, RecordedResponse } from './recordings.js';

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Sends a recorded request, in one write, with credentials in place of what the recording hides. */
export async function send(server: string, request: RecordedRequest, { user, password }: Credentials) {
  const { authorization, ...headers } = request.headers;
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const sent: Record<string, string> = { ...headers };
  if (authorization !== undefined) sent['authorization'] = authorization.replace('Basic ***', `Basic ${basic}`);
  let body: Uint8Array | string | undefined = request.body;
  if (request.multipart !== undefined) {
    sent['content-type'] = `multipart/form-data; boundary=${BOUNDARY}`;
    body = encode(request.multipart);
  }
  const response = await fetch(server + request.path, {
    method: request.method,
    headers: sent,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
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
export function recorded(
  { response, bytes }: Awaited<ReturnType<typeof send>>,
  expected: RecordedResponse,
): RecordedResponse {
  const headers = Object.fromEntries(
    [...new Set([...Object.keys(expected.headers), 'content-type', 'www-authenticate', 'location'])].flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const { status } = response;
  if ('json' in expected) return { status, headers, ...parsed(bytes.toString('utf8')) };
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
