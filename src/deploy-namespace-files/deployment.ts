import type { Finding } from '../findings/finding.js';
import type { FlowFile } from '../flows/source.js';
import type { Target } from '../namespace-files/plan-targets.js';
import type { OnError } from '../plan/apply-plan.js';
import type { ChangeCounts } from '../plan/counts.js';
import type { DeploymentFailure } from '../plan/failure.js';
import type { Plan } from '../plan/plan-changes.js';
import type { Progress } from '../plan/progress.js';
import type { PruneMode } from '../plan/prune.js';
import type { TargetSource } from '../namespace-files/plan-targets.js';
import type { Backups, Content, FileHistory, FileServer } from './ports.js';
import type { FileChange } from './results.js';

export interface FileDeploymentInput {
  /** What goes, and where to. */
  readonly sources: readonly TargetSource[];
  readonly namespace: string;
  readonly override: boolean;
  readonly concurrency: number;
  /** As `GET /configs` gives it; decides which names are safe. */
  readonly serverVersion?: string | undefined;
  /** Plan only. */
  readonly dryRun: boolean;
  readonly prune: PruneMode;
  readonly maxDelete: number;
  readonly onError: OnError;
  /** Deploy only the plan with this digest. */
  readonly planDigest?: string | undefined;
  /** Read every written file back and compare. */
  readonly verify: boolean;
}

export interface FileDeploymentPorts {
  readonly server: FileServer;
  /** The content of a file by its path in the workspace. */
  readonly contentOf: (path: string, size: number) => Content;
  /** Keeps contents that a rollback may need. */
  readonly backups: Backups;
  /** Needed to prune what was removed. */
  readonly history?: FileHistory | undefined;
  /** Flow files of the checkout that have one of these words; asked when something is to be deleted. */
  readonly flowsNaming?: ((words: readonly string[]) => Promise<readonly FlowFile[]>) | undefined;
  /** When it fires, no new write starts. */
  readonly signal?: AbortSignal | undefined;
  /** When it fires, no undoing starts any more. */
  readonly undoUntil?: AbortSignal | undefined;
  /** Called once, before the first upload, with what is going to happen. */
  readonly onPlan?: ((plan: FilePlan, digest: string | undefined) => void) | undefined;
  /** Called when the writes begin: with what tells at any time how far the deployment is. */
  readonly onApply?: ((soFar: () => FileDeployment) => void) | undefined;
  /** Files that were compared byte for byte. */
  readonly onCompare?: Progress | undefined;
  /** Uploads and deletions, with the bytes sent so far. */
  readonly onProgress?: Progress | undefined;
  /** Called before anything is undone, with the number of steps to look at. */
  readonly onRollback?: ((steps: number) => void) | undefined;
}

/** `Stored`: paths of files that are to go, as the server lists them. */
export type FilePlan = Plan<Target, string>;

/** How a deployment of namespace files went: all that a report needs. */
export interface FileDeployment {
  /** In the order of the files, deletions behind them. */
  readonly files: readonly FileChange[];
  readonly counts: ChangeCounts;
  /** Something was written, or in a plan would be. */
  readonly changed: boolean;
  /** Bytes sent. */
  readonly bytes: number;
  /** Remarks for everybody who looks at the run. */
  readonly warnings: readonly string[];
  /** About flows of the checkout that name what is deleted. */
  readonly findings: readonly Finding[];
  /** Of a dry run, or when one was asked for. */
  readonly planDigest?: string;
  /** The run undid what it had done. */
  readonly rolledBack?: true;
  /** Absent: everything is on the server as it should be. */
  readonly failure?: DeploymentFailure;
}
