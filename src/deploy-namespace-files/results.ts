import type { Refusal, Target } from '../namespace-files/plan-targets.js';
import type { Outcome } from '../plan/apply-plan.js';
import type { ChangeAction } from '../plan/counts.js';
import type { Change, Deletion } from '../plan/plan-changes.js';
import { reportOfRollback, reportOfUnfinished } from '../plan/step-report.js';
import type { WrittenFile } from './write.js';

/** What happened to one file, or in a plan would happen. */
export interface FileChange {
  readonly action: ChangeAction;
  /** Relative to the workspace; absent for a file that only the server has. */
  readonly file?: string;
  /** Absolute path inside the namespace: "/dir/x". */
  readonly target: string;
  /** Of the local file; 0 for a deletion. */
  readonly bytes: number;
  /** Of the file on the server, as far as it was asked for. */
  readonly bytesBefore?: number;
  /** What the server held, and what it would hold; for a small text. */
  readonly texts?: { readonly before: string; readonly after: string };
  /** Why it goes: "removed in 3f2a9c1". */
  readonly reason?: string;
  /** Whether the change was undone, when the run undid its changes. */
  readonly rollback?: 'undone' | 'not-undone';
  readonly error?: string;
}

/** What was there before. */
export type Before = Pick<FileChange, 'bytesBefore' | 'texts'>;

const PLANNED = { create: 'created', update: 'updated', unchanged: 'unchanged', conflict: 'conflict' } as const;

/** A file of a run that wrote nothing because of refusals. */
export function refusedChange(refusal: Refusal | undefined, target: Target): FileChange {
  if (refusal === undefined) return { ...head(target), action: 'skipped' };
  return { ...head(refusal), action: 'failed', error: refusal.reason };
}

/** A file of a plan that is not carried out. */
export function plannedChange({ kind, desired }: Change<Target>, before: Before, isPlan: boolean): FileChange {
  if (kind === 'conflict') {
    return { ...head(desired), action: 'conflict', ...before, error: 'Exists on the server and differs.' };
  }
  if (kind !== 'unchanged' && !isPlan) return { ...head(desired), action: 'skipped' };
  return { ...head(desired), action: PLANNED[kind], ...before };
}

/** A deletion of a plan that is not carried out. */
export function plannedDeletion({ stored, reason }: Deletion<string>, before: Before, isPlan: boolean): FileChange {
  return { action: isPlan ? 'deleted' : 'skipped', target: stored, bytes: 0, ...before, reason };
}

/** A file of a plan that was carried out; `outcome` is absent when there was nothing to do. */
export function writtenChange(
  { desired }: Change<Target>,
  outcome: Outcome<WrittenFile> | undefined,
  before: Before,
): FileChange {
  if (outcome === undefined) return { ...head(desired), action: 'unchanged' };
  return { ...head(desired), ...before, ...reportOf(outcome) };
}

/** A deletion of a plan that was carried out. */
export function deletedChange(
  { stored, reason }: Deletion<string>,
  outcome: Outcome<WrittenFile>,
  before: Before,
): FileChange {
  return { target: stored, bytes: 0, ...before, reason, ...reportOf(outcome) };
}

function reportOf(outcome: Outcome<WrittenFile>): Pick<FileChange, 'action' | 'rollback' | 'error'> {
  if (outcome.state !== 'done') return reportOfUnfinished(outcome);
  return { action: outcome.result.action, ...reportOfRollback(outcome) };
}

function head({ file, path }: Target) {
  return { file: file.path, target: path, bytes: file.size };
}
