import type { Finding } from '../findings/finding.js';
import type { ParsedFlow } from '../flows/tree.js';
import { countOf, type DeploymentFailure, someOf } from '../plan/failure.js';
import { outcomeFailure as failureOf } from '../plan/outcome-failure.js';
import type { FlowCall } from './references.js';
import type { FlowChange } from './results.js';

/** Why nothing is deployed: some flows, or files without a flow, have errors. */
export function invalidFailure(findings: readonly Finding[], flows: readonly ParsedFlow[]): DeploymentFailure {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const wrong = new Set(errors.map(({ file, document = 0 }) => `${document} ${file}`));
  const invalid = flows.filter(({ document: { file, index } }) => wrong.has(`${index} ${file.path}`)).length;
  const withFlow = new Set(flows.map(({ document }) => document.file.path));
  const others = new Set(errors.map(({ file }) => file).filter((file) => !withFlow.has(file))).size;
  const rest =
    others === 0 ? [] : [`${countOf(others, 'file')} ${others === 1 ? 'has' : 'have'} no flow that can be read`];
  const are = `${invalid === 1 ? 'is' : 'are'} invalid`;
  const sentence = (count: string) => [...(invalid === 0 ? [] : [`${count} ${are}`]), ...rest].join(', and ');
  return {
    reason: 'findings',
    short: sentence(`${invalid} of ${flows.length}`),
    message: `${sentence(`${invalid} of ${countOf(flows.length, 'flow')}`)}. Nothing was deployed.`,
  };
}

/** undefined: no flow that stays needs one that would go. */
export function calledFailure(calls: readonly FlowCall[]): DeploymentFailure | undefined {
  if (calls.length === 0) return undefined;
  const targets = [...new Set(calls.map(({ to }) => to))];
  const named = targets.map((target) => {
    const callers = [...new Set(calls.filter(({ to }) => to === target).map(({ from }) => from))];
    return `${target} is named by ${someOf(callers)}`;
  });
  return {
    reason: 'deletions',
    short: `${countOf(targets.length, 'flow')} to delete, still named by others`,
    message: `${countOf(targets.length, 'flow')} that the plan deletes ${targets.length === 1 ? 'is' : 'are'} still needed: ${someOf(named)}. Nothing was changed.`,
    hint: 'Remove the references, or let these flows go as well. Then run the step again.',
  };
}

/** undefined: every flow is on the server as it should be, and none that should not be. */
export function outcomeFailure(
  changes: readonly FlowChange[],
  how: { readonly isCancelled: boolean; readonly isRolledBack: boolean },
): DeploymentFailure | undefined {
  const outcomes = changes.map((change) => ({ ...change, name: keyOf(change) }));
  return failureOf(outcomes, { ...how, one: 'flow', done: 'deployed' });
}

function keyOf({ namespace, id }: FlowChange): string {
  return `${namespace}/${id}`;
}
