import { ByteBudget } from '../namespace-files/byte-budget.js';
import { findClashes, indexListing } from '../namespace-files/compare.js';
import { type LocalFile, planTargets, type Refusal, type Target } from '../namespace-files/plan-targets.js';
import { nameRulesOf } from '../namespace-files/server-names.js';
import { uploadOrder } from '../namespace-files/upload-order.js';
import { applyAll, type Applied } from '../plan/apply.js';
import { type ChangeCounts, countChanges } from '../plan/counts.js';
import { type Change, type Plan, planChanges } from '../plan/plan-changes.js';
import { listTargetFolders, readFileStates } from './actual.js';
import {
  conflictFailure,
  type FileChange,
  outcomeFailure,
  plannedChange,
  refusalFailure,
  refusedChange,
  stoppedFailure,
  writtenChange,
} from './results.js';
import type { DeploymentFailure } from '../plan/failure.js';
import type { Progress } from '../plan/progress.js';
import type { FileServer } from './ports.js';

export interface FileDeploymentInput {
  readonly files: readonly LocalFile[];
  /** What `localPath` is. */
  readonly kind: 'file' | 'folder';
  readonly namespacePath: string;
  readonly namespace: string;
  readonly override: boolean;
  readonly concurrency: number;
  /** As `GET /configs` gives it; decides which names are safe. */
  readonly serverVersion?: string | undefined;
}

export interface FileDeploymentPorts {
  readonly server: Pick<FileServer, 'listFolder' | 'getFile' | 'putFile'>;
  /** The bytes of a file by its path in the workspace. */
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** When it fires, no new upload starts. */
  readonly signal?: AbortSignal | undefined;
  /** Called once, before the first upload, with what is going to happen. */
  readonly onPlan?: ((plan: Plan<Target>) => void) | undefined;
  /** Files of the same size that were compared byte for byte. */
  readonly onCompare?: Progress | undefined;
  /** Uploads, with the bytes sent so far. */
  readonly onProgress?: Progress | undefined;
}

/** How a deployment of namespace files went: all that a report needs. */
export interface FileDeployment {
  /** In the order of the files. */
  readonly files: readonly FileChange[];
  readonly counts: ChangeCounts;
  /** Something was written. */
  readonly changed: boolean;
  /** Bytes sent. */
  readonly bytes: number;
  /** Absent: everything is on the server as it should be. */
  readonly failure?: DeploymentFailure;
}

/** Bytes in memory at once, beside the one file that may be larger. */
const BYTES_IN_MEMORY = 32 * 1024 * 1024;

/**
 * Brings files to a namespace, byte for byte. Names are judged, the server is read, a plan is made, and only
 * then the first upload happens; files are overwritten in place, nothing is ever deleted. Failures of single
 * files are in the result.
 * @throws what the ports throw before the first upload: then nothing was changed
 */
export async function deployNamespaceFiles(
  input: FileDeploymentInput,
  ports: FileDeploymentPorts,
): Promise<FileDeployment> {
  const rules = nameRulesOf(input.serverVersion);
  const { targets, refusals, problem } = planTargets({ ...input, rules });
  const done = (files: readonly FileChange[], failure: DeploymentFailure | undefined): FileDeployment => ({
    files,
    ...countChanges(files),
    bytes: files.reduce(
      (sum, { action, bytes }) => sum + (action === 'created' || action === 'updated' ? bytes : 0),
      0,
    ),
    ...(failure === undefined ? {} : { failure }),
  });
  const refused = (all: readonly Refusal[]) => {
    const reasons = new Map(all.map((refusal) => [refusal.file, refusal]));
    const others = new Map(targets.map((target) => [target.file, target]));
    const changes = input.files.map((file) => refusedChange(reasons.get(file), others.get(file)!));
    return done(changes, refusalFailure(all));
  };

  if (problem !== undefined) return done([], { reason: 'inputs', message: `${problem} Nothing was uploaded.` });
  if (refusals.length > 0) return refused(refusals);

  const listing = await listTargetFolders(targets, ports.server, { ...input, rules });
  const index = indexListing(listing, rules);
  const clashes = findClashes(targets, index);
  if (clashes.length > 0) return refused(clashes);

  const budget = new ByteBudget(BYTES_IN_MEMORY);
  const { namespace, concurrency } = input;
  const states = await readFileStates(targets, index, { ...ports, namespace, concurrency, budget });
  const plan = planChanges(targets, (target) => states.get(target)!, input);
  if (ports.signal?.aborted === true) return done(plan.changes.map(plannedChange), stoppedFailure(plan.writes.length));
  ports.onPlan?.(plan);
  if (plan.conflicts.length > 0) return done(plan.changes.map(plannedChange), conflictFailure(plan.conflicts));

  const isThere = (folder: string) => folder === '/' || index.kindOf(folder) === 'Directory';
  const results = await upload(plan, isThere, input, ports, budget);
  const changes = plan.changes.map((change) => writtenChange(change, results.get(change)));
  return done(changes, outcomeFailure(changes));
}

/** Uploads what is new or differs; gives the bytes sent of each. */
async function upload(
  { writes }: Plan<Target>,
  isThere: (folder: string) => boolean,
  { namespace, concurrency }: FileDeploymentInput,
  { server, readFile, signal, onProgress }: FileDeploymentPorts,
  budget: ByteBudget,
): Promise<ReadonlyMap<Change<Target>, Applied<number>>> {
  let sent = 0;
  const put = ({ desired: { file, path } }: Change<Target>) =>
    budget.hold(2 * file.size, async () => {
      const bytes = await readFile(file.path);
      await server.putFile(namespace, path, bytes);
      sent += bytes.length;
      return bytes.length;
    });
  const onDone = (done: number, total: number) => onProgress?.(done, total, sent);
  const needs = uploadOrder(
    writes.map(({ desired: { path, file } }) => ({ path, size: file.size })),
    isThere,
  );
  const results = await applyAll(writes, put, { concurrency, signal, onDone, needs });
  return new Map(writes.map((change, position) => [change, results[position]!]));
}
