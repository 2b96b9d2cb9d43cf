import { discoverFiles } from '../files/discover.js';
import type { BadPath, FoundFile } from '../files/discovery.js';
import { readFlowFile } from '../files/read.js';
import type { Finding } from '../findings/finding.js';
import type { FlowFile } from '../flows/source.js';
import { flowFileInputs } from '../inputs/shared-inputs.js';
import { unreadableFile } from '../validation/unreadable-files.js';
import { groupBy } from '../group-by.js';
import type { Run } from './run.js';
import { warnOfUnusedPatterns } from './unused-patterns.js';

export interface FlowFiles {
  readonly files: readonly FlowFile[];
  /** About what could not be read as text. */
  readonly unreadable: readonly Finding[];
  /**
   * Every path that leads to each of them, by the path it is reported under: where links are followed, a file
   * may be reached by several.
   */
  readonly pathsTo: ReadonlyMap<string, readonly string[]>;
}

interface FlowFileInputs {
  readonly directory: readonly string[];
  readonly include: readonly string[];
  readonly exclude?: readonly string[] | undefined;
}

/** The flow files of the directories as text, each once; what cannot be read is a finding at its path. */
export function readFlowFiles(inputs: FlowFileInputs, run: Run): FlowFiles {
  const { workspace } = run.context;
  const { directory, include, exclude = [] } = inputs;
  const found = discoverFiles({ workspace, roots: directory, include, exclude, input: 'directory' });
  warnOfUnusedPatterns(found.unused, flowFileInputs.include.default, run);
  for (const { path, problem } of found.badPaths)
    if (problem === 'outside-folder') run.notice(`${path} is a link to a folder outside the workspace: skipped.`);
  const pathsTo = groupByRealPath(found.files);
  const sizes = new Map(found.files.map(({ real, size }) => [real, size]));
  const read = [...pathsTo.keys()].map((path) => readFlowFile(workspace, { path, size: sizes.get(path)! }));
  const bad = found.badPaths.filter(isFinding);
  return {
    files: read.filter((file): file is FlowFile => 'text' in file),
    unreadable: [
      ...read.flatMap((file) => ('text' in file ? [] : [unreadableFile(file.path, file)])),
      ...bad.map((path) => unreadableFile(path.path, path)),
    ],
    pathsTo: new Map([...pathsTo, ...bad.map(({ path }) => [path, [path]] as const)]),
  };
}

/**
 * What the directories hold besides the flow files: YAML, and what `include` takes by itself, that a glob or
 * a hidden name leaves out. What is too large for a flow, and what leads nowhere, is not among it.
 * @param taken the flow files, by path
 */
export function readLeftOutFiles(
  { directory, include }: Pick<FlowFileInputs, 'directory' | 'include'>,
  workspace: string,
  taken: Pick<ReadonlyMap<string, unknown>, 'has'>,
): { readonly files: readonly FlowFile[]; readonly unreadable: readonly string[] } {
  const wide = ['**/*.{yml,yaml}', ...include.filter((line) => !line.startsWith('!'))];
  const found = discoverFiles({
    workspace,
    roots: directory,
    include: wide,
    exclude: [],
    includeHidden: true,
    input: 'directory',
  });
  const others = new Map(found.files.filter(({ real }) => !taken.has(real)).map((file) => [file.real, file.size]));
  const read = [...others].map(([path, size]) => readFlowFile(workspace, { path, size }));
  const bad = found.badPaths.filter(({ problem }) => problem === 'outside' || problem === 'unreadable');
  return {
    files: read.filter((file): file is FlowFile => 'text' in file),
    unreadable: [
      ...read.flatMap((file) => ('text' in file || file.problem === 'too-large' ? [] : [file.path])),
      ...bad.filter(({ path }) => !taken.has(path)).map(({ path }) => path),
    ],
  };
}

/** One file that links lead to from several places is reported once, where it lies. */
function groupByRealPath(files: readonly FoundFile[]): ReadonlyMap<string, readonly string[]> {
  const groups = [...groupBy(files, ({ real }) => real)].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(groups.map(([real, links]) => [real, links.map(({ path }) => path)]));
}

function isFinding(bad: BadPath): bad is BadPath & { readonly problem: 'dangling' | 'outside' | 'unreadable' } {
  return bad.problem === 'dangling' || bad.problem === 'outside' || bad.problem === 'unreadable';
}
