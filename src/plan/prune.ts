import { countOf, type DeploymentFailure } from './failure.js';

/** Which things a run may delete. */
export type PruneMode = 'false' | 'removed' | 'all';

/** Why so many deletions are not carried out; undefined: there are few enough. */
export function pruneFailure(deletions: number, maxDelete: number, one: string): DeploymentFailure | undefined {
  if (deletions <= maxDelete) return undefined;
  return {
    reason: 'deletions',
    short: `${countOf(deletions, one)} to delete, more than maxDelete (${maxDelete})`,
    message: `The plan deletes ${countOf(deletions, one)}, more than \`maxDelete\` (${maxDelete}). Nothing was changed.`,
    hint: 'If this is right, raise `maxDelete`.',
  };
}
