import { findCollisions } from './collisions.js';
import { problemsOfPath } from './name-problems.js';
import type { NameRules } from './server-names.js';
import { parseNamespacePath } from './target-path.js';

/** A file that is to be uploaded. */
export interface LocalFile {
  /** Relative to the workspace, with "/": how people know it. */
  readonly path: string;
  /** Relative to `localPath`, with "/"; only the name when `localPath` is the file itself. */
  readonly inRoot: string;
  /** Bytes. */
  readonly size: number;
}

/** A file or folder of the workspace, and where it goes. */
export interface TargetSource {
  /** As `localPath` names it. */
  readonly localPath: string;
  readonly kind: 'file' | 'folder';
  readonly files: readonly LocalFile[];
  /** The target folder; of a single file, its target unless this ends in "/". */
  readonly namespacePath: string;
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
 * Where each file goes: the contents of a folder below its target, a single file to its target itself, or
 * into it when it ends in "/". What this server would refuse, or store where something else is stored, is
 * refused: all of it together.
 */
export function planTargets(sources: readonly TargetSource[], rules: NameRules): TargetPlan {
  for (const { namespacePath } of sources) {
    const problems = problemsOfPath(parseNamespacePath(namespacePath).path, rules);
    if (problems.length > 0) {
      return {
        targets: [],
        refusals: [],
        problem: `The target "${namespacePath}" cannot be: ${problems.join(' ')}`,
      };
    }
  }
  const all = sources.flatMap(targetsOf);
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

/** The folder of the namespace that a source fills, "" for its root; undefined for a single file. */
export function filledFolder({ kind, namespacePath }: TargetSource): string | undefined {
  return kind === 'folder' ? parseNamespacePath(namespacePath).path : undefined;
}

function targetsOf({ files, kind, namespacePath }: TargetSource): readonly Target[] {
  const base = parseNamespacePath(namespacePath);
  const renamed = kind === 'file' && !base.folder;
  return files.map((file) => ({ file, path: renamed ? base.path : `${base.path}/${file.inRoot}` }));
}
