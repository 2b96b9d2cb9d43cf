import type { Target } from './plan-targets.js';
import { listedName, type NameRules } from './server-names.js';

/** A target that would be new, and a file on the server that people take for the same. */
export interface Lookalike {
  readonly target: Target;
  /** As the server lists it. */
  readonly stored: string;
  /** What tells them apart. */
  readonly by: 'case' | 'Unicode form';
}

/** New files whose path differs from one on the server only by the case of letters, or by Unicode's form. */
export function findLookalikes(
  created: readonly Target[],
  stored: readonly string[],
  rules: NameRules,
): readonly Lookalike[] {
  const folded = new Map(stored.map((path) => [fold(path), path]));
  return created.flatMap((target): readonly Lookalike[] => {
    const listed = listedName(target.path, rules);
    const other = folded.get(fold(listed));
    if (other === undefined || other === listed) return [];
    const by = other.normalize() === listed.normalize() ? 'Unicode form' : 'case';
    return [{ target, stored: other, by }];
  });
}

function fold(path: string): string {
  return path.normalize().toLowerCase();
}
