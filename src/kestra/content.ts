/** Bytes of a known number, which can be read as often as needed. */
export interface Content {
  /** Bytes. */
  readonly size: number;
  /** In pieces, from the start. */
  open(): AsyncIterable<Uint8Array>;
}

/** Bytes that are in memory as a content. */
export function contentOf(bytes: Uint8Array): Content {
  return { size: bytes.length, open: () => piecesOf([bytes]) };
}

/** The whole content in one piece: for small ones. */
export async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks);
}

/** Whether both hold the same bytes, however they are cut; reads no further than the first difference. */
export async function isSameContent(
  one: AsyncIterable<Uint8Array>,
  other: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  const iterator = other[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  try {
    for await (const piece of one) {
      for (let start = 0; start < piece.length;) {
        while (rest.length === 0) {
          const next = await iterator.next();
          if (next.done === true) return false;
          rest = next.value;
        }
        const length = Math.min(rest.length, piece.length - start);
        if (Buffer.compare(rest.subarray(0, length), piece.subarray(start, start + length)) !== 0) return false;
        rest = rest.subarray(length);
        start += length;
      }
    }
    while (rest.length === 0) {
      const next = await iterator.next();
      if (next.done === true) return true;
      rest = next.value;
    }
    return false;
  } finally {
    await iterator.return?.();
  }
}

async function* piecesOf(pieces: Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* pieces;
}
