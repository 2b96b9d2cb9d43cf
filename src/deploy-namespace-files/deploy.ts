import { findClashes, type StoredIndex } from '../namespace-files/compare.js';
import { findFormerCopies } from '../namespace-files/former-copies.js';
import { findLookalikes } from '../namespace-files/lookalikes.js';
import { planTargets, type Refusal, type Target } from '../namespace-files/plan-targets.js';
import { type NameRules, nameRulesOf } from '../namespace-files/server-names.js';
import { conflictFailure } from '../plan/conflict.js';
import { countChanges } from '../plan/counts.js';
import { digestFailure } from '../plan/digest.js';
import { countOf, type DeploymentFailure } from '../plan/failure.js';
import { planChanges } from '../plan/plan-changes.js';
import { pruneFailure } from '../plan/prune.js';
import { compareContents, readStored } from './actual.js';
import { carryOut } from './carry-out.js';
import type { FileDeployment, FileDeploymentInput, FileDeploymentPorts, FilePlan } from './deployment.js';
import { refusalFailure, stoppedFailure } from './failures.js';
import { examinePlan } from './examine-plan.js';
import { findFlowsThatRead } from './flows-that-read.js';
import { planDeletions, readRemovedFiles } from './prune-files.js';
import { type FileChange, plannedChange, plannedDeletion, refusedChange } from './results.js';

/**
 * Brings files to a namespace, byte for byte. Names are judged, the server is read, a plan is made, and only
 * then the first upload happens; files are overwritten in place. Failures of single files are in the result.
 * @throws what the ports throw before the first upload: then nothing was changed
 */
export async function deployNamespaceFiles(
  input: FileDeploymentInput,
  ports: FileDeploymentPorts,
): Promise<FileDeployment> {
  const rules = nameRulesOf(input.serverVersion);
  const { targets, refusals, problem } = planTargets(input.sources, rules);
  if (problem !== undefined) {
    return notCarriedOut([], { reason: 'names', message: `${problem} Nothing was uploaded.` });
  }
  if (refusals.length > 0) return refused(input, targets, refusals);
  const removed = await readRemovedFiles(input, ports.history);

  const contentOf = ({ file }: Target) => ports.contentOf(file.path, file.size);
  const reading = { ...input, ...ports, rules, contentOf };
  const stored = await readStored(targets, reading);
  const clashes = findClashes(targets, stored);
  if (clashes.length > 0) return refused(input, targets, clashes);
  const { deletions, kept } = await planDeletions(targets, stored, removed, { ...input, rules }, ports);
  const states = await compareContents(targets, stored, reading);
  const plan = planChanges(targets, (target) => states.get(target)!, { override: input.override, deletions });
  const { before, digest } = await examinePlan(plan, stored, input, ports);
  const warnings = [...kept, ...lookalikes(plan, stored, rules), ...formerCopies(input, stored, rules)];
  const findings = await findFlowsThatRead(plan, stored, input, ports);
  const beforeOf = (path: string) => before.get(path) ?? {};
  const rest = { warnings, findings, ...(digest === undefined ? {} : { planDigest: digest }) };
  const asPlanned = (failure: DeploymentFailure | undefined, isPlan: boolean) =>
    notCarriedOut(
      [
        ...plan.changes.map((change) => plannedChange(change, beforeOf(change.desired.path), isPlan)),
        ...plan.deletions.map((deletion) => plannedDeletion(deletion, beforeOf(deletion.stored), isPlan)),
      ],
      failure,
      rest,
    );
  if (ports.signal?.aborted === true) {
    return asPlanned(stoppedFailure(plan.writes.length + plan.deletions.length), false);
  }
  ports.onPlan?.(plan, digest);
  const failure = planFailure(plan, digest, input);
  if (input.dryRun || failure !== undefined) return asPlanned(failure, input.dryRun);
  return carryOut({ plan, stored, before: beforeOf, rest }, input, ports);
}

/** The first reason why nothing of a plan may be carried out; undefined: there is none. */
function planFailure(
  plan: FilePlan,
  digest: string | undefined,
  { planDigest, maxDelete }: FileDeploymentInput,
): DeploymentFailure | undefined {
  const { conflicts, deletions } = plan;
  const conflicting = conflicts.map(({ desired }) => desired.path);
  const deleted = deletions.map(({ stored }) => stored);
  return (
    digestFailure(planDigest, digest ?? '', plan) ??
    conflictFailure(conflicting, { one: 'file', done: 'uploaded', replace: 'overwrite' }) ??
    pruneFailure(deleted, maxDelete, 'file')
  );
}

function refused(
  { sources }: FileDeploymentInput,
  targets: readonly Target[],
  refusals: readonly Refusal[],
): FileDeployment {
  const reasons = new Map(refusals.map((refusal) => [refusal.file, refusal]));
  const others = new Map(targets.map((target) => [target.file, target]));
  const files = sources.flatMap((source) => source.files);
  const changes = files.map((file) => refusedChange(reasons.get(file), others.get(file)!));
  return notCarriedOut(changes, refusalFailure(refusals));
}

function notCarriedOut(
  files: readonly FileChange[],
  failure: DeploymentFailure | undefined,
  rest: Pick<FileDeployment, 'warnings' | 'findings' | 'planDigest'> = { warnings: [], findings: [] },
): FileDeployment {
  return { files, ...countChanges(files), bytes: 0, ...rest, ...(failure === undefined ? {} : { failure }) };
}

/** New files beside stored ones that people take for the same; those that the plan deletes do not count. */
function lookalikes(plan: FilePlan, { paths }: StoredIndex, rules: NameRules): readonly string[] {
  const created = plan.writes.filter(({ kind }) => kind === 'create').map(({ desired }) => desired);
  const deleted = new Set(plan.deletions.map(({ stored }) => stored));
  const staying = paths.filter((path) => !deleted.has(path));
  return findLookalikes(created, staying, rules).map(
    ({ target, stored, by }) =>
      `${target.file.path} becomes the new file ${target.path}, but the server has ${stored}, which differs only by ${by === 'case' ? 'the case of letters' : 'the form of its Unicode'}: there will be two files.`,
  );
}

/** Those who come from the official action have old copies, and flows that go on reading them. */
function formerCopies({ sources }: FileDeploymentInput, { paths }: StoredIndex, rules: NameRules): readonly string[] {
  return findFormerCopies(sources, paths, rules).map(
    ({ localPath, folder, files }) =>
      `The server holds ${countOf(files, 'file')} of ${localPath} in ${folder} as well, where the official action put them. Flows that read ${folder}/… go on reading those copies, which this run leaves as they are. Set \`keepFolderName: true\` to go on with that folder; or change the flows, then delete it in Kestra.`,
  );
}
