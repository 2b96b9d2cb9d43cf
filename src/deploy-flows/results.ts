import type { Finding } from '../findings/finding.js';
import type { Outcome } from '../plan/apply-plan.js';
import type { ChangeAction } from '../plan/counts.js';
import type { Change, Deletion } from '../plan/plan-changes.js';
import { reportOfRollback, reportOfUnfinished } from '../plan/step-report.js';
import type { ServerFlows, StoredSource } from './actual.js';
import type { DesiredFlow } from './desired.js';
import type { WrittenFlow } from './write.js';

/** What happened to one flow, or in a plan would happen. */
export interface FlowChange {
  readonly action: ChangeAction;
  readonly namespace: string;
  readonly id: string;
  /** Absent for a flow that only the server has. */
  readonly file?: string;
  /** 1-based line in `file` where the flow starts. */
  readonly line?: number;
  readonly revisionBefore?: number;
  readonly revisionAfter?: number;
  /** What the server held, and what it would hold; for an update and a conflict. */
  readonly sources?: { readonly before: string; readonly after: string };
  /** Why it goes: "removed in 3f2a9c1". */
  readonly reason?: string;
  /** Whether the change of this flow was undone, when the run undid its changes. */
  readonly rollback?: 'undone' | 'not-undone';
  readonly error?: string;
}

const PLANNED = { create: 'created', update: 'updated', unchanged: 'unchanged', conflict: 'conflict' } as const;

/** A flow of a plan that is not carried out: as a plan shows it, or as one that the run did not get to. */
export function plannedChange(
  flow: DesiredFlow,
  kind: Change<unknown>['kind'] | undefined,
  server: ServerFlows | undefined,
  { findings, isPlan }: { readonly findings: readonly Finding[]; readonly isPlan: boolean },
): FlowChange {
  const before = server?.flows.get(flow.key)?.source;
  const after = flow.parsed.document.source;
  const sources =
    before !== undefined && (kind === 'conflict' || kind === 'update') ? { sources: { before, after } } : {};
  const error = findings.find(
    ({ severity, file, document }) =>
      severity === 'error' && file === flow.file && (document ?? flow.document) === flow.document,
  );
  if (error !== undefined) return { ...head(flow), action: 'failed', error: error.message };
  if (kind === 'conflict') {
    return { ...head(flow), action: 'conflict', ...sources, error: 'Exists on the server and differs.' };
  }
  if (kind !== 'unchanged' && !isPlan) return { ...head(flow), action: 'skipped' };
  return { ...head(flow), action: kind === undefined ? 'skipped' : PLANNED[kind], ...sources };
}

/** A deletion of a plan that is not carried out. */
export function plannedDeletion(
  { stored, reason }: Deletion<StoredSource>,
  { isPlan }: { readonly isPlan: boolean },
): FlowChange {
  const { namespace, id } = stored;
  return { namespace, id, action: isPlan ? 'deleted' : 'skipped', reason };
}

/** A flow of a plan that was carried out; `outcome` is absent when there was nothing to do. */
export function writtenChange(desired: DesiredFlow, outcome: Outcome<WrittenFlow> | undefined): FlowChange {
  if (outcome === undefined) return { ...head(desired), action: 'unchanged' };
  if (outcome.state !== 'done') return { ...head(desired), ...reportOfUnfinished(outcome) };
  const { sourceBefore, revisionAfter, ...result } = outcome.result;
  // What was created and taken back has no revision any more.
  const revision = revisionAfter === undefined || outcome.undone?.state === 'undone' ? {} : { revisionAfter };
  const after = desired.parsed.document.source;
  const sources = sourceBefore === undefined ? {} : { sources: { before: sourceBefore, after } };
  return {
    ...head(desired),
    ...result,
    ...revision,
    ...sources,
    ...reportOfRollback(outcome),
    ...restoredRevision(outcome),
  };
}

/** A deletion of a plan that was carried out. */
export function deletedChange({ stored, reason }: Deletion<StoredSource>, outcome: Outcome<WrittenFlow>): FlowChange {
  const { namespace, id } = stored;
  if (outcome.state !== 'done') return { namespace, id, ...reportOfUnfinished(outcome), reason };
  const { revisionBefore } = outcome.result;
  const revision = revisionBefore === undefined ? {} : { revisionBefore };
  return {
    namespace,
    id,
    // Also when somebody else has deleted it: it is gone, as was wanted.
    action: 'deleted',
    reason,
    ...revision,
    ...reportOfRollback(outcome),
    ...restoredRevision(outcome),
  };
}

/** The revision that a rollback made of a change. */
function restoredRevision({ state, undone }: Outcome<WrittenFlow>): Pick<FlowChange, 'revisionAfter'> {
  const revision = state === 'done' && undone?.state === 'undone' ? undone.revision : undefined;
  return revision === undefined ? {} : { revisionAfter: revision };
}

function head({ namespace, id, file, line }: DesiredFlow) {
  return { namespace, id, file, line };
}
