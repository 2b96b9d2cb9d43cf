import { mappingsIn, textOf } from '../flows/navigate.js';
import type { CheckContext } from '../rules/checks/check.js';
import { movedType } from '../rules/moved-types.js';
import type { RuleProblem } from '../rules/verdict.js';

/** Types that left Kestra's core: whether a server still takes them depends on its plugins. */
export function findMovedTypes({ root }: CheckContext): readonly RuleProblem[] {
  return mappingsIn(root).flatMap((visit): readonly RuleProblem[] => {
    const type = textOf(visit.node, 'type') ?? '';
    const moved = movedType(type);
    if (moved === undefined) return [];
    const text = `${type} left Kestra's core with 0.11: only servers with ${moved.plugin} have it, as deprecated.`;
    const target = { path: [...visit.path, 'type'], part: 'value' } as const;
    const hint = `Use ${moved.instead}.`;
    return [{ rule: 'moved-type', severity: 'warning', text, target, hint, answer: 'none' }];
  });
}
