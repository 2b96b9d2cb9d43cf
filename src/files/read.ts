import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesError } from '../errors.js';
import type { FlowFile } from '../flows/source.js';
import type { FoundFile } from './discover.js';

/** Larger files are no flows. */
const MAX_FLOW_BYTES = 20 * 1024 * 1024;

/** A file that is no UTF-8 text: `line` is the first one that is not. */
export interface UndecodableFile {
  readonly path: string;
  readonly line: number;
}

/** Reads a flow file as text, every character kept. @throws FilesError when it is too large or cannot be read */
export async function readFlowFile(workspace: string, { path, size }: FoundFile): Promise<FlowFile | UndecodableFile> {
  if (size > MAX_FLOW_BYTES) {
    throw new FilesError(
      `${path} is too large for a flow: ${Math.ceil(size / 1_048_576)} MB, at most 20 MB are read.`,
      {
        hint: 'Use `exclude` if it is no flow.',
      },
    );
  }
  const bytes = await readBytes(workspace, path);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return { path, text: decoder.decode(bytes) };
  } catch {
    return { path, line: firstUndecodableLine(bytes) };
  }
}

/** @throws FilesError when the file cannot be read */
export async function readBytes(workspace: string, path: string): Promise<Buffer> {
  return readFile(join(workspace, path)).catch((cause: NodeJS.ErrnoException) => {
    throw new FilesError(`${path} cannot be read (${cause.code}).`, { cause });
  });
}

function firstUndecodableLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline + 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}
