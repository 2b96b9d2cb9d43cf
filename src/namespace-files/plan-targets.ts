import { problemsOfPath } from './name-problems.js';
import { type NameRules, storageKey, takesForUri } from './server-names.js';
import { foldersOf, parseNamespacePath } from './target-path.js';

/** A file that is to be uploaded. */
export interface LocalFile {
  /** Relative to the workspace, with "/": how people know it. */
  readonly path: string;
  /** Relative to `localPath`, with "/"; only the name when `localPath` is the file itself. */
  readonly inRoot: string;
  /** Bytes. */
  readonly size: number;
}

/** A file and where it goes. */
export interface Target {
  readonly file: LocalFile;
  /** Absolute path inside the namespace: "/dir/x". */
  readonly path: string;
}

/** A file that must not be uploaded, and why. */
export interface Refusal extends Target {
  /** Sentences for people. */
  readonly reason: string;
}

export interface TargetPlan {
  readonly targets: readonly Target[];
  readonly refusals: readonly Refusal[];
  /** What is wrong with `namespacePath` itself; then nothing else was judged. */
  readonly problem?: string;
}

/**
 * Where each file goes: the contents of a folder below `namespacePath`, a single file to `namespacePath`
 * itself, or into it when it ends in "/". What this server would refuse, or store where something else is
 * stored, is refused: all of it together.
 */
export function planTargets(request: {
  readonly files: readonly LocalFile[];
  /** What `localPath` is. */
  readonly kind: 'file' | 'folder';
  readonly namespacePath: string;
  readonly rules: NameRules;
}): TargetPlan {
  const { files, kind, rules } = request;
  const base = parseNamespacePath(request.namespacePath);
  const problems = base.path === '' ? [] : problemsOfPath(base.path, rules);
  if (problems.length > 0) {
    return {
      targets: [],
      refusals: [],
      problem: `\`namespacePath\` is "${request.namespacePath}": ${problems.join(' ')}`,
    };
  }
  const renamed = kind === 'file' && !base.folder;
  const all = files.map((file): Target => ({ file, path: renamed ? base.path : `${base.path}/${file.inRoot}` }));
  const collisions = findCollisions(all, rules);
  const targets: Target[] = [];
  const refusals: Refusal[] = [];
  for (const target of all) {
    const reasons = [...problemsOfPath(target.path, rules), ...(collisions.get(target) ?? [])];
    if (reasons.length === 0) targets.push(target);
    else refusals.push({ ...target, reason: reasons.join(' ') });
  }
  return { targets, refusals };
}

/**
 * Files that the server would not keep apart: the same place, or a file where another file needs a folder.
 */
function findCollisions(targets: readonly Target[], rules: NameRules): ReadonlyMap<Target, readonly string[]> {
  const places = new Map<string, Target[]>();
  const folders = new Map<string, Target>();
  for (const target of targets) {
    const key = storageKey(target.path, rules);
    const sharing = places.get(key);
    if (sharing === undefined) places.set(key, [target]);
    else sharing.push(target);
    for (const folder of foldersOf(key)) if (!folders.has(folder)) folders.set(folder, target);
  }
  const reasons = new Map<Target, string[]>();
  const add = (target: Target, reason: string) => reasons.set(target, [...(reasons.get(target) ?? []), reason]);
  for (const [key, sharing] of places) {
    for (const target of sharing.length > 1 ? sharing : []) add(target, sharedPlace(target, sharing, rules));
    const inside = folders.get(key);
    if (inside !== undefined) {
      for (const target of sharing) add(target, `${inside.file.path} needs a folder in its place (${target.path}).`);
    }
  }
  return reasons;
}

function sharedPlace(target: Target, sharing: readonly Target[], rules: NameRules): string {
  const other = sharing.find(({ path }) => path !== target.path) ?? sharing.find((candidate) => candidate !== target)!;
  if (other.path === target.path) return `${other.file.path} goes to the same place, ${target.path}.`;
  return `Kestra ${mixUp(target.path + other.path, rules)}, and would store it in one place with ${other.file.path}. Rename one of them.`;
}

/** What makes one name of two, by the characters that are in them. */
function mixUp(names: string, rules: NameRules): string {
  if (takesForUri(rules) && names.includes('%')) return 'resolves escapes when it stores';
  if (names.includes('\\')) return 'takes "\\" for "/"';
  if (names.includes(':')) return 'drops ":" when it stores';
  if (takesForUri(rules) && /[#?]/.test(names)) return 'drops everything from "#" or "?" on when it stores';
  return names.includes('|') ? 'drops a "|" at the start of a path' : 'before 2.0 stores a blank as "+"';
}
