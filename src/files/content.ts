import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesError } from '../errors.js';

/** Bytes of a known number, which can be read as often as needed. */
export interface FileContent {
  /** Bytes. */
  readonly size: number;
  /** In pieces, from the start. @throws FilesError when the file cannot be read, or is another one by now */
  open(): AsyncIterable<Uint8Array>;
}

const PIECE = 256 * 1024;

/** A file of the workspace; larger ones are never in memory as a whole. */
export function openContent(workspace: string, path: string, size: number): FileContent {
  return contentAt(join(workspace, path), size, path);
}

/** @param shown the path as people know it */
export function contentAt(absolute: string, size: number, shown: string): FileContent {
  return { size, open: () => counted(size > PIECE ? pieces(absolute) : whole(absolute), size, shown) };
}

async function* counted(content: AsyncIterable<Uint8Array>, size: number, shown: string): AsyncIterable<Uint8Array> {
  let length = 0;
  try {
    for await (const piece of content) {
      length += piece.length;
      if (length > size) break;
      yield piece;
    }
  } catch (cause) {
    throw new FilesError(`${shown} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
  }
  if (length !== size) {
    throw new FilesError(`${shown} was changed while it was read.`, {
      hint: 'Does another step of the job still write to it?',
    });
  }
}

function pieces(absolute: string): AsyncIterable<Uint8Array> {
  return createReadStream(absolute, { highWaterMark: PIECE });
}

async function* whole(absolute: string): AsyncIterable<Uint8Array> {
  const bytes = await readFile(absolute);
  if (bytes.length > 0) yield bytes;
}
