import { groupBy } from '../group-by.js';
import type { Target } from './plan-targets.js';
import { type NameRules, storageKey, takesForUri } from './server-names.js';
import { foldersOf } from './target-path.js';

/**
 * Files that the server would not keep apart: the same place, or a file where another file needs a folder.
 */
export function findCollisions(targets: readonly Target[], rules: NameRules): ReadonlyMap<Target, readonly string[]> {
  const places = groupBy(targets, ({ path }) => storageKey(path, rules));
  const folders = new Map<string, Target>();
  for (const [key, [target]] of places) {
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
