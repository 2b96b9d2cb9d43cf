export interface DiscoveryOptions {
  /** Absolute path; nothing outside it is read. */
  readonly workspace: string;
  /** Folders or files, relative to the workspace. */
  readonly roots: readonly string[];
  /** Globs relative to a root, in order; `!` takes back what an earlier one says. Case does not matter. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Name of files that keep others out, in any folder below a root. */
  readonly ignoreFile?: string | undefined;
  /** Also what has a name that begins with "."; never `.git`, which may hold credentials. Default: false. */
  readonly includeHidden?: boolean | undefined;
  /** For messages: the input that names the roots. */
  readonly input: string;
}

export interface FoundFile {
  /** Relative to the workspace, with "/". */
  readonly path: string;
  /** The same without links on the way: what is one file has one of these. */
  readonly real: string;
  /** Relative to the root it was found under, with "/"; the file's own name when the root is a file. */
  readonly inRoot: string;
  /** Bytes. */
  readonly size: number;
}

/** Something below a root that cannot be looked at as what it seems to be. */
export interface BadPath {
  /** Relative to the workspace, with "/". */
  readonly path: string;
  /**
   * dangling, outside: links that could be one of the files, and lead nowhere or out of the workspace.
   * outside-folder, loop: links to a folder outside, and to one that they lie in. unreadable: a file or
   * folder, also one whose name is not UTF-8: it has U+FFFD in place of the other bytes.
   */
  readonly problem: 'dangling' | 'outside' | 'outside-folder' | 'loop' | 'unreadable';
  /** Of the system's error. */
  readonly code?: string | undefined;
}

/** A glob that matched no file. */
export interface UnusedPattern {
  readonly input: 'include' | 'exclude';
  /** As it is written. */
  readonly text: string;
  /** Why that may be, as a sentence; undefined: there is just no such file. */
  readonly cause: string | undefined;
}

export interface Discovery {
  /** Each path once, sorted by it. */
  readonly files: readonly FoundFile[];
  readonly badPaths: readonly BadPath[];
  /** Globs that matched nothing, and why that may be. */
  readonly unused: readonly UnusedPattern[];
  /** Files that an ignore file leaves out. */
  readonly ignored: number;
  /** Files that the globs leave out, and files and folders that are skipped because they are hidden. */
  readonly leftOut: { readonly include: number; readonly exclude: number; readonly hidden: number };
}
