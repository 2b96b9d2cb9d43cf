/** What one commit did to one file. Object names of contents; those of links and submodules are left out. */
export interface FileChange {
  /** Object name of the commit. */
  readonly commit: string;
  /** From the root of the repository, with "/". */
  readonly path: string;
  /** The contents that the commit's parents held there. */
  readonly before: readonly string[];
  /** The content that the commit holds there. */
  readonly after?: string;
}

/** What `git log` has to be called with for the parser. The line end keeps the runner's line buffer short. */
export const RAW_LOG = ['--raw', '-z', '--no-abbrev', '--no-renames', '--format=tformat:commit %H%n'] as const;

const NUL = 0;
/** Mode and state of both sides; a merge has one colon, mode and name more for each further parent. */
const ENTRY = /^(:+)((?:[0-7]{6} )+)((?:[0-9a-f]{40,64} )+)[A-Z]+$/;

/** Reads the output of `git log` piece by piece; calls back for every change of a regular file. */
export function rawLogParser(onChange: (change: FileChange) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  let commit = '';
  let entry: RegExpExecArray | undefined;

  const field = (bytes: Buffer) => {
    const text = bytes.toString('utf8');
    if (entry !== undefined) {
      const change = changeOf(entry, commit, text);
      entry = undefined;
      if (change !== undefined) onChange(change);
      return;
    }
    const line = text.trim();
    entry = ENTRY.exec(line) ?? undefined;
    if (line.startsWith('commit ')) commit = line.slice('commit '.length);
  };

  return (chunk) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NUL); end !== -1; end = bytes.indexOf(NUL, start)) {
      field(bytes.subarray(start, end));
      start = end + 1;
    }
    // A copy: git's next piece may use the same memory.
    rest = Buffer.from(bytes.subarray(start));
  };
}

function changeOf([, , modes, names]: RegExpExecArray, commit: string, path: string): FileChange | undefined {
  const isFile = modes!
    .trim()
    .split(' ')
    .map((mode) => mode.startsWith('100'));
  const contents = names!.trim().split(' ');
  const before = contents.slice(0, -1).filter((_, index) => isFile[index]);
  const after = isFile.at(-1) ? contents.at(-1)! : undefined;
  if (before.length === 0 && after === undefined) return undefined;
  return { commit, path, before: [...new Set(before)], ...(after === undefined ? {} : { after }) };
}
