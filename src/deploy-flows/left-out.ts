import type { FlowFile } from '../flows/source.js';
import { countOf, someOf } from '../plan/failure.js';
import type { Deletion } from '../plan/plan-changes.js';
import type { StoredSource } from './actual.js';
import { type EditOptions, renameOf } from './edits.js';
import { definedElsewhere, type Pruning } from './removed-flows.js';

/** Files that lie in the deployed directories and are not deployed. */
export interface LeftOutFiles {
  readonly files: readonly FlowFile[];
  /** Paths of those that cannot be read as text: which flows they define is not known. */
  readonly unreadable: readonly string[];
}

/** The deletions without those of flows that a file which is left out defines, or may define. */
export async function keepLeftOut(
  deletions: readonly Deletion<StoredSource>[],
  { files, unreadable }: LeftOutFiles,
  options: EditOptions,
): Promise<Pruning> {
  if (deletions.length === 0) return { deletions, kept: [] };
  if (unreadable.length > 0) {
    return {
      deletions: [],
      kept: [
        `\`prune: all\` deletes nothing (${countOf(deletions.length, 'flow')} to delete): in \`directory\` there is what is not deployed and cannot be read, so it may define one of them: ${someOf(unreadable)}. Make it readable UTF-8, or move it elsewhere.`,
      ],
    };
  }
  const defined = await definedElsewhere(
    deletions.map(({ stored }) => stored),
    files,
    renameOf(options),
  );
  if (defined.size === 0) return { deletions, kept: [] };
  const names = [...defined].map(
    ([key, { path, isUnclear }]) => `${key} (${path}${isUnclear ? ', which names it and cannot be parsed' : ''})`,
  );
  const [flows, are] = [countOf(names.length, 'flow'), names.length === 1 ? 'is' : 'are'];
  return {
    deletions: deletions.filter(({ stored }) => !defined.has(stored.key)),
    kept: [
      `${flows} ${are} not deployed, but kept: ${someOf(names)}. \`include\`, \`exclude\` or a hidden name leaves these files of \`directory\` out. To delete a flow of theirs, remove it from the file.`,
    ],
  };
}
