import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { FilesError } from '../errors.js';
import { isInside } from './inside.js';

export interface DiscoveryOptions {
  /** Absolute path; nothing outside it is read. */
  readonly workspace: string;
  /** Folders or files, relative to the workspace. */
  readonly roots: readonly string[];
  /** Globs relative to a root; matched without regard to case. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** For messages: the input that names the roots. */
  readonly input: string;
}

export interface FoundFile {
  /** Relative to the workspace, with "/". */
  readonly path: string;
  /** Relative to the root it was found under, with "/"; the file's own name when the root is a file. */
  readonly inRoot: string;
  /** Bytes. */
  readonly size: number;
}

/**
 * The files below the roots, each once, sorted by path. Hidden files and folders below a root are skipped;
 * symbolic links are followed inside the workspace.
 * @throws FilesError when a root is missing or outside the workspace, a link leaves it, or nothing matches
 */
export async function discoverFiles(options: DiscoveryOptions): Promise<readonly FoundFile[]> {
  const walk = new Walk(options, await realpath(options.workspace));
  for (const root of options.roots) await walk.root(root);
  const found = [...walk.found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  if (found.length === 0) throw nothingMatched(options, walk.seen);
  return found;
}

/** Whether the root is a single file. @throws FilesError when it is missing or outside the workspace */
export async function isFile(workspace: string, root: string, input: string): Promise<boolean> {
  const walk = new Walk({ workspace, roots: [root], include: [], exclude: [], input }, await realpath(workspace));
  return (await stat(await walk.locate(root))).isFile();
}

class Walk {
  readonly found = new Map<string, FoundFile>();
  /** Files that were looked at, whether they matched or not. */
  seen = 0;
  readonly #isIncluded: (path: string) => boolean;
  readonly #isExcluded: (path: string) => boolean;
  /** What is excluded, as it is written. */
  readonly #named: ReadonlySet<string>;

  constructor(
    private readonly options: DiscoveryOptions,
    private readonly realWorkspace: string,
  ) {
    const matcher = (globs: readonly string[]) => picomatch(globs.map(withoutDot), { nocase: true, dot: true });
    this.#isIncluded = matcher(options.include);
    this.#named = new Set(options.exclude.map((glob) => withoutDot(glob).replace(/\/$/, '').toLowerCase()));
    this.#isExcluded = options.exclude.length === 0 ? () => false : matcher(options.exclude);
  }

  async root(root: string): Promise<void> {
    const path = await this.locate(root);
    const info = await stat(path);
    if (info.isFile()) {
      this.seen++;
      // A file that was named is taken whatever it is called, unless it is excluded.
      if (!this.#isExcluded(basename(path))) this.#add(path, basename(path), info.size);
    } else if (info.isDirectory()) {
      await this.#folder(path, path, new Set([await realpath(path)]));
    }
  }

  /** The absolute path of a root. */
  async locate(root: string): Promise<string> {
    const { workspace, input } = this.options;
    const path = resolve(workspace, root);
    if (!isInside(workspace, path)) {
      throw new FilesError(`\`${input}\` "${root}" lies outside the workspace.`, {
        hint: 'Give a path relative to the root of the checkout.',
      });
    }
    const real = await realpath(path).catch((cause: NodeJS.ErrnoException) => {
      const missing = cause.code === 'ENOENT' || cause.code === 'ENOTDIR';
      throw new FilesError(`\`${input}\` "${root}" ${missing ? 'does not exist' : `cannot be read (${cause.code})`}.`, {
        cause,
        hint: missing
          ? 'Is actions/checkout the first step, and is the path relative to the root of the repository?'
          : undefined,
      });
    });
    if (!isInside(this.realWorkspace, real)) throw this.#leaves(path);
    return path;
  }

  async #folder(root: string, folder: string, open: ReadonlySet<string>): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
      throw new FilesError(`The folder ${this.#shown(folder)} cannot be read (${cause.code}).`, { cause });
    });
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const path = join(folder, entry.name);
      // An excluded folder is not looked into, an excluded link not followed: neither can be wrong.
      const inRoot = slashed(relative(root, path));
      if (entry.isDirectory() ? this.#isPruned(inRoot) : this.#isExcluded(inRoot)) {
        if (!entry.isDirectory()) this.seen++;
      } else if (entry.isSymbolicLink()) await this.#link(root, path, open);
      else if (entry.isDirectory()) await this.#folder(root, path, open);
      else if (entry.isFile()) await this.#file(root, path);
    }
  }

  async #link(root: string, path: string, open: ReadonlySet<string>): Promise<void> {
    const isWanted = this.#isIncluded(slashed(relative(root, path)));
    const real = await realpath(path).catch((cause: NodeJS.ErrnoException) => {
      if (!isWanted) return undefined;
      throw new FilesError(`The symbolic link ${this.#shown(path)} leads nowhere (${cause.code}).`, {
        cause,
        hint: 'Remove it, or exclude it.',
      });
    });
    if (real === undefined) return;
    const info = await stat(real);
    if (!isInside(this.realWorkspace, real)) {
      // A file of another name is not wanted; a folder might hold some that are.
      if (isWanted || info.isDirectory()) throw this.#leaves(path);
      return;
    }
    if (info.isFile()) return this.#file(root, path);
    if (!info.isDirectory()) return;
    if (open.has(real)) throw new FilesError(`The symbolic link ${this.#shown(path)} leads back into itself.`);
    await this.#folder(root, path, new Set([...open, real]));
  }

  /**
   * Whether nothing below a folder can be wanted: it is named as it is, or whatever lies in it is excluded. A
   * pattern for names of files prunes no folder.
   */
  #isPruned(folder: string): boolean {
    return this.#named.has(folder.toLowerCase()) || this.#isExcluded(`${folder}/\u0001`);
  }

  async #file(root: string, path: string): Promise<void> {
    this.seen++;
    const inRoot = slashed(relative(root, path));
    if (!this.#isIncluded(inRoot) || this.#isExcluded(inRoot)) return;
    this.#add(path, inRoot, (await stat(path)).size);
  }

  #add(path: string, inRoot: string, size: number): void {
    const shown = this.#shown(path);
    if (!this.found.has(shown)) this.found.set(shown, { path: shown, inRoot, size });
  }

  #leaves(path: string): FilesError {
    return new FilesError(`The symbolic link ${this.#shown(path)} leads outside the workspace.`, {
      hint: 'Files outside the checkout are not read. Replace the link by a copy, or exclude it.',
    });
  }

  #shown(path: string): string {
    return slashed(relative(this.options.workspace, path)) || '.';
  }
}

function nothingMatched({ roots, include, exclude, input }: DiscoveryOptions, seen: number): FilesError {
  const list = (globs: readonly string[]) => globs.map((glob) => `"${glob}"`).join(', ');
  const but = exclude.length === 0 ? '' : ` without ${list(exclude)}`;
  const hint =
    seen === 0
      ? 'There is no file at all (hidden ones do not count).'
      : `${seen === 1 ? '1 file there has another name, or is excluded' : `${seen} files there have other names, or are excluded`}.`;
  return new FilesError(`No file matches ${list(include)}${but} in \`${input}\` ${list(roots)}.`, { hint });
}

/** `./x` and `x` are the same glob. */
function withoutDot(glob: string): string {
  return glob.replace(/^\.\//, '');
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
