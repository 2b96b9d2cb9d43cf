import type { Finding } from '../findings/finding.js';
import type { Applied } from '../plan/apply.js';
import type { ChangeAction } from '../plan/counts.js';
import { errorText } from '../plan/failure.js';
import type { Change, ChangeKind } from '../plan/plan-changes.js';
import type { DesiredFlow } from './desired.js';
import type { WrittenFlow } from './write.js';

/** What happened to one flow. */
export interface FlowChange {
  readonly action: ChangeAction;
  readonly namespace: string;
  readonly id: string;
  readonly file: string;
  /** 1-based line in `file` where the flow starts. */
  readonly line: number;
  readonly revisionBefore?: number;
  readonly revisionAfter?: number;
  /** Link into Kestra's UI; absent when the flow is not there. */
  readonly url?: string;
  /** What the server held, and what it holds now; for an update. */
  readonly sources?: { readonly before: string; readonly after: string };
  readonly error?: string;
}

interface LinkBase {
  readonly kestra: { readonly url: string; readonly tenant: string };
}

/** A flow of a run that wrote nothing. `kind` is absent when there is no plan. */
export function plannedChange(
  flow: DesiredFlow,
  kind: ChangeKind | undefined,
  findings: readonly Finding[],
  base: LinkBase,
): FlowChange {
  const there = kind !== undefined && kind !== 'create' ? { url: urlOf(flow, base) } : {};
  const error = findings.find(
    ({ severity, file, document }) =>
      severity === 'error' && file === flow.file && (document ?? flow.document) === flow.document,
  );
  if (error !== undefined) return { ...head(flow), action: 'failed', ...there, error: error.message };
  if (kind === 'conflict') {
    return { ...head(flow), action: 'conflict', ...there, error: 'Exists on the server and differs.' };
  }
  return { ...head(flow), action: kind === 'unchanged' ? 'unchanged' : 'skipped', ...there };
}

/** A flow of a plan that was carried out. */
export function writtenChange(
  { kind, desired }: Change<DesiredFlow>,
  applied: Applied<WrittenFlow> | undefined,
  base: LinkBase,
): FlowChange {
  const url = urlOf(desired, base);
  const there = kind === 'create' ? {} : { url };
  if (applied === undefined) return { ...head(desired), action: 'unchanged', url };
  if (applied.state === 'skipped') return { ...head(desired), action: 'skipped', ...there };
  if (applied.state === 'failed') {
    return { ...head(desired), action: 'failed', ...there, error: errorText(applied.error) };
  }
  const { sourceBefore, ...result } = applied.result;
  const after = desired.parsed.document.source;
  const sources = sourceBefore === undefined ? {} : { sources: { before: sourceBefore, after } };
  return { ...head(desired), ...result, url, ...sources };
}

function head({ namespace, id, file, line }: DesiredFlow) {
  return { namespace, id, file, line };
}

function urlOf({ namespace, id }: DesiredFlow, { kestra: { url, tenant } }: LinkBase): string {
  const path = [tenant, 'flows', 'edit', namespace, id].map(encodeURIComponent).join('/');
  return `${url.replace(/\/+$/, '')}/ui/${path}`;
}
