import type { StoredIndex } from '../namespace-files/compare.js';
import { uploadOrder } from '../namespace-files/upload-order.js';
import { type Outcomes, startPlan } from '../plan/apply-plan.js';
import { countChanges } from '../plan/counts.js';
import { WrittenOtherwiseError } from '../plan/failure.js';
import { outcomeFailure } from '../plan/outcome-failure.js';
import type { FileDeployment, FileDeploymentInput, FileDeploymentPorts, FilePlan } from './deployment.js';
import { removeEmptyFolders } from './remove-empty-folders.js';
import { type Before, deletedChange, writtenChange } from './results.js';
import { FileWriter, type WrittenFile } from './write.js';

/** A plan that may be carried out. */
interface Approved {
  readonly plan: FilePlan;
  readonly stored: StoredIndex;
  /** What is at a path of the namespace before. */
  readonly before: (path: string) => Before;
  readonly rest: Pick<FileDeployment, 'warnings' | 'findings' | 'planDigest'>;
}

/** Uploads and deletes what the plan says, and puts it back when that is wanted. */
export async function carryOut(
  approved: Approved,
  input: FileDeploymentInput,
  ports: FileDeploymentPorts,
): Promise<FileDeployment> {
  const { plan, stored } = approved;
  const { signal, undoUntil, onProgress, onApply } = ports;
  const writer = new FileWriter(input, ports);
  let isRolledBack = false;
  let sent = 0;
  const write = async (change: (typeof plan.writes)[number]) => {
    const written = await writer.write(change);
    sent += written.bytes;
    return written;
  };
  const application = startPlan<(typeof plan.writes)[number], (typeof plan.deletions)[number], WrittenFile>(
    plan,
    {
      write,
      remove: (deletion) => writer.remove(deletion),
      undoWrite: (change, applied) => writer.undoWrite(change, applied),
      undoRemoval: (deletion) => writer.undoRemoval(deletion),
    },
    {
      ...input,
      signal,
      undoUntil,
      writeNeeds: uploadOrder(
        plan.writes.map(({ desired: { path, file } }) => ({ path, size: file.size })),
        (folder) => stored.isFolder(folder),
      ),
      onDone: (done, total) => onProgress?.(done, total, sent),
      onRollback: (steps) => {
        isRolledBack = true;
        ports.onRollback?.(steps);
      },
    },
  );
  const before = (path: string) => ({ ...approved.before(path), ...writer.formerOf(path) });
  const soFar = (outcomes: Outcomes<WrittenFile>) =>
    deploymentOf({ ...approved, before }, outcomes, { isCancelled: signal?.aborted === true, isRolledBack });
  onApply?.(() => soFar(application.outcomes()));
  const outcomes = await application.done;
  await removeEmptyFolders(emptied(plan, outcomes), input.namespace, ports.server).catch(() => undefined);
  return soFar(outcomes);
}

/** Paths that this run deleted, also to undo that it had made them. */
function emptied(plan: FilePlan, { writes, deletions }: Outcomes<WrittenFile>): readonly string[] {
  const gone = plan.deletions.filter((_deletion, index) => {
    const outcome = deletions[index]!;
    return outcome.state === 'done' && outcome.undone?.state !== 'undone';
  });
  const unmade = plan.writes.filter(
    ({ kind }, index) => kind === 'create' && writes[index]!.undone?.state === 'undone',
  );
  return [...gone.map(({ stored }) => stored), ...unmade.map(({ desired }) => desired.path)];
}

function deploymentOf(
  { plan, before, rest }: Approved,
  outcomes: Outcomes<WrittenFile>,
  how: { readonly isCancelled: boolean; readonly isRolledBack: boolean },
): FileDeployment {
  const written = new Map(plan.writes.map((change, index) => [change, outcomes.writes[index]!]));
  const files = [
    ...plan.changes.map((change) => writtenChange(change, written.get(change), before(change.desired.path))),
    ...plan.deletions.map((deletion, index) =>
      deletedChange(deletion, outcomes.deletions[index]!, before(deletion.stored)),
    ),
  ];
  const failure = outcomeFailure(
    files.map((file) => ({ ...file, name: file.target })),
    { ...how, one: 'file', done: 'uploaded' },
  );
  const bytes = files.reduce(
    (sum, file) => sum + (file.action === 'created' || file.action === 'updated' ? file.bytes : 0),
    0,
  );
  return {
    files,
    ...countChanges(files, isLeftBehind(outcomes)),
    bytes,
    ...rest,
    ...(how.isRolledBack ? { rolledBack: true } : {}),
    ...(failure === undefined ? {} : { failure }),
  };
}

/** A file was stored, though not as it was sent, and is still there. */
function isLeftBehind({ writes }: Outcomes<WrittenFile>): boolean {
  return writes.some(
    (outcome) =>
      outcome.state === 'failed' && outcome.error instanceof WrittenOtherwiseError && outcome.undone === undefined,
  );
}
