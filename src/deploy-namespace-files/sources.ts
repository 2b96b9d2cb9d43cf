import type { InputReader } from '../inputs/input.js';
import type { LocalFile, TargetSource } from '../namespace-files/plan-targets.js';

/** A line of `localPath`. */
export interface SourceLine {
  readonly localPath: string;
  /** Behind `=>`: below `namespacePath`, or from the root of the namespace when it begins with "/". */
  readonly target?: string;
}

/** `sql`, or `sql => queries`; several, one per line. */
export const sourceLines: InputReader<readonly SourceLine[]> = {
  kind: 'one per line',
  allowed: 'paths, one per line, each with its target behind "=>" if it has one of its own',
  read: (given) => {
    const lines = given.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [sourceLine(line)]));
    const wrong = lines.find(({ localPath, target }) => localPath === '' || target === '');
    if (wrong !== undefined) return { problem: 'has a line with nothing before or behind "=>"' };
    return { value: lines };
  },
};

function sourceLine(line: string): SourceLine {
  const [localPath, ...target] = line.split(/(?:^|\s)=>(?:\s|$)/).map((part) => part.trim());
  return { localPath: localPath!, ...(target.length === 0 ? {} : { target: target.join(' => ') }) };
}

interface SourceOptions {
  readonly namespacePath: string;
  readonly keepFolderName: boolean;
  /** There are other lines: a file goes into `namespacePath`, not in its place. */
  readonly isOneOfSeveral: boolean;
  /** The folder's own name. */
  readonly folderName: string;
}

/** Where a line of `localPath` leads. */
export function targetSource(
  { localPath, target }: SourceLine,
  kind: 'file' | 'folder',
  files: readonly LocalFile[],
  { namespacePath, keepFolderName, isOneOfSeveral, folderName }: SourceOptions,
): TargetSource {
  const source = { localPath, kind, files };
  if (target !== undefined) {
    return { ...source, namespacePath: target.startsWith('/') ? target : `${namespacePath}/${target}` };
  }
  if (kind === 'file') return { ...source, namespacePath: isOneOfSeveral ? `${namespacePath}/` : namespacePath };
  return { ...source, namespacePath: keepFolderName ? `${namespacePath}/${folderName}` : namespacePath };
}
