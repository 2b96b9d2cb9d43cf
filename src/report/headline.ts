import { counted, countedActions, countedPlan } from './counts.js';
import { countUndone } from '../plan/counts.js';
import type { FileDeploymentReport, FlowDeploymentReport, RunReport, ValidationReport } from './model.js';

/**
 * A part of a sentence: text, a name as it is written in files, or the server with the word before it – which
 * each medium shows as it may: as a link, as text, or not at all.
 */
export type Piece = string | { readonly code: string } | { readonly server: ServerWord };

/** "is" stands behind the server, the others before it. */
export type ServerWord = 'to' | 'on' | 'for' | 'by' | 'is';

/** How a run went, at one glance. */
export type Mark = 'done' | 'warning' | 'failed' | 'planned' | 'undone' | 'nothing';

/**
 * What was done to what, where, with what result: one value for the log, the summary and the comment.
 */
export interface Headline {
  readonly mark: Mark;
  readonly pieces: readonly Piece[];
}

const NOTHING = 'nothing to do';

/** The verdict of a run in one sentence. */
export function headlineOf(report: RunReport): Headline {
  return report.action === 'validate-flows' ? validationHeadline(report) : deploymentHeadline(report);
}

function validationHeadline(report: ValidationReport): Headline {
  const { failure, counts, directory, leftOut = 0 } = report;
  const { files, flows, invalidFlows, errors, warnings } = counts;
  if (failure !== undefined && failure.reason !== 'findings') {
    return { mark: 'failed', pieces: [`Flows not checked: ${failure.short}`] };
  }
  const where = checkedBy(report);
  if (invalidFlows > 0) {
    const are = invalidFlows === 1 ? 'is' : 'are';
    return { mark: 'failed', pieces: [`Flows: ${count(invalidFlows)} of ${count(flows)} ${are} invalid`, ...where] };
  }
  if (errors > 0) {
    const bad = new Set(report.findings.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
    const of = bad === files ? counted(files, 'file') : `${count(bad)} of ${counted(files, 'file')}`;
    return { mark: 'failed', pieces: [`Flows: ${counted(errors, 'error')} in ${of}`, ...where] };
  }
  if (flows === 0) return { mark: 'nothing', pieces: ['Flows: nothing to check – ', ...emptiness(directory, leftOut)] };
  const mark = failure !== undefined ? 'failed' : warnings > 0 ? 'warning' : 'done';
  const found = warnings > 0 ? `, ${counted(warnings, 'warning')}` : '';
  const offline = report.rules === undefined ? '' : ' offline';
  return { mark, pieces: [`Flows: ${count(flows)} valid${offline}${found}`, ...where, ...unchecked(report)] };
}

/** Whose verdict it is. */
function checkedBy({ rules }: ValidationReport): readonly Piece[] {
  return rules === undefined ? [' (checked', { server: 'by' }, ')'] : [` (rules of Kestra ${rules})`];
}

function unchecked({ uncheckedTypes = [] }: ValidationReport): readonly Piece[] {
  if (uncheckedTypes.length === 0) return [];
  const were = uncheckedTypes.length === 1 ? 'was' : 'were';
  return [`; ${counted(uncheckedTypes.length, 'plugin type')} ${were} not checked (no `, { code: 'pluginSchema' }, ')'];
}

function emptiness(directory: readonly string[], leftOut: number): readonly Piece[] {
  const folders = directory.flatMap((path, index): readonly Piece[] => [...(index > 0 ? [', '] : []), { code: path }]);
  return [leftOut > 0 ? 'no changed file below ' : 'no flow below ', ...folders];
}

type DeploymentReport = FlowDeploymentReport | FileDeploymentReport;

function deploymentHeadline(report: DeploymentReport): Headline {
  const { failure, counts, dryRun, changed } = report;
  if (failure !== undefined) return failedHeadline(report, failure);
  if (dryRun) {
    return { mark: 'planned', pieces: [...planOf(report), `: ${countedPlan(counts) || NOTHING}`] };
  }
  if (!changed) {
    const mark = hasWarnings(report) ? 'warning' : 'done';
    const kept = counts.unchanged === 0 ? NOTHING : `${count(counts.unchanged)} unchanged`;
    return { mark, pieces: [...subjectOf(report), { server: 'on' }, ` are up to date: ${kept}`] };
  }
  const mark = hasWarnings(report) ? 'warning' : 'done';
  const what: readonly Piece[] =
    report.action === 'deploy-flows' ? ['Flows deployed', { server: 'to' }] : [...subjectOf(report), { server: 'on' }];
  return { mark, pieces: [...what, `: ${countedActions(counts)}`] };
}

function failedHeadline(report: DeploymentReport, { reason, short }: NonNullable<RunReport['failure']>): Headline {
  const { counts, changed, dryRun } = report;
  if (reason === 'rolled-back') {
    const items = report.action === 'deploy-flows' ? report.flows : report.files;
    const undone = countUndone(items);
    const before =
      undone === 0
        ? ''
        : undone === 1
          ? ', the 1 change before it was undone'
          : `, the ${count(undone)} changes before it were undone`;
    const failed = counts.failed === 0 ? 'cancelled' : `${count(counts.failed)} of ${count(items.length)} failed`;
    return { mark: 'undone', pieces: [...subjectOf(report), `: ${failed}${before};`, { server: 'is' }, ' as it was'] };
  }
  if (dryRun) return { mark: 'failed', pieces: [...planOf(report), `: ${short}`] };
  if (changed) {
    // What was left behind by a failure is counted as failed.
    const done = countedActions({ ...counts, failed: 0 });
    const more = done === '' ? '' : `; ${done}`;
    return { mark: 'failed', pieces: [...subjectOf(report), { server: 'on' }, `: ${short}${more}`] };
  }
  const what: readonly Piece[] =
    report.action === 'deploy-flows'
      ? ['Flows not deployed', { server: 'to' }]
      : ['Files not uploaded', ...targetAfter(' to ', report), { server: 'on' }];
  return { mark: 'failed', pieces: [...what, `: ${short}`] };
}

function subjectOf(report: DeploymentReport): readonly Piece[] {
  return report.action === 'deploy-flows' ? ['Flows'] : ['Files', ...targetAfter(' in ', report)];
}

function planOf(report: DeploymentReport): readonly Piece[] {
  return report.action === 'deploy-flows'
    ? ['Plan', { server: 'for' }]
    : ['Plan for files', ...targetAfter(' in ', report), { server: 'on' }];
}

/** Nothing where the inputs are wrong, and no namespace is known. */
function targetAfter(word: string, { namespace, namespacePath }: FileDeploymentReport): readonly Piece[] {
  return namespace === '' ? [] : [word, { code: `${namespace}:${namespacePath}` }];
}

function hasWarnings({ findings }: RunReport): boolean {
  return findings.some(({ severity }) => severity === 'warning');
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
