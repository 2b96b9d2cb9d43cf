import type { Content } from './content.js';
import { ACCEPT, type HttpRequest } from './request.js';

/** What `fetch` gets for a request. `onPiece`: called for every piece of a large body that goes out. */
export function initOf(
  { method, reads = 'json', contentType, body }: HttpRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  onPiece: () => void,
): RequestInit {
  const init: RequestInit = {
    method,
    redirect: 'manual',
    signal,
    headers: { accept: ACCEPT[reads], ...headers, ...(contentType ? { 'content-type': contentType } : {}) },
  };
  if (body === undefined) return init;
  if (typeof body === 'string' || body instanceof Uint8Array) return { ...init, body: body as string };
  const streamed: object = {
    body: piecesOf(body, onPiece),
    duplex: 'half',
    headers: { ...init.headers, 'content-length': String(body.size) },
    // Else undici keeps a copy of all that was sent, for a redirect that is not followed anyway.
    redirect: 'error',
    window: null,
  };
  return { ...init, ...streamed };
}

async function* piecesOf(content: Content, onPiece: () => void): AsyncIterable<Uint8Array> {
  for await (const piece of content.open()) {
    onPiece();
    yield piece;
  }
}
