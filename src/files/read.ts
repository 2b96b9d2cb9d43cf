import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowFile } from '../flows/source.js';
import type { FoundFile } from './discovery.js';
import { firstBadByte } from './utf8.js';

/** Kestra reads 3 MiB of characters a flow; larger files are no flows. */
const MAX_FLOW_MEGABYTES = 6;

/** A file that is no UTF-8 text, and the place of the first byte that is none. */
export interface UndecodableFile {
  readonly path: string;
  readonly problem: 'not-utf8';
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

/** A file that is not read at all. */
export type UnreadFile =
  | { readonly path: string; readonly problem: 'too-large'; readonly megabytes: number; readonly most: number }
  | { readonly path: string; readonly problem: 'unreadable'; readonly code: string | undefined };

/**
 * Reads a flow file as text, every character kept; what cannot be read says why. It waits for the disk, as
 * the walk does.
 */
export function readFlowFile(
  workspace: string,
  { path, size }: Pick<FoundFile, 'path' | 'size'>,
): FlowFile | UndecodableFile | UnreadFile {
  const megabytes = Math.ceil(size / 1_048_576);
  if (megabytes > MAX_FLOW_MEGABYTES) return { path, problem: 'too-large', megabytes, most: MAX_FLOW_MEGABYTES };
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(workspace, path));
  } catch (error) {
    return { path, problem: 'unreadable', code: (error as NodeJS.ErrnoException).code };
  }
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return { path, text: decoder.decode(bytes) };
  } catch {
    return { path, problem: 'not-utf8', ...placeOfBadByte(bytes) };
  }
}

function placeOfBadByte(bytes: Buffer): { readonly line: number; readonly column: number } {
  const before = bytes.subarray(0, firstBadByte(bytes)).toString('utf8');
  const line = before.slice(before.lastIndexOf('\n') + 1).replace(/^\uFEFF/, '');
  return { line: before.split('\n').length, column: line.length + 1 };
}
