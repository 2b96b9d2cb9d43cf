import type { Refusal, Target } from '../namespace-files/plan-targets.js';
import type { Applied } from '../plan/apply.js';
import type { ChangeAction } from '../plan/counts.js';
import type { Change } from '../plan/plan-changes.js';
import { countOf, type DeploymentFailure, errorText, someOf } from '../plan/failure.js';

/** What happened to one file. */
export interface FileChange {
  readonly action: ChangeAction;
  /** Relative to the workspace. */
  readonly file: string;
  /** Absolute path inside the namespace: "/dir/x". */
  readonly target: string;
  readonly bytes: number;
  readonly error?: string;
}

/** Refusals in a message; all of them are in the list of results as well. */
const LISTED = 50;

/** A file of a run that wrote nothing because of refusals. */
export function refusedChange(refusal: Refusal | undefined, target: Target): FileChange {
  if (refusal === undefined) return { ...head(target), action: 'skipped' };
  return { ...head(refusal), action: 'failed', error: refusal.reason };
}

/** A file of a plan that was not carried out. */
export function plannedChange({ kind, desired }: Change<Target>): FileChange {
  if (kind === 'conflict') {
    return { ...head(desired), action: 'conflict', error: 'Exists on the server and differs.' };
  }
  return { ...head(desired), action: kind === 'unchanged' ? 'unchanged' : 'skipped' };
}

/** A file of a plan that was carried out. */
export function writtenChange({ kind, desired }: Change<Target>, applied: Applied<number> | undefined): FileChange {
  if (applied === undefined) return { ...head(desired), action: 'unchanged' };
  if (applied.state === 'skipped') return { ...head(desired), action: 'skipped' };
  if (applied.state === 'failed') return { ...head(desired), action: 'failed', error: errorText(applied.error) };
  return { ...head(desired), action: kind === 'create' ? 'created' : 'updated', bytes: applied.result };
}

export function refusalFailure(refusals: readonly Refusal[]): DeploymentFailure {
  const lines = refusals.slice(0, LISTED).map(({ file, reason }) => `${file.path}: ${reason}`);
  const more = refusals.length - LISTED;
  if (more > 0) lines.push(`… and ${countOf(more, 'more file')}.`);
  return {
    reason: 'names',
    short: `${countOf(refusals.length, 'file')} cannot be stored as ${refusals.length === 1 ? 'it is' : 'they are'} named`,
    message: `${lines.join('\n')}${lines.length === 1 ? ' ' : '\n'}Nothing was uploaded.`,
  };
}

export function conflictFailure(conflicts: readonly Change<Target>[]): DeploymentFailure {
  const names = someOf(conflicts.map(({ desired }) => desired.path));
  const [exist, them] =
    conflicts.length === 1 ? ['exists on the server and differs', 'it'] : ['exist on the server and differ', 'them'];
  return {
    reason: 'conflict',
    short: `${conflicts.length} ${conflicts.length === 1 ? 'exists there and differs' : 'exist there and differ'}`,
    message: `${countOf(conflicts.length, 'file')} ${exist} (${names}). Nothing was uploaded.`,
    hint: `Set \`override: true\` to overwrite ${them}.`,
  };
}

export function stoppedFailure(skipped: number): DeploymentFailure {
  return {
    reason: 'cancelled',
    short: `cancelled before ${countOf(skipped, 'file')}`,
    message: `The run was cancelled: ${countOf(skipped, 'file')} ${skipped === 1 ? 'was' : 'were'} not uploaded.`,
  };
}

/** undefined: every file is on the server as it should be. */
export function outcomeFailure(changes: readonly FileChange[]): DeploymentFailure | undefined {
  const failed = changes.filter(({ action }) => action === 'failed');
  const skipped = changes.filter(({ action }) => action === 'skipped');
  const sentences: string[] = [];
  if (failed.length > 0) {
    const names = someOf(failed.map(({ target }) => target));
    sentences.push(`${failed.length} of ${countOf(changes.length, 'file')} could not be uploaded (${names}).`);
  }
  if (skipped.length > 0) sentences.push(stoppedFailure(skipped.length).message);
  if (sentences.length === 0) return undefined;
  const short = [
    ...(failed.length > 0 ? [`${failed.length} of ${changes.length} failed`] : []),
    ...(skipped.length > 0 ? [stoppedFailure(skipped.length).short!] : []),
  ].join(', ');
  return { reason: skipped.length > 0 ? 'cancelled' : 'incomplete', short, message: sentences.join(' ') };
}

function head({ file, path }: Target) {
  return { file: file.path, target: path, bytes: file.size };
}
