import type { FailureReason } from '../failure-reasons.js';
import type { ValidationCounts } from '../findings/counts.js';
import type { Finding } from '../findings/finding.js';
import type { ChangeAction, ChangeCounts } from '../plan/counts.js';
import type { RepositoryPlace } from './repository-place.js';

export type { ChangeAction, ChangeCounts, ValidationCounts };

/**
 * The JSON report of a run (schemaVersion 1, docs/report.schema.json), and all that the other renderers need.
 */
export type RunReport = ValidationReport | FlowDeploymentReport | FileDeploymentReport;

export interface ReportHead {
  readonly schemaVersion: 1;
  /** Version of this suite. */
  readonly version: string;
  readonly outcome: 'success' | 'failure';
  readonly startedAt: string;
  readonly durationMs: number;
  /** HTTP requests sent to Kestra. */
  readonly requests: number;
  /** Absent: the run did without a server. */
  readonly kestra?: KestraServer;
  readonly findings: readonly Finding[];
  /** Remarks about the run itself, e.g. "12 files were left out: unchanged". Plain text. */
  readonly notices: readonly string[];
  /** Set when the run could not be carried out, or not wholly. */
  readonly failure?: ReportedFailure;
}

export interface ReportedFailure {
  /** From a closed list: docs/failure-reasons.md. */
  readonly reason: FailureReason;
  /** The result in a heading: "3 exist there and differ". */
  readonly short: string;
  /** What happened. May have several lines. */
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Without the address, which may be a secret: a report can be read by more people than the log. */
export interface KestraServer {
  readonly tenant: string;
  readonly version?: string;
  readonly edition?: 'OSS' | 'EE';
}

export interface ValidationReport extends ReportHead {
  readonly action: 'validate-flows';
  readonly valid: boolean;
  readonly failOn: 'error' | 'warning' | 'never';
  readonly counts: ValidationCounts;
  /** The rule set of an offline run, e.g. "1.3". */
  readonly rules?: string;
  /** The folders that were looked at, as `directory` names them. */
  readonly directory: readonly string[];
  /** Files that were not looked at, since they did not change. */
  readonly leftOut?: number;
  /** Types of plugins that could not be checked without a server or a schema. */
  readonly uncheckedTypes?: readonly string[];
  readonly files: readonly { readonly path: string; readonly flows: readonly FlowKey[] }[];
}

export interface FlowKey {
  readonly namespace: string;
  readonly id: string;
}

export interface FlowDeploymentReport extends ReportHead {
  readonly action: 'deploy-flows';
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** Identifies the plan: give it as `planDigest` to deploy exactly this. */
  readonly planDigest?: string;
  readonly counts: ChangeCounts;
  readonly flows: readonly FlowChangeReport[];
  /** Which deployed flow starts which: for the graph. Keys "namespace/id". */
  readonly calls: readonly { readonly from: string; readonly to: string }[];
}

export interface FlowChangeReport extends FlowKey {
  readonly action: ChangeAction;
  readonly file?: string;
  /** 1-based line in `file` where the flow starts. */
  readonly line?: number;
  readonly revisionBefore?: number;
  readonly revisionAfter?: number;
  /** Unified diff of the YAML: of an update, or of what stands in the way. */
  readonly diff?: string;
  /** Why it goes: "removed in 3f2a9c1". */
  readonly reason?: string;
  /** Whether the change was undone, when the run undid its changes. */
  readonly rollback?: 'undone' | 'not-undone';
  /** Why it failed, or what stands in the way. */
  readonly error?: string;
}

export interface FileDeploymentReport extends ReportHead {
  readonly action: 'deploy-namespace-files';
  readonly changed: boolean;
  readonly dryRun: boolean;
  /** Identifies the plan: give it as `planDigest` to deploy exactly this. */
  readonly planDigest?: string;
  readonly namespace: string;
  /** The target in the namespace: "/" or "/config". */
  readonly namespacePath: string;
  readonly counts: ChangeCounts;
  /** Bytes sent. */
  readonly bytes: number;
  readonly files: readonly FileChangeReport[];
}

export interface FileChangeReport {
  readonly action: ChangeAction;
  /** Relative to the workspace; absent for a deletion. */
  readonly file?: string;
  /** Absolute path inside the namespace, "/dir/x". */
  readonly target: string;
  /** Of the local file; 0 for a deletion. */
  readonly bytes: number;
  /** Of the file on the server, as far as it was asked for. */
  readonly bytesBefore?: number;
  /** Unified diff of a small text: of an update, or of what stands in the way. */
  readonly diff?: string;
  /** Why it goes: "removed in 3f2a9c1". */
  readonly reason?: string;
  /** Whether the change was undone, when the run undid its changes. */
  readonly rollback?: 'undone' | 'not-undone';
  readonly error?: string;
}

/** What a renderer may need beside the report: where links lead, and the files for excerpts. */
export interface RenderContext {
  /** e.g. "https://github.com"; absent outside GitHub. */
  readonly githubUrl?: string;
  /** "owner/name" */
  readonly repository?: string;
  readonly sha?: string;
  /** The commit that people know: the head of a pull request, where `sha` is a merge that GitHub made. */
  readonly commit?: string;
  /** Address of Kestra, no trailing slash; absent where it must not be shown. */
  readonly kestraUrl?: string;
  /** Link of this workflow run. */
  readonly runUrl?: string;
  /** Git repositories in the workspace, the innermost first; none: the workspace is the repository. */
  readonly repositories?: readonly RepositoryPlace[];
  /** Address of the document that explains the rules. */
  readonly rulesUrl?: string;
  /** Text of the files that findings are in, by path. */
  readonly sources: ReadonlyMap<string, string>;
}
