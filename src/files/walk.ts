import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { BadPath, DiscoveryOptions, FoundFile } from './discovery.js';
import { type IgnoreRules, isIgnored, withIgnoreFile } from './ignore-files.js';
import { isInside } from './inside.js';
import { Patterns } from './patterns.js';
import { slashed } from './slashed.js';

/** What stays the same on the way down from a root. */
interface Place {
  readonly root: string;
  /** Absolute. */
  readonly folder: string;
  /** Real paths of the folders that this one lies in, and its own. */
  readonly open: ReadonlySet<string>;
  readonly rules: IgnoreRules;
  /** An ignore file leaves this folder out: its files are counted. */
  readonly ignored: boolean;
}

/** Looks at everything below the roots of a discovery, and keeps what it met. */
export class Walk {
  readonly found = new Map<string, FoundFile>();
  readonly badPaths: BadPath[] = [];
  /** Files that were looked at, whether they matched or not. */
  seen = 0;
  /** Files that an ignore file leaves out. */
  ignored = 0;
  readonly leftOut = { include: 0, exclude: 0, hidden: 0 };
  /** All roots were files, which no glob of `include` is asked about. */
  onlyFiles = true;
  /** Folders that were looked into, relative to their root. */
  readonly folders = new Set<string>();
  /** Folders that were not, relative to their root. */
  readonly pruned: string[] = [];
  readonly include: Patterns;
  readonly exclude: Patterns;

  constructor(
    private readonly options: DiscoveryOptions,
    private readonly realWorkspace: string,
  ) {
    this.include = new Patterns(options.include, false);
    this.exclude = new Patterns(options.exclude, true);
  }

  /** @param path absolute */
  async root(path: string): Promise<void> {
    const info = await stat(path);
    if (info.isFile()) {
      this.seen++;
      // A file that was named is taken whatever it is called, unless it is excluded.
      if (this.exclude.decide(basename(path)) !== true) await this.#add(path, basename(path), info.size);
    } else if (info.isDirectory()) {
      this.onlyFiles = false;
      const open = new Set([await realpath(path)]);
      await this.#folder({ root: path, folder: path, open, rules: [], ignored: false });
    }
  }

  async #folder(place: Place): Promise<void> {
    const { root, folder } = place;
    const inRoot = slashed(relative(root, folder));
    const entries = await readdir(folder, { withFileTypes: true }).catch(async (error: NodeJS.ErrnoException) => {
      if (!place.ignored) await this.#bad(folder, 'unreadable', error.code);
      return [];
    });
    if (inRoot !== '' && !place.ignored) this.folders.add(inRoot);
    const { ignoreFile } = this.options;
    const hasRules = !place.ignored && ignoreFile !== undefined;
    const rules = hasRules ? await withIgnoreFile(place.rules, root, inRoot, ignoreFile) : place.rules;
    for (const entry of entries) {
      if (entry.name === ignoreFile) continue;
      if (this.#isHidden(entry.name)) {
        if (!place.ignored) this.leftOut.hidden++;
        continue;
      }
      const path = join(folder, entry.name);
      const name = slashed(relative(root, path));
      const ignored = place.ignored || isIgnored(rules, name, entry.isDirectory());
      if (entry.isDirectory()) await this.#subfolder({ ...place, folder: path, rules, ignored }, name);
      else if (ignored) this.ignored++;
      else if (entry.isSymbolicLink()) await this.#link({ ...place, rules }, path, name);
      else if (entry.isFile()) await this.#file(path, name);
    }
  }

  /** What is excluded as a whole is not looked into: nothing in it can be wrong. */
  async #subfolder(place: Place, name: string): Promise<void> {
    if (this.exclude.coverAllOf(name)) {
      this.pruned.push(name);
      return;
    }
    if (place.ignored) this.pruned.push(name);
    const real = await realpath(place.folder).catch(async (error: NodeJS.ErrnoException) => {
      if (!place.ignored) await this.#bad(place.folder, 'unreadable', error.code);
    });
    if (real !== undefined) await this.#enter(place, real);
  }

  async #link(place: Place, path: string, name: string): Promise<void> {
    let real: string;
    try {
      real = await realpath(path);
    } catch (error) {
      if (this.#isTaken(name)) await this.#bad(path, 'dangling', (error as NodeJS.ErrnoException).code);
      return;
    }
    const info = await stat(real).catch(async (error: NodeJS.ErrnoException) => {
      if (this.#isTaken(name)) await this.#bad(path, 'dangling', error.code);
    });
    if (info === undefined) return;
    const isFolder = info.isDirectory();
    // An excluded link is not followed.
    if (isFolder ? this.exclude.coverAllOf(name) || this.exclude.decide(name) === true : !info.isFile()) {
      if (isFolder) this.pruned.push(name);
      return;
    }
    if (!isInside(this.realWorkspace, real)) {
      if (isFolder) await this.#bad(path, 'outside-folder');
      else if (this.#isTaken(name)) await this.#bad(path, 'outside');
    } else if (!isFolder) await this.#file(path, name);
    else if (isIgnored(place.rules, name, true)) await this.#folder({ ...place, folder: path, ignored: true });
    else await this.#enter({ ...place, folder: path }, real);
  }

  /** Behind a link a folder can be met that the walk is in already. */
  async #enter(place: Place, real: string): Promise<void> {
    if (place.open.has(real)) this.badPaths.push({ path: this.#shown(place.folder), problem: 'loop' });
    else await this.#folder({ ...place, open: new Set([...place.open, real]) });
  }

  async #file(path: string, name: string): Promise<void> {
    this.seen++;
    if (!this.#isTaken(name)) {
      this.leftOut[this.exclude.decide(name) === true ? 'exclude' : 'include']++;
      return;
    }
    // A name that is not UTF-8 leads to nothing as text, nor does a file that was deleted meanwhile.
    const info = await stat(path).catch(async (error: NodeJS.ErrnoException) => {
      await this.#bad(path, 'unreadable', error.code);
    });
    if (info !== undefined) await this.#add(path, name, info.size);
  }

  #isHidden(name: string): boolean {
    return name === '.git' || (this.options.includeHidden !== true && name.startsWith('.'));
  }

  /** Both are asked, so that it is known which globs match something. */
  #isTaken(name: string): boolean {
    const [included, excluded] = [this.include.decide(name), this.exclude.decide(name)];
    return included === true && excluded !== true;
  }

  async #add(path: string, inRoot: string, size: number): Promise<void> {
    const shown = this.#shown(path);
    if (this.found.has(shown)) return;
    const real = slashed(relative(this.realWorkspace, await realpath(path)));
    this.found.set(shown, { path: shown, real, inRoot, size });
  }

  /** Once, where it lies, whatever links lead to its folder. */
  async #bad(path: string, problem: BadPath['problem'], code?: string): Promise<void> {
    const folder = await realpath(dirname(path));
    const shown = slashed(relative(this.realWorkspace, join(folder, basename(path)))) || '.';
    if (this.badPaths.some((bad) => bad.path === shown)) return;
    this.badPaths.push({ path: shown, problem, ...(code === undefined ? {} : { code }) });
  }

  #shown(path: string): string {
    return slashed(relative(this.options.workspace, path)) || '.';
  }
}
