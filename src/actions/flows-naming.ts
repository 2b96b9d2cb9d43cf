import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listPaths } from '../files/list-paths.js';
import { readFlowFile } from '../files/read.js';
import type { FlowFile } from '../flows/source.js';

/** YAML files that are looked into: a checkout with more of them holds something else. */
const MOST_FILES = 10_000;

/**
 * The YAML files of a checkout that have one of these words in their text, wherever they lie; hidden folders
 * hold no flows.
 */
export async function readFlowsNaming(workspace: string, words: readonly string[]): Promise<readonly FlowFile[]> {
  const paths = (await listPaths(workspace)) ?? [];
  const candidates = paths.filter((path) => /\.ya?ml$/i.test(path) && !/(?:^|\/)\./.test(path)).sort();
  return candidates.slice(0, MOST_FILES).flatMap((path) => {
    const size = sizeOf(join(workspace, path));
    const file = size === undefined ? undefined : readFlowFile(workspace, { path, size });
    return file !== undefined && 'text' in file && words.some((word) => file.text.includes(word)) ? [file] : [];
  });
}

/** Bytes; undefined when nothing can be said of the path. */
function sizeOf(path: string): number | undefined {
  try {
    return statSync(path).size;
  } catch {
    return undefined;
  }
}
