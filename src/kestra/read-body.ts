import { RefusedAnswer } from './redirects.js';

/** The whole body, after decompression. @throws RefusedAnswer when it is larger than allowed */
export async function readBody(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new RefusedAnswer(`The answer is larger than ${Math.round(maxBytes / 1_048_576)} MB.`, 'Check `server`.');
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** The body in pieces, after decompression. */
export async function* piecesOf(response: Response, onPiece: () => void): AsyncIterable<Uint8Array> {
  for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    onPiece();
    yield piece;
  }
}
