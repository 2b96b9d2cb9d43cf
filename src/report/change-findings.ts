import type { Finding } from '../findings/finding.js';
import type { FileChangeReport, FlowChangeReport, RunReport } from './model.js';

type Change = (FlowChangeReport | FileChangeReport) & { readonly line?: number };

/**
 * What stands in the way of each flow or file, at its place, so that GitHub shows it there. A reason that
 * several share, such as a missing permission, is given once; a conflict is of each alone. What a finding
 * reports already is left to it.
 */
export function findingsOfChanges(report: RunReport): readonly Finding[] {
  if (report.action === 'validate-flows') return [];
  const known = new Set(report.findings.filter(({ severity }) => severity === 'error').map(({ file }) => file));
  const changes: readonly Change[] = report.action === 'deploy-flows' ? report.flows : report.files;
  const open = changes.filter(
    ({ action, file }) => (action === 'failed' || action === 'conflict') && file !== undefined && !known.has(file),
  );
  const shared = new Map<string, number>();
  for (const { action, error = '' } of open) if (action === 'failed') shared.set(error, (shared.get(error) ?? 0) + 1);
  const reported = new Set<string>();
  return open.flatMap((change): readonly Finding[] => {
    const { action, error = '' } = change;
    const others = (action === 'failed' ? (shared.get(error) ?? 1) : 1) - 1;
    if (others > 0 && reported.has(error)) return [];
    reported.add(error);
    return [findingOf(change, others, report.action === 'deploy-flows' ? 'flow' : 'file')];
  });
}

function findingOf(change: Change, others: number, one: 'flow' | 'file'): Finding {
  const { action, file = '', line = 1, error = '' } = change;
  const name = 'target' in change ? change.target : `${change.namespace}/${change.id}`;
  const and = others === 0 ? '' : ` and ${others} more ${one}${others === 1 ? '' : 's'}`;
  return {
    severity: 'error',
    rule: action === 'conflict' ? `${one}-conflict` : `${one}-not-deployed`,
    message: `${name}${and}: ${error}`,
    origin: 'server',
    file,
    range: { startLine: line, startColumn: 1, endLine: line, endColumn: 1 },
  };
}
