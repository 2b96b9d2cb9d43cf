import pLimit from 'p-limit';
import { discoverFiles } from '../files/discover.js';
import { readFlowFile } from '../files/read.js';
import type { Finding } from '../findings/finding.js';
import type { FlowFile } from '../flows/source.js';
import { undecodableFile } from '../validation/check-flows.js';

/** Files open at once. */
const OPEN_FILES = 32;

/** The flow files of the directories, read as text; those that are none are findings. */
export async function readFlowFiles(
  workspace: string,
  inputs: {
    readonly directory: readonly string[];
    readonly include: readonly string[];
    readonly exclude?: readonly string[] | undefined;
  },
): Promise<{ readonly files: readonly FlowFile[]; readonly unreadable: readonly Finding[] }> {
  const { directory, include, exclude = [] } = inputs;
  const found = await discoverFiles({ workspace, roots: directory, include, exclude, input: 'directory' });
  const read = await pLimit(OPEN_FILES).map(found, (file) => readFlowFile(workspace, file));
  return {
    files: read.filter((file): file is FlowFile => 'text' in file),
    unreadable: read.flatMap((file) => ('text' in file ? [] : [undecodableFile(file.path, file.line, file.column)])),
  };
}
