import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { BadPath, DiscoveryOptions, FoundFile } from './discovery.js';
import { type IgnoreRules, isIgnored, withIgnoreFile } from './ignore-files.js';
import { isInside } from './inside.js';
import { Patterns } from './patterns.js';
import { slashed } from './slashed.js';

/** What stays the same on the way down from a root. */
interface Place {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with "/", "" for the root itself. */
  readonly inRoot: string;
  /** Absolute. */
  readonly folder: string;
  /** The same without links on the way. */
  readonly real: string;
  /** Real paths of the folders that this one lies in, and its own. */
  readonly open: ReadonlySet<string>;
  readonly rules: IgnoreRules;
  /** An ignore file leaves this folder out: its files are counted. */
  readonly ignored: boolean;
}

/**
 * Looks at everything below the roots of a discovery, and keeps what it met. It waits for the disk: to hand
 * each of many small questions to another thread and back takes several times as long as the answer.
 */
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
    this.include = new Patterns(options.include, 'include');
    this.exclude = new Patterns(options.exclude, 'exclude');
  }

  /** @param path absolute */
  root(path: string): void {
    const info = statSync(path);
    const real = realpathSync.native(path);
    if (info.isFile()) {
      this.seen++;
      // A file that was named is taken whatever it is called, unless it is excluded.
      const name = basename(path);
      if (this.exclude.decide(name) !== true) this.#add({ ...this.#placed(path, real, name), size: info.size });
    } else if (info.isDirectory()) {
      this.onlyFiles = false;
      this.#folder({ root: path, inRoot: '', folder: path, real, open: new Set([real]), rules: [], ignored: false });
    }
  }

  #folder(place: Place): void {
    const { root, inRoot, folder } = place;
    const read = () => readdirSync(folder, { withFileTypes: true });
    const entries = attempt(read, (code) => {
      if (!place.ignored) this.#bad(folder, 'unreadable', code);
    });
    if (!place.ignored) this.folders.add(inRoot);
    const { ignoreFile } = this.options;
    const hasRules = !place.ignored && ignoreFile !== undefined;
    const rules = hasRules ? withIgnoreFile(place.rules, root, inRoot, ignoreFile) : place.rules;
    const shown = slashed(relative(this.options.workspace, folder));
    const real = slashed(relative(this.realWorkspace, place.real));
    for (const entry of entries ?? []) {
      if (entry.name === ignoreFile) continue;
      if (this.#isHidden(entry.name)) {
        if (!place.ignored) this.leftOut.hidden++;
        continue;
      }
      const path = join(folder, entry.name);
      const name = below(inRoot, entry.name);
      const ignored = place.ignored || isIgnored(rules, name, entry.isDirectory());
      if (entry.isDirectory()) this.#subfolder({ ...place, inRoot: name, folder: path, rules, ignored });
      else if (ignored) this.ignored++;
      else if (entry.isSymbolicLink()) this.#link({ ...place, inRoot: name, folder: path, rules });
      else if (entry.isFile()) {
        this.#file(path, { path: below(shown, entry.name), real: below(real, entry.name), inRoot: name });
      }
    }
  }

  /** What is excluded as a whole is not looked into: nothing in it can be wrong. */
  #subfolder(place: Omit<Place, 'real'>): void {
    const { inRoot, folder, ignored } = place;
    if (this.exclude.coverAllOf(inRoot)) {
      this.pruned.push(inRoot);
      return;
    }
    if (ignored) this.pruned.push(inRoot);
    const real = attempt(
      () => realpathSync.native(folder),
      (code) => {
        if (!ignored) this.#bad(folder, 'unreadable', code);
      },
    );
    if (real !== undefined) this.#enter({ ...place, real });
  }

  /** @param place of the link, as if it led to a folder */
  #link(place: Omit<Place, 'real'>): void {
    const { folder: path, inRoot: name } = place;
    const dangling = (code: string | undefined) => {
      if (this.#isTaken(name)) this.#bad(path, 'dangling', code);
    };
    const target = attempt(() => ({ real: realpathSync.native(path), info: statSync(path) }), dangling);
    if (target === undefined) return;
    const { real, info } = target;
    const isFolder = info.isDirectory();
    if (!isFolder && !info.isFile()) return;
    // An excluded link is not followed.
    if (isFolder && (this.exclude.coverAllOf(name) || this.exclude.decide(name) === true)) {
      this.pruned.push(name);
      return;
    }
    if (!isInside(this.realWorkspace, real)) {
      if (isFolder) this.#bad(path, 'outside-folder');
      else if (this.#isTaken(name)) this.#bad(path, 'outside');
    } else if (!isFolder) this.#file(path, this.#placed(path, real, name));
    else if (isIgnored(place.rules, name, true)) this.#folder({ ...place, real, ignored: true });
    else this.#enter({ ...place, real });
  }

  /** Behind a link a folder can be met that the walk is in already. */
  #enter(place: Place): void {
    const { real, folder, open } = place;
    if (open.has(real)) this.badPaths.push({ path: this.#shown(folder), problem: 'loop' });
    else this.#folder({ ...place, open: new Set([...open, real]) });
  }

  /** @param path absolute */
  #file(path: string, place: Omit<FoundFile, 'size'>): void {
    const { inRoot } = place;
    this.seen++;
    if (!this.#isTaken(inRoot)) {
      this.leftOut[this.exclude.decide(inRoot) === true ? 'exclude' : 'include']++;
      return;
    }
    // A name that is not UTF-8 leads to nothing as text, nor does a file that was deleted meanwhile.
    const info = attempt(
      () => statSync(path),
      (code) => this.#bad(path, 'unreadable', code),
    );
    if (info !== undefined) this.#add({ ...place, size: info.size });
  }

  #isHidden(name: string): boolean {
    return name === '.git' || (this.options.includeHidden !== true && name.startsWith('.'));
  }

  /** Both are asked, so that it is known which globs match something. */
  #isTaken(name: string): boolean {
    const [included, excluded] = [this.include.decide(name), this.exclude.decide(name)];
    return included === true && excluded !== true;
  }

  #add(file: FoundFile): void {
    if (!this.found.has(file.path)) this.found.set(file.path, file);
  }

  #placed(path: string, real: string, inRoot: string): Omit<FoundFile, 'size'> {
    return { path: this.#shown(path), real: slashed(relative(this.realWorkspace, real)), inRoot };
  }

  /** Once, where it lies, whatever links lead to its folder. */
  #bad(path: string, problem: BadPath['problem'], code?: string): void {
    const folder = realpathSync.native(dirname(path));
    const shown = slashed(relative(this.realWorkspace, join(folder, basename(path)))) || '.';
    if (this.badPaths.some((bad) => bad.path === shown)) return;
    this.badPaths.push({ path: shown, problem, ...(code === undefined ? {} : { code }) });
  }

  #shown(path: string): string {
    return slashed(relative(this.options.workspace, path)) || '.';
  }
}

/** A name in a folder, "" for the uppermost. */
function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** What the file system answers; undefined when it fails. */
function attempt<T>(ask: () => T, failed: (code: string | undefined) => void): T | undefined {
  try {
    return ask();
  } catch (error) {
    failed((error as NodeJS.ErrnoException).code);
    return undefined;
  }
}
