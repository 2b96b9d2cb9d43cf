import { countOf, type DeploymentFailure, someOf } from './failure.js';

/** Which things a run may delete. */
export type PruneMode = 'false' | 'removed' | 'all';

/** Why so many deletions are not carried out, with their names; undefined: there are few enough. */
export function pruneFailure(
  deletions: readonly string[],
  maxDelete: number,
  one: string,
): DeploymentFailure | undefined {
  if (deletions.length <= maxDelete) return undefined;
  return {
    reason: 'deletions',
    short: `${countOf(deletions.length, one)} to delete, more than maxDelete (${maxDelete})`,
    message: `The plan deletes ${countOf(deletions.length, one)} (${someOf(deletions)}), more than \`maxDelete\` (${maxDelete}). Nothing was changed.`,
    hint: 'If this is right, raise `maxDelete`.',
  };
}
