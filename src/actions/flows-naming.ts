import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { listPaths } from '../files/list-paths.js';
import { readFlowFile } from '../files/read.js';
import type { FlowFile } from '../flows/source.js';

/** Files open at once. */
const OPEN_FILES = 32;
/** YAML files that are looked into: a checkout with more of them holds something else. */
const MOST_FILES = 10_000;

/**
 * The YAML files of a checkout that have one of these words in their text, wherever they lie; hidden folders
 * hold no flows.
 */
export async function readFlowsNaming(workspace: string, words: readonly string[]): Promise<readonly FlowFile[]> {
  const paths = (await listPaths(workspace)) ?? [];
  const candidates = paths.filter((path) => /\.ya?ml$/i.test(path) && !/(?:^|\/)\./.test(path)).sort();
  const read = await pLimit(OPEN_FILES).map(candidates.slice(0, MOST_FILES), async (path) => {
    const info = await stat(join(workspace, path)).catch(() => undefined);
    const file = info === undefined ? undefined : await readFlowFile(workspace, { path, size: info.size });
    return file !== undefined && 'text' in file && words.some((word) => file.text.includes(word)) ? [file] : [];
  });
  return read.flat();
}
