import type { Plan } from '../plan/plan-changes.js';
import { counted } from '../report/counts.js';
import type { ChangeCounts, FileDeploymentReport, FlowDeploymentReport } from '../report/model.js';

/** The counts of a run that could not be carried out. */
export const NO_CHANGES: ChangeCounts = { created: 0, updated: 0, unchanged: 0, deleted: 0, failed: 0 };

/** The outputs that both deployments have. */
export function deploymentOutputs({
  changed,
  counts,
  planDigest = '',
}: FlowDeploymentReport | FileDeploymentReport): Readonly<Record<string, string | number | boolean>> {
  return { changed, ...counts, planDigest };
}

/** Whether a deployment without failure wrote all it was to write: a cancellation came too late to matter. */
export function isCarriedOut(
  { changed }: { readonly changed: boolean },
  { dryRun }: { readonly dryRun: boolean },
): boolean {
  return changed && !dryRun;
}

/** "Plan     2 to create, 1 to update, 39 unchanged", for the log. */
export function planLine({ changes, deletions }: Plan<unknown>, one: string): string {
  const kinds = { create: 'to create', update: 'to update', unchanged: 'unchanged', conflict: 'in the way' } as const;
  const parts = Object.entries(kinds).flatMap(([kind, words]) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count.toLocaleString('en-US')} ${words}`];
  });
  if (deletions.length > 0) parts.push(`${deletions.length.toLocaleString('en-US')} to delete`);
  return `Plan     ${counted(changes.length + deletions.length, one)}: ${parts.join(', ')}`;
}
