import { isMissing, itemsOf, propOf, type ReadObject, textOf } from '../reading/values.js';
import { type CheckContext, type CheckViolation, violation } from './check.js';
import { allTasks, topLevelTasks } from './tasks-of-flow.js';

/**
 * Parts of a flow that only the Enterprise Edition has: an error of an open-source server, and right on the
 * others.
 */
export const ENTERPRISE_ONLY = 'enterprise-only';

/** What only the Enterprise Edition has beside types of inputs: assets of tasks, and (2.0) quotas. */
export function findEnterpriseParts(flow: ReadObject, context: CheckContext): readonly CheckViolation[] {
  const tasks = context.rules === '2.0' ? topLevelTasks(flow) : allTasks(flow, context).map(({ task }) => task);
  const found = [...new Set(tasks)].flatMap((task) => {
    const assets = propOf(task, 'assets');
    if (isMissing(assets)) return [];
    const message = `Task '${textOf(propOf(task, 'id')) ?? 'null'}' can't have any \`assets\` because assets are only available in Enterprise Edition.`;
    return [violation(ENTERPRISE_ONLY, message, assets)];
  });
  if (itemsOf(flow, 'quotas').length === 0) return found;
  return [
    ...found,
    violation(ENTERPRISE_ONLY, 'Quotas are only available in Enterprise Edition.', propOf(flow, 'quotas')),
  ];
}
