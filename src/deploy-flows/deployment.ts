import type { Finding } from '../findings/finding.js';
import type { ParsedFlow } from '../flows/tree.js';
import type { OnError } from '../plan/apply-plan.js';
import type { ChangeCounts } from '../plan/counts.js';
import type { DeploymentFailure } from '../plan/failure.js';
import type { Progress } from '../plan/progress.js';
import type { FlowServer, ServerFailures } from '../validation/ports.js';
import type { FlowPlan } from './plan-flows.js';
import type { FlowHistory } from './ports.js';
import type { PruneOptions } from './prune-flows.js';
import type { FlowCall } from './references.js';
import type { FlowChange } from './results.js';

export interface FlowDeploymentInput extends PruneOptions {
  /** Every document that was found, also those that cannot be parsed. */
  readonly flows: readonly ParsedFlow[];
  readonly override: boolean;
  /** Ask the server about every flow before the first write. */
  readonly validate: boolean;
  readonly concurrency: number;
  /** Plan only. */
  readonly dryRun: boolean;
  readonly maxDelete: number;
  readonly onError: OnError;
  /** Deploy only the plan with this digest. */
  readonly planDigest?: string | undefined;
  /** A flow that is named and exists nowhere is an error. */
  readonly strictReferences: boolean;
  /** A flow that is disabled on the server stays so. */
  readonly keepDisabled: boolean;
}

export interface FlowDeploymentPorts {
  readonly server: Omit<FlowServer, 'validateFlows'>;
  readonly failures: ServerFailures;
  /** Needed to prune what was removed. */
  readonly history?: FlowHistory | undefined;
  /** Findings that need no server. Gets the flows as they would be deployed. */
  readonly checkLocally: (flows: readonly ParsedFlow[]) => readonly Finding[];
  /** The server's findings about flows that can all be parsed. */
  readonly validate: (flows: readonly ParsedFlow[]) => Promise<readonly Finding[]>;
  /** When it fires, no new write starts. */
  readonly signal?: AbortSignal | undefined;
  /** When it fires, no undoing starts any more. */
  readonly undoUntil?: AbortSignal | undefined;
  /** Called once, before the first write, with what is going to happen. */
  readonly onPlan?: ((plan: FlowPlan, digest: string) => void) | undefined;
  /** Called when the writes begin: with what tells at any time how far the deployment is. */
  readonly onApply?: ((soFar: () => FlowDeployment) => void) | undefined;
  /** Writes and deletions, done and to do. */
  readonly onProgress?: Progress | undefined;
  /** Called before anything is undone, with the number of steps to look at. */
  readonly onRollback?: ((steps: number) => void) | undefined;
}

/** How a deployment of flows went: all that a report needs. */
export interface FlowDeployment {
  /**
   * In the order of the documents, deletions behind them; documents without namespace and id are in
   * `findings` only.
   */
  readonly flows: readonly FlowChange[];
  readonly counts: ChangeCounts;
  /** Something was written, or in a plan would be. */
  readonly changed: boolean;
  /** Which deployed flow starts which. */
  readonly calls: readonly FlowCall[];
  /** At their places in the files of the workspace. */
  readonly findings: readonly Finding[];
  /** Remarks that belong to no file. */
  readonly notices: readonly string[];
  /** The same, for everybody who looks at the run. */
  readonly warnings: readonly string[];
  /** Absent: there was no plan. */
  readonly planDigest?: string;
  /** Absent: everything is on the server as it should be. */
  readonly failure?: DeploymentFailure;
}
